"""A penalty case in no state yet, with findings of chosen violations: enough for the pure questions of the law."""

from datetime import date
from decimal import Decimal

from casework.core.checks import id_check
from casework.enforcement.models import Basis
from casework.organisations.models import Industry
from casework.penalties.models import Penalty, Person, Sanction
from documents.models import Dossier
from tests.documents.matters import Matter

ACT = date(2026, 7, 3)
DECIDED = date(2026, 9, 1)
ID = "45010219800229001"


def case_of(people, *codes: str):
    """A correction case with one finding of each violation."""
    case = Matter(people).case
    for finding, code in zip(case.findings.order_by("number"), codes, strict=False):
        finding.violation_id = code
        finding.save(update_fields=["violation"])
    return case


def penalty_of(people, *codes: str, tier=1, role="", act_on=ACT, industry="", producer=False, case=None) -> Penalty:
    """A penalty of the unit, or of a person in the role, for findings of the violations."""
    codes = codes or ("V1",)
    case = case or case_of(people, *codes)
    unit = case.enterprise
    unit.producer, unit.industry = producer, Industry.objects.get(pk=industry) if industry else unit.industry
    unit.save()
    person = role and Person.objects.create(name="示例个人", id_number=ID + id_check(ID), role=role)
    dossier = Dossier.objects.create(
        kind="penalty", agency=case.agency, region_code=case.region_code, enterprise=unit, personal=bool(role),
        title="示例处罚案",
    )  # fmt: skip
    penalty = Penalty.objects.create(
        dossier=dossier, agency=case.agency, enterprise=unit, person=person or None, party_name="示例当事人",
        region_code=case.region_code, industry=unit.industry, case=case, tier=tier, cause="示例案由", act_on=act_on,
    )  # fmt: skip
    penalty.findings.set(case.findings.filter(violation__in=codes))
    return penalty


def sanction(fine=0, **more) -> Sanction:
    """What would be imposed, unsaved."""
    return Sanction(**{"fine": Decimal(fine), "confiscation": Decimal(0), **more})


def basis(code="V1", tier=1, party="unit", on=DECIDED, **more) -> Basis:
    rows = Basis.objects.filter(violation=code, tier=tier, party=party, valid_from__lte=on, **more)
    return rows.order_by("industry", "-valid_from").last() if more else rows.filter(industry=None, valid_to=None).get()
