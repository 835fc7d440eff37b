"""Once a night: are all chains, files and seals still what was written? What is not becomes the auditors' red task."""

import logging
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse

from casework.accounts.models import Membership
from casework.accounts.roles import Role
from casework.notices.write import Letter, write_many
from casework.trail.faults import record
from casework.trail.models import Fault
from casework.trail.verify import verify_all

log = logging.getLogger(__name__)


def check_files() -> int:
    """Returns how many faults are new. Each stands on every page of the auditors until the check finds it whole."""
    found = list(verify_all())  # minutes of reading; nobody waits for it
    with transaction.atomic():
        fresh = record(found)
        tell(fresh)
    for fault in fresh:
        log.error("trail: %s %s: %s", fault.what, fault.where, fault)
    return len(fresh)


def tell(faults: Iterable[Fault]) -> None:
    """A message to each auditor, by mail where he has an address; a seal lies in no dossier and is told on the page."""
    seats = Membership.objects.in_force().filter(role=Role.AUDIT_ADMIN, user__is_active=True).select_related("user")
    auditors = list({seat.user_id: seat.user for seat in seats}.values())
    url = reverse("admin:trail_fault_changelist")
    write_many([
        Letter("trail-broken", fault.dossier, f"fault:{fault.pk}", {"words": fault.words}, url, auditors)
        for fault in faults if fault.dossier
    ])  # fmt: skip
