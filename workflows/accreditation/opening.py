"""Open the folder of an application: the applicant answers in it, the officers of the round are in charge."""

from typing import Any

from django.db import IntegrityError, transaction

from casework.accreditation.draw import new_seed
from casework.accreditation.models import Application, Category, Criterion, Listing, Round, RoundCriterion
from casework.organisations.models import Agency, Enterprise
from workflows.engine import Refused, take
from workflows.opening import open_dossier


@transaction.atomic
def announce(*, officers: Any, **columns: Any) -> Round:
    """A round with the criteria of its programme as they stand today; later changes are for the next round."""
    row = Round.objects.create(**columns)
    row.officers.set(officers)
    own = [f.name for f in RoundCriterion._meta.concrete_fields if f.name not in ("id", "round")]
    criteria = Criterion.objects.filter(programme=row.programme).order_by("position")
    RoundCriterion.objects.bulk_create(
        RoundCriterion(round=row, **{name: getattr(criterion, name) for name in own}) for criterion in criteria
    )
    return row


def city_of(enterprise: Enterprise) -> Agency | None:
    """The city bureau in whose territory the unit lies."""
    code = f"{enterprise.region_id[:4]}00"
    return Agency.objects.filter(region_id=code, region__level="city").first()


def open_application(of: Round, category: Category, enterprise: Enterprise, *, direct: bool = False) -> Application:
    """An application not yet begun; its first step is ``draft``. ``direct``: no city bureau is in charge of the unit.

    Raises:
        Refused: there is one already, or the category belongs to another programme.
    """
    if category.programme_id != of.programme_id:
        raise Refused("所选类别不属于本批次的认定项目。请重新选择。")
    try:
        with transaction.atomic():
            return create(of, category, enterprise, None if direct else city_of(enterprise))
    except IntegrityError as error:
        raise Refused("本单位在本批次本类别已经有一份申报。请在原申报上办理。") from error


@transaction.atomic
def begin_application(of: Round, category: Category, enterprise: Enterprise, *, by: Any) -> Application:
    """Open an application and begin it; nothing is left of one that may not be begun.

    Raises:
        Refused: as above, or the window is not open, or the unit is not of the programme's kind.
    """
    return take(open_application(of, category, enterprise), "draft", by=by)


def create(of: Round, category: Category, enterprise: Enterprise, city: Agency | None) -> Application:
    title = f"{enterprise.name}{of.programme}申报"
    dossier = open_dossier("application", of.agency, enterprise, of.officers.all(), title=title)
    return Application.objects.create(
        dossier=dossier, agency=of.agency, enterprise=enterprise, party_name=enterprise.name,
        region_code=enterprise.region_id, round=of, category=category, city=city,
    )  # fmt: skip


@transaction.atomic
def open_listing(of: Round, category: Category) -> Listing:
    """The list of a round and category, not yet begun; its first step is ``draw_up``. Asked again, the same one."""
    if category.programme_id != of.programme_id:
        raise Refused("所选类别不属于本批次的认定项目。请重新选择。")
    Category.objects.select_for_update().get(pk=category.pk)  # of two who open it at once the second finds the first's
    if (known := Listing.objects.filter(round=of, category=category).first()) is not None:
        return known
    title = f"{of.programme}（{category}，{of.title}）拟认定名单"
    dossier = open_dossier("listing", of.agency, None, of.officers.all(), title=title)
    return Listing.objects.create(
        dossier=dossier, agency=of.agency, region_code=of.agency.region_id, round=of, category=category, seed=new_seed()
    )
