"""The rows of a proposal, first made or made anew, of the notice and of the answers to it."""

from decimal import Decimal
from typing import Any

from casework.penalties import law
from casework.penalties.models import Benchmark, PenaltyNotice, Sanction
from tests.workflows.broken import Row, Spoil, facts, row
from tests.workflows.lawful import About, day
from tests.workflows.penalties.broken_filing import OFFICERS, OTHERS
from tests.workflows.penalties.stages import overdue, teller

FACTS, EVIDENCE, FIXED = "行政处罚法第40条、第54条", "行政处罚法第46条", "行政处罚法第16条、第38条"
ASKED = "行政处罚法第28条、第29条、第32条、第33条、第36条、第37条"
MITIGATION, DISCRETION = "行政处罚法第32条", "行政处罚法第34条"
NOTICE, DEFENCE, HEARING = "行政处罚法第44条、第62条", "行政处罚法第45条", "行政处罚法第63条、第64条"
BOTH = "行政处罚法第45条、第63条"
STATED = "请写明违法事实、违反的条款和处罚依据。"
FOREIGN_PROOF = "证据须是本案或者整改案件里的材料，请重新选择。"
FACTORS = "裁量因素须注明从轻、从重或者减轻，并写明情形。"
AMOUNT = "金额须是不小于0的数，最多到分。"
FINED_ONCE = "已认定同一行为受过罚款，不得再次罚款。请去掉罚款，或者重新认定。"
POINTS = "请逐点列出意见，写明采纳或者不采纳和理由。"
WAIVED = "放弃权利须有当事人签名的书面材料，请附上。"


def answer(article: str, **changed: Any) -> Spoil:
    """Another answer to one of the law's questions."""

    def spoil(a: About) -> None:
        a.facts["answers"] = {**a.facts["answers"], article: {**a.facts["answers"][article], **changed}}

    return spoil


def unanswered(article: str) -> Spoil:
    return lambda a: a.facts["answers"].pop(article)


def on_second_tier(a: About) -> Any:
    """The same step of a unit that did not correct in time."""
    a.story = overdue(teller()(a.people)).file(2)
    more = {name: a.facts[name] for name in ("officers", "rights_told", "reason") if name in a.facts}
    if a.step == "renotify":
        a.story.interview().conclude().notify().serve_notice()
    a.facts = {**more, **a.story.proposal()}
    return a.facts


def too_little(a: About) -> None:
    on_second_tier(a).update(fine=Decimal(99999), grade=None, outside_reason="情节轻")


def below_without_ground(a: About) -> None:
    a.facts["factors"] = [{"effect": "below", "words": "主动消除后果"}]


def person_stopped(a: About) -> None:
    a.story = overdue(teller()(a.people))
    a.story.file(2, a.story.somebody())
    more = {name: a.facts[name] for name in ("officers", "rights_told", "reason") if name in a.facts}
    if a.step == "renotify":
        a.story.interview().conclude().notify().serve_notice()
    a.facts = {**more, **a.story.proposal(), "stop_production": True}


def stop_left_out(a: About) -> None:
    on_second_tier(a)["stop_production"] = False


def second_provision(a: About) -> None:
    """A producer of hazardous chemicals: the special law stands first, the general one may be chosen with a reason."""
    people = a.people
    people.enterprise, people.producer = people.producer, people.enterprise
    people.representative = people.group_representative
    story = teller()(people).ordered().file()
    if a.step == "renotify":
        story.interview().conclude().notify().serve_notice()
    second = law.provisions(story.penalty)[1]
    more = {name: a.facts[name] for name in ("officers", "rights_told", "reason") if name in a.facts}
    a.story, a.facts = story, {**more, **story.proposal(), "basis": second.pk, "grade": None}


def grade_of_another_tier(a: About) -> int:
    return Benchmark.objects.filter(tier=2, personal=False).earliest("pk").pk


