"""The rows of filing and investigating; how a row is read stands in ``tests/workflows/broken.py``."""

from datetime import timedelta
from typing import Any

from casework.accounts.grants import put_in_charge
from casework.accounts.models import OfficerCertificate
from casework.core.now import now
from casework.enforcement.models import Basis
from tests.workflows.broken import ALONE, ENDED, FOREIGN, MATTER, TWICE, Row, facts, row
from tests.workflows.lawful import About, day
from tests.workflows.penalties.stages import overdue, teller

OTHERS = 10**9
PLACE, TIME_BAR, ONCE = "行政处罚法第22条、第23条", "行政处罚法第36条", "行政处罚法第29条"
CORRECTION, DAILY = "安全生产法第97条", "安全生产法第112条"
QUESTIONING, KEEPING, REVIEW = "行政处罚法第55条", "行政处罚法第56条", "行政处罚法第58条"
BARE = "请选择整改案件里的问题。只作指导的不能处罚。"
NOT_OVERDUE = "第1项没有经复查认定逾期未改正，或者指令书没有在期限前送达，不能按第二档立案。"
NOT_REFUSED = "第1项须已责令改正并送达、已因此受到罚款，且罚款决定送达后复查仍未改正。"
TWICE_FILED = "同一行为、同一当事人的这一档已经立案，不能重复立案。请在原案办理。"
SPOKEN = "请写明被询问人、地点和问答内容，并附签名的笔录。"
SUMMONS = "请写明被询问人、询问事由和地点。"
WHEN = "询问的开始时间须早于结束时间，结束时间不能晚于现在。"
LISTED = "请逐项列明证据名称和数量，写明可能灭失或者以后难以取得的情形、保存地点和方式。"


def uncertify(a: About) -> None:
    OfficerCertificate.objects.filter(user=a.people.partner).update(valid_to=day(-1))


OFFICERS: list[Row] = [ALONE, TWICE, FOREIGN, ("two_certified", uncertify, ENDED[2], ENDED[3])]


def another(a: About, tier: int, tell: Any) -> Any:
    """Another matter, told so far, and a penalty of that tier about to be filed in it."""
    a.story = tell(teller()(a.people)).opened(tier)
    a.facts = a.story.charges()
    return a.story


def on_second_tier(a: About) -> Any:
    return another(a, 2, overdue)


def not_yet_overdue(a: About) -> None:
    another(a, 2, lambda s: s.ordered())
    a.facts["findings"] = [a.story.case.findings.get().pk]


def served_too_late(a: About) -> None:
    on_second_tier(a).case.orders.update(served_on=a.story.case.findings.get().due_on)


def moved_since(a: About) -> None:
    """The date that had passed at the re-inspection was moved: nothing is overdue."""
    on_second_tier(a).case.findings.update(due_on=day(5))


def never_fined(a: About) -> None:
    another(a, 3, overdue)


def daily_of_a_person(a: About) -> None:
    a.story = overdue(teller()(a.people))
    a.story.opened(3, a.story.somebody())
    a.facts = a.story.charges()


def person_of_tier_one(a: About) -> None:
    """Tier 1 of this article fines the unit only."""
    a.story.opened(1, a.story.somebody())


def other_agency(a: About) -> None:
    type(a.story.case).objects.filter(pk=a.story.case.pk).update(agency=a.people.neighbour)


def elsewhere(a: About) -> None:
    type(a.record).objects.filter(pk=a.record.pk).update(region_code="450202")


def closed(a: About) -> None:
    a.story = teller()(a.people).corrected().serve().decline().close().opened()
    a.facts = a.story.charges()


def recused(a: About) -> None:
    folder = a.story.case.dossier
    folder.recused = [a.people.partner.pk]
    folder.save(update_fields=["recused"])


def guidance(a: About) -> None:
    a.story.case.findings.update(guidance=True)


def filed_before(a: About) -> None:
    a.story.file().opened()


def person_filed_before(a: About) -> None:
    """The same man, entered once more."""
    a.story = overdue(teller()(a.people))
    a.story.file(2, a.story.somebody()).opened(2, a.story.somebody())
    a.facts = a.story.charges()


