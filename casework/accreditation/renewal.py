"""Renewal (复评): a new application of the unit that holds a slot of the category; asked in time, nothing runs out."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from casework.accreditation.models import Application, Designation
from casework.accreditation.states import ENDED, HOLDING, LOOSE
from casework.clock.calendar import add_months
from casework.clock.deadlines import period
from casework.core.now import today
from casework.notices.models import Notice

UNASKED = ("", "draft", *ENDED)


def opens_on(designation: Designation) -> date:
    """The first day on which renewal may be asked for."""
    assert designation.valid_to is not None  # set when it was designated
    return add_months(designation.valid_to, -period("renewal_window", today()).amount)


def asked_for(designation: Designation) -> Application | None:
    """The application, submitted while the designation was valid, on which nobody has decided yet."""
    return undecided().filter(
        enterprise=designation.enterprise_id, category=designation.place.category_id,
        submitted_on__lte=designation.valid_to,
    ).first()  # fmt: skip


def undecided() -> QuerySet[Application]:
    return Application.objects.exclude(state__in=UNASKED).filter(designation=None)


def to_remind(on: date) -> QuerySet[Designation]:
    """Designations in their last months whose units have not been told yet that they may ask for renewal."""
    last = add_months(on, period("renewal_window", on).amount)
    told = Notice.objects.filter(dossier=OuterRef("dossier"), kind="renewal-open")
    return Designation.objects.filter(~Exists(told), state__in=HOLDING, valid_to__range=(on, last)).order_by("pk")


def run_out(on: date) -> QuerySet[Designation]:
    """Designations whose last day is over and whose renewal nobody has asked for in time, or has been decided on."""
    waiting = undecided().filter(
        enterprise=OuterRef("enterprise"), category=OuterRef("place__category"), submitted_on__lte=OuterRef("valid_to")
    )
    return Designation.objects.filter(~Exists(waiting), state__in=LOOSE, valid_to__lt=on).order_by("pk")