PROPOSAL: list[Row] = [
    *[("facts_stated", facts(**{name: " "}), STATED, FACTS) for name in ("facts", "breached", "penalised_by")],
    ("evidence_enough", facts(evidence=[OTHERS]), FOREIGN_PROOF, EVIDENCE),
    (
        "evidence_enough",
        lambda a: a.facts["evidence"].pop(),
        "证据须有2种以上，现有1种。请补充，并注明证据种类。",
        EVIDENCE,
    ),
    (
        "evidence_enough",
        facts(evidence=lambda a: [a.story.proof("书证"), a.story.proof("")]),
        "证据须有2种以上，现有1种。请补充，并注明证据种类。",
        EVIDENCE,
    ),
    ("answers_given", unanswered("36"), "还没有写明：第36条（处罚时效）。逐条答“是”或“否”并写理由。", ASKED),
    (
        "answers_given",
        answer("28", words=" "),
        "还没有写明：第28条（责令改正）。逐条答“是”或“否”并写理由。",
        ASKED,
    ),
    (
        "answers_given",
        answer("29", applies="maybe"),
        "还没有写明：第29条（同一行为是否已受罚款）。逐条答“是”或“否”并写理由。",
        ASKED,
    ),
    (
        "basis_fits",
        facts(basis=OTHERS),
        "所选处罚依据不适用于本案的当事人、档次、行业或者行为时间。请另选。",
        FIXED,
    ),
    ("basis_fits", second_provision, "没有选用排在首位的依据，须写明选用理由。", "行政处罚法第29条、第37条"),
    ("kinds_provided", facts(stop_production=True), "所选依据对当事人没有责令停产停业整顿。请去掉这一种类。", FIXED),
    ("kinds_provided", person_stopped, "所选依据对当事人没有责令停产停业整顿。请去掉这一种类。", FIXED),
    ("kinds_provided", facts(warning=True), "所选依据没有警告。请去掉这一种类。", FIXED),
    ("kinds_provided", stop_left_out, "所选依据规定应当责令停产停业整顿。不提这一种类的，须写明理由。", FIXED),
    ("amount_in_range", facts(fine="一万"), AMOUNT, ""),
    ("amount_in_range", facts(fine=Decimal(-1)), AMOUNT, ""),
    ("amount_in_range", facts(fine=Decimal("0.001")), AMOUNT, ""),
    ("amount_in_range", facts(fine=Decimal("NaN")), AMOUNT, ""),
    ("amount_in_range", facts(confiscation=Decimal(-5)), AMOUNT, ""),
    ("amount_in_range", facts(fine=Decimal("100000.01")), "罚款超过法定上限100000元。", FIXED),
    ("amount_in_range", too_little, "罚款低于法定下限100000元，须有第32条减轻处罚的情形。", MITIGATION),
    ("factors_told", facts(factors=[{"effect": "lighter", "words": " "}]), FACTORS, DISCRETION),
    ("factors_told", facts(factors=[{"effect": "none", "words": "初犯"}]), FACTORS, DISCRETION),
    ("factors_told", below_without_ground, "减轻处罚须有第32条的情形。", MITIGATION),
    ("grade_kept", facts(grade=grade_of_another_tier), "所选裁量档不属于这一依据和档次。请另选。", DISCRETION),
    ("grade_kept", facts(grade=None), "请选择裁量档。不按裁量基准的，须写明理由。", DISCRETION),
    ("grade_kept", facts(fine=Decimal(95000)), "罚款超出所选裁量档，须写明理由，并经集体讨论。", DISCRETION),
]


def answered(article: str) -> Spoil:
    """The sanction that stands found that the law does not punish this."""

    def spoil(a: About) -> None:
        row = Sanction.objects.get(penalty=a.record)
        row.answers[article]["applies"] = True
        row.save(update_fields=["answers"])

    return spoil


def excluded(article: str) -> str:
    return f"已认定有第{article}条不予处罚的情形，不能告知处罚。请办理不予处罚，或者退回调查后重新认定。"


def nothing_imposed(a: About) -> None:
    Sanction.objects.filter(penalty=a.record).update(fine=0)


def told_once(a: About) -> None:
    """Told, transferred and taken back: the state is that of before, the proposal is not."""
    PenaltyNotice.objects.create(penalty=a.record, sanction=a.record.sanctions.get(), void_on=day(), void_reason="移送")


def another_in_force(a: About) -> None:
    old = a.record.sanctions.get()
    PenaltyNotice.objects.create(penalty=a.record, sanction=old)
    old.pk = None
    old.save()


NOTIFY: list[Row] = [
    ("proposal_complete", nothing_imposed, "还没有拟处罚的意见。拟不予处罚的，请办理不予处罚。", NOTICE),
    ("proposal_complete", told_once, "这份意见已经告知过，请退回调查，重新提出。", NOTICE),
    ("not_excluded", answered("33"), excluded("33"), "行政处罚法第33条"),
    ("not_excluded", answered("29"), FINED_ONCE, "行政处罚法第29条"),
    ("not_excluded", answered("36"), excluded("36"), "行政处罚法第36条"),
    ("nothing_in_force", another_in_force, "已有生效的告知书。改变内容的，请重新告知。", NOTICE),
]


# --- the answers ----------------------------------------------------------------------------------------------------
def period_over(a: About) -> None:
    a.record.dossier.deadlines.filter(name="defence").update(due_on=day(-1))


def by_officer(a: About) -> None:
    a.by = a.people.officer


LATE = "陈述申辩的期限已过或者已放弃，请写明现在提出的理由。"
SAID = "请写明意见，附件须是本案材料。"
SIGNED = "由执法人员代为录入的，须附当事人签名的书面材料。"


def on_paper_without_scan(a: About) -> None:
    by_officer(a)
    a.facts["from_paper"] = True


def hearing_asked(a: About) -> None:
    a.story.request_hearing()
    a.facts["what"] = "defence"


