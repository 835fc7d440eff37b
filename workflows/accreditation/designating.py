"""Open the folder of a designation on a slot: what a lawful decision on an application leads to."""

from typing import Any

from django.db import transaction

from casework.accreditation import slots
from casework.accreditation.models import Application, Designation, Slot
from workflows import engine
from workflows.opening import open_dossier


@transaction.atomic
def open_designation(application: Application, *, by: Any, decision: int | None = None) -> Designation:
    """Designate the applicant: on its own slot where it renews a designation, else on the first free one.

    Args:
        decision: the document that says so (命名决定), for the certificate to name.

    Raises:
        Refused: no slot is free, or the application has been designated already.
    """
    if Designation.objects.filter(application=application).exists():
        raise engine.Refused("该申请已经命名，不能再次命名。")
    if (old := slots.held_by(application)) is not None:
        engine.take(old, "renew", by=None, application=application.pk)
    try:
        slot = slots.claim(application.category)
    except slots.NoSlot as none:
        raise engine.Refused(str(none)) from none
    return engine.begin(prepare(application, slot, decision), "designate", by=by)


def prepare(application: Application, slot: Slot, decision: int | None = None) -> Designation:
    """The designation, not yet born, on a dossier of its own; the officers of the round are in charge."""
    unit = application.enterprise
    title = f"{unit.name}{application.round.programme}命名"
    dossier = open_dossier("designation", application.agency, unit, application.round.officers.all(), title=title)
    return Designation(
        dossier=dossier, agency=application.agency, enterprise=unit, party_name=application.party_name,
        region_code=application.region_code, application=application, slot=slot, place=slot, decision_id=decision,
    )  # fmt: skip