FILE: list[Row] = [
    ("in_our_area", elsewhere, "违法行为不在本机关管辖范围内。请移送有管辖权的机关。", PLACE),
    ("in_our_area", other_agency, "违法行为不在本机关管辖范围内。请移送有管辖权的机关。", PLACE),
    ("case_open", closed, "整改案件还没有开始或者已经结案。已结案的，请先重新开卷。", "行政处罚法第54条"),
    ("charged_findings", facts(findings=[]), BARE, "行政处罚法第16条、第54条"),
    ("charged_findings", facts(findings=[OTHERS]), BARE, "行政处罚法第16条、第54条"),
    ("charged_findings", guidance, BARE, "行政处罚法第16条、第54条"),
    ("charged_findings", facts(cause=" "), "请写明案由和案件来源。", ""),
    ("charged_findings", facts(source=""), "请写明案由和案件来源。", ""),
    *OFFICERS,
    ("none_recused", recused, "有执法人员在整改案件中已经回避，请另选。", "行政处罚法第43条"),
    ("not_barred", facts(act_on=None), "请填写违法行为终了的日期，不能晚于今天。", TIME_BAR),
    ("not_barred", facts(act_on=lambda a: day(1)), "请填写违法行为终了的日期，不能晚于今天。", TIME_BAR),
    ("found_overdue", not_yet_overdue, NOT_OVERDUE, CORRECTION),
    ("found_overdue", served_too_late, NOT_OVERDUE, CORRECTION),
    ("found_overdue", moved_since, NOT_OVERDUE, CORRECTION),
    ("still_refusing", never_fined, NOT_REFUSED, DAILY),
    ("still_refusing", daily_of_a_person, "按日连续处罚只适用于生产经营单位。", DAILY),
    (
        "penalty_provided",
        person_of_tier_one,
        "第1项问题对这一当事人没有这一档的处罚规定，不能立案。",
        "行政处罚法第4条、第16条",
    ),
    (
        "penalty_provided",
        lambda a: Basis.objects.filter(tier=1, violation="V1").delete(),
        "第1项问题对这一当事人没有这一档的处罚规定，不能立案。",
        "行政处罚法第4条、第16条",
    ),
    ("not_twice", filed_before, TWICE_FILED, ONCE),
    ("not_twice", person_filed_before, TWICE_FILED, ONCE),
]


def long_ago(hours: int) -> Any:
    return lambda a: now() - timedelta(hours=hours)


def in_charge_of_the_case(a: About) -> None:
    """He worked on the correction case."""
    put_in_charge(a.story.case.dossier, [a.people.legal])


def unqualified(a: About) -> None:
    a.people.legal.law_qualified = False
    a.people.legal.save(update_fields=["law_qualified"])


INVESTIGATE: dict[str, list[Row]] = {
    "summon": [
        *[("summons_written", facts(**{name: " "}), SUMMONS, QUESTIONING) for name in ("person", "matter", "place")],
        ("appears_later", facts(appear_at=long_ago(1)), "询问时间须晚于现在。", QUESTIONING),
    ],
    "record_interview": [
        *OFFICERS,
        ("interview_past", facts(began_at=long_ago(0), ended_at=long_ago(1)), WHEN, QUESTIONING),
        ("interview_past", facts(ended_at=long_ago(-1)), WHEN, QUESTIONING),
        *[("interview_signed", facts(**{n: " "}), SPOKEN, QUESTIONING) for n in ("person", "place", "questions")],
        ("interview_signed", facts(signed=[]), SPOKEN, QUESTIONING),
        ("interview_signed", facts(signed=[OTHERS]), SPOKEN, QUESTIONING),
    ],
    "keep_evidence": [
        *OFFICERS,
        ("keeping_needed", facts(items=[]), LISTED, KEEPING),
        ("keeping_needed", row("items", name=" "), LISTED, KEEPING),
        ("keeping_needed", row("items", count=""), LISTED, KEEPING),
        ("keeping_needed", facts(reason=" "), LISTED, KEEPING),
        ("keeping_needed", facts(place=""), LISTED, KEEPING),
    ],
    "release_evidence": [
        ("still_kept", lambda a: a.story.release(), "没有待处理的先行登记保存证据。", KEEPING),
        ("still_kept", facts(kept=OTHERS), "没有待处理的先行登记保存证据。", KEEPING),
        ("disposal_written", facts(disposal=" "), "请写明对证据的处理决定。", KEEPING),
    ],
    "send_back": [("missing_said", facts(missing=" "), "请写明还缺什么。", "行政处罚法第57条、第58条")],
    "review_legality": [
        (
            "something_proposed",
            lambda a: a.record.sanctions.all().delete(),
            "还没有处理意见，请先办理调查终结。",
            REVIEW,
        ),
        (
            "reviewer_qualified",
            unqualified,
            "初次从事法制审核的人员须取得法律职业资格。请安全管理员登记资格，或者由其他审核人员审核。",
            REVIEW,
        ),
        ("reviewer_apart", in_charge_of_the_case, "本案调查人员不能审核本案。", REVIEW),
        ("opinion_given", facts(result="fine"), "请选择审核结论，并写明意见和理由。", REVIEW),
        ("opinion_given", facts(opinion=" "), "请选择审核结论，并写明意见和理由。", REVIEW),
    ],
}


ROWS = [
    *[("penalty", step, *found) for step, rows in MATTER.items() for found in rows],
    *[("penalty", "file", *found) for found in FILE],
    *[("penalty", step, *found) for step, rows in INVESTIGATE.items() for found in rows],
]
