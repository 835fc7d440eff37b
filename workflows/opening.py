"""Open the folder of a matter and put its officers in charge, so that the first step can be taken."""

from collections.abc import Iterable

from django.db import transaction

from casework.accounts.grants import put_in_charge
from casework.accounts.models import User
from casework.enforcement.models import Inspection
from casework.organisations.models import Agency, Enterprise
from documents.models import Dossier


@transaction.atomic
def open_inspection(agency: Agency, enterprise: Enterprise, officers: Iterable[User]) -> Inspection:
    """An inspection not yet begun: its steps are ``plan``, or ``start`` when a lead or danger leaves no time."""
    dossier = open_dossier("inspection", agency, enterprise, officers)
    return Inspection.objects.create(
        dossier=dossier, agency=agency, enterprise=enterprise, region_code=enterprise.region_id
    )


def open_dossier(kind: str, agency: Agency, enterprise: Enterprise, officers: Iterable[User]) -> Dossier:
    dossier = Dossier.objects.create(
        kind=kind,
        agency=agency,
        region_code=enterprise.region_id,
        enterprise=enterprise,
        title=f"{enterprise.name}安全培训执法案",
    )
    put_in_charge(dossier, officers)
    return dossier