def small_fine(a: About) -> None:
    a.story = teller()(a.people).notified(fine=20000)
    a.facts["proof"] = [a.story.proof("放弃声明", by=a.by, from_party=True)]


def unserved(*columns: str) -> Spoil:
    return lambda a: a.record.notices.update(**dict.fromkeys(columns))


def waived(*columns: str) -> Spoil:
    return lambda a: a.record.notices.update(**dict.fromkeys(columns, day()))


def heavier(a: About, **more: Any) -> None:
    """A little more than was told, in the same grade; the evidence of both is new and our own."""
    told = a.record.notices.get(void_on=None).sanction
    a.facts.update(a.story.proposal(fine=told.fine + 1000), **more)


def with_old_evidence(a: About) -> None:
    old = list(a.record.notices.get().sanction.evidence.values_list("pk", flat=True))
    heavier(a, new_facts="又查明一名职工无证上岗", evidence=old)


def with_the_partys_own(a: About) -> None:
    mine = [a.story.proof(kind, by=a.people.representative, from_party=True) for kind in ("书证", "当事人的陈述")]
    heavier(a, new_facts="当事人自己提交的材料显示", evidence=mine)


HEAVIER = "罚款由20000元增加到21000元。不得因陈述申辩加重处罚；确有另外查明的新事实的，请写明并附本机关取得的新证据。"
TOLD_ALREADY = "这项权利已经放弃。"
UNSERVED = "告知书还没有送达，不能放弃其中告知的权利。"

TELL: dict[str, list[Row]] = {
    "conclude_investigation": [
        *OFFICERS,
        (
            "rights_were_told",
            facts(rights_told=False),
            "请先告知当事人陈述、申辩和申请回避的权利。",
            "行政处罚法第7条、第43条",
        ),
        *PROPOSAL,
    ],
    "notify": NOTIFY,
    "defend": [
        ("defence_said", facts(text=" "), SAID, DEFENCE),
        ("defence_said", facts(evidence=[OTHERS]), SAID, DEFENCE),
        ("defence_signed", by_officer, SIGNED, DEFENCE),
        ("defence_signed", on_paper_without_scan, SIGNED, DEFENCE),
        ("defence_in_time", period_over, LATE, DEFENCE),
        ("defence_in_time", waived("defence_waived_on"), LATE, DEFENCE),
    ],
    "answer_defence": [
        ("defence_open", facts(defence=OTHERS), "没有等待复核的陈述申辩。", DEFENCE),
        ("defence_open", lambda a: a.story.answer_defence(), "没有等待复核的陈述申辩。", DEFENCE),
        ("each_point_answered", facts(points=[]), POINTS, DEFENCE),
        ("each_point_answered", row("points", point=" "), POINTS, DEFENCE),
        ("each_point_answered", row("points", reason=" "), POINTS, DEFENCE),
        ("each_point_answered", row("points", adopted=None), POINTS, DEFENCE),
    ],
    "waive": [
        ("waiver_named", facts(what="all"), "请选择放弃的权利：陈述申辩、听证，或者两项。", BOTH),
        ("waiver_named", hearing_asked, "已申请听证，请先写明是否放弃听证。", HEARING),
        ("waiver_informed", small_fine, "本案没有听证的权利，不须放弃。", HEARING),
        ("waiver_informed", unserved("served_on"), UNSERVED, NOTICE),
        ("waiver_informed", unserved("hearing_served_on"), UNSERVED, NOTICE),
        ("waiver_new", waived("defence_waived_on"), TOLD_ALREADY, BOTH),
        ("waiver_new", waived("hearing_waived_on"), TOLD_ALREADY, BOTH),
        ("waiver_proved", facts(proof=[]), WAIVED, BOTH),
        ("waiver_proved", facts(proof=[OTHERS]), WAIVED, BOTH),
    ],
    "renotify": [
        ("change_reasoned", facts(reason=" "), "请写明重新告知的理由。", NOTICE),
        *PROPOSAL,
        (
            "something_to_tell",
            facts(fine=Decimal(0)),
            "重新告知须有拟给予的处罚。拟不予处罚的，请办理不予处罚。",
            NOTICE,
        ),
        ("change_not_excluded", answer("33", applies=True), excluded("33"), "行政处罚法第33条"),
        ("change_not_excluded", answer("29", applies=True), FINED_ONCE, "行政处罚法第29条"),
        ("change_not_excluded", answer("36", applies=True), excluded("36"), "行政处罚法第36条"),
        ("not_heavier_for_defending", heavier, HEAVIER, DEFENCE),
        ("not_heavier_for_defending", with_old_evidence, HEAVIER, DEFENCE),
        ("not_heavier_for_defending", with_the_partys_own, HEAVIER, DEFENCE),
    ],
}
ROWS = [("penalty", step, *found) for step, rows in TELL.items() for found in rows]
