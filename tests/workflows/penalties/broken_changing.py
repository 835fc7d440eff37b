"""After the decision: each thing that may be wrong with a change, a publication, a transfer, an end."""

from typing import Any

from casework.penalties.models import Decision, Person, Publication, Suspension
from tests.workflows.broken import UNREASONED, Row, Spoil, facts
from tests.workflows.lawful import About, day
from tests.workflows.penalties.broken_collecting import decision
from tests.workflows.penalties.lawful_collecting import FINE
from tests.workflows.penalties.spoils import KEPT

OTHERS = 10**9
CHANGE, AGAIN = "行政处罚法第75条", "行政诉讼法第71条、行政复议法第64条"
HEAVIER = "行政处罚法第45条、第75条"
PUBLIC, SERVED = "行政处罚法第48条、安全生产法第78条", "行政处罚法第61条"
OVER, ENDING = "安全生产法第70条、第113条", "行政强制法第39条、第40条"
NOT_ASKED = "所选的复议决定或者裁判没有要求这样办理，或者已经办理过。"
REPORTED = "安全生产违法行为行政处罚办法（备案，条文待核）"
REPORTED_WHEN = "请填写备案机关和日期，日期须在决定之后、今天以前。"
TERM = "公示期须在1年至3年之间。"


def sanction(**changed: Any) -> Spoil:
    def spoil(a: About) -> None:
        row = a.story.decision.sanction
        type(row).objects.filter(pk=row.pk).update(**changed)

    return spoil


def ruled(outcome: str, **more: Any) -> Spoil:
    """A reconsideration of the decision has ended, and the step names it."""

    def spoil(a: About) -> None:
        a.story.register(a.story.decision.document, "reconsideration").rule(outcome, **more)
        a.facts["remedy"] = a.story.remedy.pk

    return spoil


def obeyed_before(a: About) -> None:
    ruled("annulled")(a)
    a.story.remedy.__class__.objects.filter(pk=a.story.remedy.pk).update(obeyed_on=day())


def changed_fine(a: About) -> None:
    ruled("changed", fine=FINE - 20_000)(a)


def personal(a: About) -> None:
    """The same decision, but against a person."""
    person = Person.objects.create(name="示例车间主任", id_number="450102199001011016", post="车间主任")
    a.record.__class__.objects.filter(pk=a.record.pk).update(person=person)


def void(a: About) -> None:
    decision(standing=Decision.Standing.ANNULLED)(a)


def unserved(a: About) -> None:
    a.story.propose("correct", document=a.story.decision.document_id, changes=[{"old": "车闸", "new": "车间"}])


def sued(a: About) -> None:
    a.story.register(a.story.decision.document, "suit")


def not_obeyed(a: About) -> None:
    a.story.register(a.story.decision.document, "suit").rule("annulled")


def stopping(a: About) -> None:
    """A stop that rests on the decision goes on."""
    sanction(stop_production=True)(a)


def stop_goes_on(a: About) -> None:
    from workflows.stopping import acts

    stopping(a)
    paper = a.story.decision.document
    for follow_up in acts.after_service(paper, day(), a.people.officer):
        follow_up()
    assert Suspension.objects.get().state == "in_force"


def pay_more(a: About) -> None:
    a.story.pay(500)


def shown_wrongly(a: About) -> None:
    decision(standing=Decision.Standing.UNLAWFUL)(a)


def never_shown(a: About) -> None:
    Publication.objects.all().delete()


NONE_STANDS: Row = ("decision_stands", void, "没有有效的决定可以变更、撤销。", CHANGE)
UNPROVED = "请附当事人死亡或者终止的证明，例如登记机关的注销证明。"
UNSHOWN = "请附证明终结情形的材料，例如登记机关的注销证明、财产查询结果。"
UNSERVED: Row = ("decision_served", decision(served_on=None), "处罚决定书还没有送达。", SERVED)


def ruling(step: str, wrong: str) -> list[Row]:
    return [
        (f"ruling_asks_{step}", facts(remedy=OTHERS), NOT_ASKED, AGAIN),
        (f"ruling_asks_{step}", ruled(wrong), NOT_ASKED, AGAIN),
    ]


