"""Open the folder of a matter and put its officers in charge, so that the first step can be taken."""

from collections.abc import Iterable

from django.db import transaction

from casework.accounts.grants import put_in_charge
from casework.accounts.models import User
from casework.enforcement.models import Case, Inspection
from casework.organisations.models import Agency, Enterprise
from casework.penalties.models import Penalty, Person
from documents.models import Dossier


@transaction.atomic
def open_inspection(agency: Agency, enterprise: Enterprise, officers: Iterable[User]) -> Inspection:
    """An inspection not yet begun: its steps are ``plan``, or ``start`` when a lead or danger leaves no time."""
    dossier = open_dossier("inspection", agency, enterprise, officers)
    return Inspection.objects.create(
        dossier=dossier, agency=agency, enterprise=enterprise, region_code=enterprise.region_id
    )


def open_dossier(
    kind: str,
    agency: Agency,
    enterprise: Enterprise | None,
    officers: Iterable[User],
    *,
    title: str = "",
    personal: bool = False,
) -> Dossier:
    dossier = Dossier.objects.create(
        kind=kind,
        agency=agency,
        region_code=enterprise.region_id if enterprise else agency.region_id,
        enterprise=enterprise,
        personal=personal,
        title=title or f"{enterprise}安全培训执法案",
    )
    put_in_charge(dossier, officers)
    return dossier


@transaction.atomic
def open_penalty(case: Case, officers: Iterable[User], *, tier: int, person: Person | None = None) -> Penalty:
    """A penalty case not yet filed, for the unit or one person, in a dossier of its own; its first step is ``file``."""
    party = person.name if person else case.enterprise.name
    title = f"{party}{Penalty.Tier(tier).label}处罚案"
    dossier = open_dossier("penalty", case.agency, case.enterprise, officers, title=title, personal=person is not None)
    return Penalty.objects.create(
        dossier=dossier, agency=case.agency, enterprise=case.enterprise, person=person, party_name=party,
        region_code=case.region_code, industry=case.industry, case=case, tier=tier, act_on=case.opened_on,
    )  # fmt: skip
