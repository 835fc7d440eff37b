"""What to break in a review of an act; how a row is read stands in broken.py."""

from casework.penalties.models import Remedy, Stay
from tests.workflows.broken import ENDINGS, MATTER, UNREASONED, Row, Spoil, facts
from tests.workflows.lawful import About, day

STAYING = "行政复议法第42条、行政诉讼法第56条"
RECEIPT = "行政复议法第48条、行政诉讼法第67条"
OTHERS = 10**9
ENDINGS["remedy"] = lambda a: a.story.rule()


def annul(a: About) -> None:
    service = a.story.act().services.get(state="served")
    a.story.ask(service, "annul_service", reason="收件人有误")


def instance(kind: str) -> Spoil:
    return lambda a: Remedy.objects.filter(pk=a.record.pk).update(instance=kind)


def registered_before(a: About) -> None:
    """The same instance of the same act went through already; this is another row of it."""
    key = a.story.remedy_key
    Remedy.objects.filter(pk=key).update(instance="suit")
    a.story.register(instance="reconsideration").rule()
    a.story.remedy_key = key
    Remedy.objects.filter(pk=key).update(instance="reconsideration")


def elsewhere_first(a: About) -> None:
    key = a.story.remedy_key
    a.story.register(instance="suit")
    a.story.remedy_key = key


def never_served(a: About) -> None:
    """Not an act: a letter that was handed to somebody else, and stays with us."""
    form = a.story.dossier.documents.filter(kind="inspection-notice").get()
    Remedy.objects.filter(pk=a.record.pk).update(document=form)


def answered(a: About) -> None:
    Remedy.objects.update(answered_on=day())


def stayed(a: About) -> None:
    a.story.stay()


def unstayed(a: About) -> None:
    Stay.objects.update(until=day())


UNSERVED = "只能登记对本案已送达文书的复议、诉讼。请先登记送达。"
BASIS = "行政复议法第20条、行政诉讼法第46条"
RECEIVED = "申请、起诉日期须在文书签发之后，收到日期须在申请之后、今天以前。"
NAMED = "请写明复议机关或者法院，以及对方的请求和理由。"
ATTACHED = "请附收到的申请书、起诉状或者裁判文书。"
SINCE = "停止执行日期须在申请、起诉之后，今天以前。"
UNTIL = "恢复执行日期须在停止执行之后，今天以前。"
OUTCOME = "请选择结果，写明裁判要旨，送达日期须在申请之后、今天以前。"
UNFINED = "只有变更处罚决定的，才填变更后的罚款。"
PAPERS: list[Row] = [
    ("papers_attached", facts(papers=[]), ATTACHED, RECEIPT),
    ("papers_attached", facts(papers=[OTHERS]), ATTACHED, RECEIPT),
]

REMEDY: dict[str, list[Row]] = {
    "register": [
        ("act_served", annul, UNSERVED, BASIS),
        ("act_served", never_served, UNSERVED, BASIS),
        ("once_each", registered_before, "这份文书的行政复议已经登记过。", ""),
        (
            "in_turn",
            elsewhere_first,
            "这份文书还有复议或者诉讼没有结束，请先登记结果。",
            "行政复议法第29条、行政诉讼法第44条",
        ),
        ("in_turn", instance("appeal"), "还没有一审结果，不能登记二审。", "行政诉讼法第85条"),
        ("received_when", facts(applied_on=lambda a: day(-1)), RECEIVED, RECEIPT),
        ("received_when", facts(received_on=lambda a: day(1)), RECEIVED, RECEIPT),
        ("received_when", facts(received_on=None), RECEIVED, RECEIPT),
        ("body_named", facts(body=" "), NAMED, RECEIPT),
        ("body_named", facts(claims=""), NAMED, RECEIPT),
        *PAPERS,
    ],
    "answer": [
        ("unanswered", answered, "已经答复过。", RECEIPT),
        (
            "answer_written",
            facts(answer=" "),
            "请写答复意见。不答复的，视为没有证据。",
            "行政复议法第70条、行政诉讼法第34条",
        ),
    ],
    "stay": [
        ("not_yet_stayed", stayed, "已经停止执行。", STAYING),
        ("stay_dated", facts(since=lambda a: day(1)), SINCE, STAYING),
        ("stay_dated", facts(since=lambda a: day(-1)), SINCE, STAYING),
        ("stay_dated", facts(since=None), SINCE, STAYING),
        UNREASONED,
    ],
    "end_stay": [
        ("stayed_now", unstayed, "没有停止执行，不必恢复。", STAYING),
        ("end_dated", facts(until=lambda a: day(1)), UNTIL, STAYING),
        ("end_dated", facts(until=lambda a: day(-1)), UNTIL, STAYING),
        UNREASONED,
    ],
    "conclude": [
        ("outcome_known", facts(outcome="drawn"), OUTCOME, ""),
        ("outcome_known", facts(words=" "), OUTCOME, ""),
        ("outcome_known", facts(ended_on=lambda a: day(1)), OUTCOME, ""),
        ("outcome_known", facts(ended_on=lambda a: day(-1)), OUTCOME, ""),
        ("never_heavier", facts(fine="1"), UNFINED, "行政复议法第63条、行政诉讼法第77条"),
        *PAPERS,
    ],
}
ROWS = [("remedy", step, *row) for table in (MATTER, REMEDY) for step, found in table.items() for row in found]