TABLE: dict[str, list[Row]] = {
    "amend": [
        NONE_STANDS,
        *ruling("amend", "annulled"),
        *[
            ("fine_right", facts(fine=wrong), "变更后的罚款须不小于零，最多两位小数。", CHANGE)
            for wrong in (-1, "0.001", "NaN", "一万", 10**12)
        ],
        ("ruling_followed", changed_fine, "裁判变更后的罚款是10,000.00元，请照此变更。", AGAIN),
        ("something_changes", facts(fine=None), "没有变更任何内容。", CHANGE),
        ("something_changes", facts(fine=FINE), "没有变更任何内容。", CHANGE),
        ("something_changes", facts(unlawful=True), "确认违法、保留效力的，不能同时变更内容。", CHANGE),
        ("never_heavier", facts(fine=FINE + 1), "变更不能加重：罚款由30000元增加到30001元。", HEAVIER),
        ("never_heavier", facts(stop_production=True), "变更不能加重：增加了责令停产停业整顿。", HEAVIER),
        ("never_heavier", decision(punishes=False), "变更不能加重：原决定不予处罚。", HEAVIER),
        ("something_left", facts(fine=0), "变更后没有任何处罚。全部不处罚的，请撤销处罚决定。", CHANGE),
        UNREASONED,
    ],
    "redo": [
        NONE_STANDS,
        *ruling("redo", "annulled"),
        (
            "not_the_same_again",
            facts(procedure=False),
            "同一事实和理由，不能再作基本相同的决定；因违反法定程序被撤销的除外。",
            AGAIN,
        ),
        ("days_right", facts(days=30), "只有裁判写明期限的，才填期限。", AGAIN),
        UNREASONED,
    ],
    "annul": [
        NONE_STANDS,
        *ruling("annul", "redo"),
        ("ruling_asks_annul", obeyed_before, NOT_ASKED, AGAIN),
        UNREASONED,
    ],
    "publish": [
        ("publishable", decision(punishes=False), "没有有效的处罚决定，不能公示。", PUBLIC),
        ("publishable", decision(standing="unlawful"), "没有有效的处罚决定，不能公示。", PUBLIC),
        UNSERVED,
        ("not_published", lambda a: a.story.publish(), "已经公示。决定变更过的，请先撤回原公示。", PUBLIC),
        (
            "of_weight",
            personal,
            "对个人的处罚，只有具有一定社会影响的才公示，请写明社会影响。",
            "行政处罚法第48条",
        ),
        ("term_right", facts(until_on=lambda a: day(30)), TERM, PUBLIC),
        ("term_right", facts(until_on=lambda a: day(3 * 366 + 1)), TERM, PUBLIC),
    ],
    "report_up": [
        ("report_due", lambda a: a.story.report_up(), "没有需要备案的处罚决定，或者已经备案。", REPORTED),
        ("reported_rightly", facts(receiver=" "), REPORTED_WHEN, REPORTED),
        ("reported_rightly", facts(reported_on=lambda a: day(1)), REPORTED_WHEN, REPORTED),
        ("reported_rightly", facts(reported_on=lambda a: day(-1)), REPORTED_WHEN, REPORTED),
    ],
    "unpublish": [
        ("shown_now", lambda a: a.story.unpublish(), "没有正在公示的决定。", PUBLIC),
        (
            "no_longer_right",
            lambda a: (
                Decision.objects.update(standing_reason="")
                and Publication.objects.update(decision=Decision.objects.latest("pk"))
            ),
            "决定仍然有效，公示期也没有届满，不能撤回公示。",
            PUBLIC,
        ),
        UNREASONED,
    ],
    "transfer": [
        ("receiver_named", facts(receiver=" "), "请写明受移送机关和依据。", "行政处罚法第22条、第25条"),
        ("receiver_named", facts(basis=" "), "请写明受移送机关和依据。", "行政处罚法第22条、第25条"),
        KEPT,
        UNREASONED,
    ],
    "take_back": [
        ("paper_attached", facts(evidence=[]), "请附退回案件的公文。", ""),
        ("paper_attached", facts(evidence=[OTHERS]), "请附退回案件的公文。", ""),
        UNREASONED,
    ],
    "withdraw": [
        ("ground_named", facts(ground="bored"), "请选择撤销立案的理由。", "行政处罚法第54条"),
        ("end_proved", facts(ground="ended"), UNPROVED, "行政处罚法第54条"),
        ("end_proved", facts(ground="ended", evidence=[OTHERS]), UNPROVED, "行政处罚法第54条"),
        KEPT,
        UNREASONED,
    ],
    "perform": [
        UNSERVED,
        ("nothing_owed", sanction(fine=FINE + 200), "还欠缴200.00元。", "行政处罚法第66条"),
        ("stop_over", stopping, "停产停业整顿还没有恢复生产、解除或者关闭。", OVER),
        ("stop_over", stop_goes_on, "停产停业整顿还没有恢复生产、解除或者关闭。", OVER),
    ],
    "end_enforcement": [
        ("ending_met", facts(ground="tired"), "请选择终结执行的法定情形。", ENDING),
        ("ending_met", facts(ground="39"), "中止执行还不满三年，不能以此终结。", "行政强制法第39条"),
        ("ending_met", facts(ground="court"), "还没有登记法院终结执行的裁定。", ENDING),
        (
            "ending_met",
            facts(ground="missed", responsible="示例责任人"),
            "申请法院执行的期限还没有届满，不能以错过期限终结。",
            "行政强制法第53条",
        ),
        ("end_proved", facts(evidence=[]), UNSHOWN, "行政强制法第40条"),
        ("end_proved", facts(evidence=[OTHERS]), UNSHOWN, "行政强制法第40条"),
        (
            "responsible_named",
            lambda a: (decision(served_on=day(-400))(a), facts(ground="missed")(a)),
            "错过申请期限的，须写明由谁负责。",
            "行政处罚法第76条、第83条",
        ),
        UNREASONED,
    ],
    "close": [
        ("nothing_unserved", unserved, "还有文书没有送达。", SERVED),
        ("nothing_unrefunded", pay_more, "还有500.00元应当退付。", "行政强制法第41条、行政复议法第72条"),
        ("nothing_unpublished", never_shown, "处罚决定还没有公示。", PUBLIC),
        ("nothing_unpublished", shown_wrongly, "决定已经变更、撤销，公示还没有撤回。", PUBLIC),
        ("no_remedy_open", sued, "复议、诉讼还没有结束，或者裁判要求的事项还没有办理。", "行政处罚法第47条"),
        ("no_remedy_open", not_obeyed, "复议、诉讼还没有结束，或者裁判要求的事项还没有办理。", "行政处罚法第47条"),
        ("no_stop_open", stop_goes_on, "停产停业还没有结束，不能结案。", OVER),
    ],
    "reopen": [UNREASONED],
}
ROWS = [("penalty", step, *row) for step, rows in TABLE.items() for row in rows]
