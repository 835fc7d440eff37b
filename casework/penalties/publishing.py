"""What a publication (公示) shows of a decision: made once, redacted, frozen with the row (行政处罚法 48)."""

from datetime import date, timedelta

from casework.clock.deadlines import last_day, period
from casework.core.words import date_cn, money
from casework.enforcement.models import FindingWorker
from casework.organisations.models import Region
from casework.penalties.models import Decision, Penalty, Person
from casework.penalties.redaction import initials, redact


def shown(decision: Decision) -> dict[str, str]:
    """The redacted words, by what they are."""
    penalty, sanction = decision.penalty, decision.sanction
    names, places = people_of(penalty)
    imposed = [f"罚款{money(sanction.fine)}" if kind == "罚款" else kind for kind in sanction.kinds()]
    if sanction.confiscation:
        imposed[imposed.index("没收违法所得")] = f"没收违法所得{money(sanction.confiscation)}"
    return {
        "party": initials(penalty.party_name) if penalty.personal else penalty.party_name,
        "kind": "自然人" if penalty.personal else "法人和其他组织",
        "credit_code": "" if penalty.personal else penalty.enterprise.credit_code,
        "number": decision.document.number if decision.document else "",
        "decided_on": date_cn(decision.decided_on),
        "cause": redact(sanction.facts, names, places),
        "basis": sanction.penalised_by,
        "content": "；".join(imposed),
        "agency": penalty.agency.name,
        "region": str(Region.objects.get(code=penalty.region_code)),
    }


def people_of(penalty: Penalty) -> tuple[set[str], set[str]]:
    """The names and addresses of everybody the matter knows of."""
    people = Person.objects.filter(penalties__case=penalty.case_id)
    workers = FindingWorker.objects.filter(finding__case=penalty.case_id).values_list("name", flat=True)
    names = {penalty.enterprise.representative, *workers, *people.values_list("name", flat=True)}
    escalated = penalty.case.escalations.filter(person=True).values_list("party", flat=True)
    inspected = penalty.case.inspection
    names |= {*escalated, *([inspected.site_manager, inspected.witness] if inspected else [])}
    return names - {""}, {*people.values_list("address", flat=True)} - {""}


def shortest(on: date) -> date:
    """The first day on which a publication of that day may end."""
    return last_day(on, period("publication_short", on))


def longest(on: date) -> date:
    return last_day(on, period("publication_long", on))


def over(until: date | None, on: date) -> bool:
    return until is not None and until + timedelta(days=1) <= on
