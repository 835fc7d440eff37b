"""The money: each thing that may be wrong with a receipt, a deferral, a demand, an application to the court."""

from decimal import Decimal
from typing import Any

from django.utils.functional import lazy

from casework.core.words import date_cn
from casework.penalties import court, money
from casework.penalties.models import Decision, Demand, Surcharge
from tests.workflows.broken import Row, Spoil, facts, row
from tests.workflows.lawful import About, day
from tests.workflows.penalties.lawful_collecting import FINE

OTHERS = 10**9
BANK, DEFERRAL, DEMAND, HEARD = "行政处罚法第67条", "行政处罚法第66条", "行政强制法第54条", "行政强制法第36条"
SURCHARGE, COURT, REFUND = (
    "行政处罚法第72条、行政强制法第45条",
    "行政强制法第53条",
    "行政强制法第41条、行政复议法第72条",
)
RULING = "行政强制法第56条至第58条"
STAYED = "行政复议法第42条、行政诉讼法第56条"


def decision(**changed: Any) -> Spoil:
    return lambda a: Decision.objects.filter(penalty=a.story.penalty_key).update(**changed)


def demand(**changed: Any) -> Spoil:
    return lambda a: Demand.objects.filter(decision__penalty=a.story.penalty_key).update(**changed)


def sued(a: About) -> None:
    """The party has sued; nothing is decided yet."""
    a.story.register(a.story.decision.document, "suit")


def dated(words: str, find: Any) -> Any:
    return lazy(lambda: words.format(*find(Decision.objects.latest("pk"))), str)()


def pay_day(row: Decision) -> list[Any]:
    return [date_cn(money.pay_day(row))]


def to_sue(row: Decision) -> list[Any]:
    spent = court.spent_on(row)
    return [date_cn(spent[0]) if spent else ""]


def court_days(row: Decision) -> list[Any]:
    found = court.window(row)
    return [date_cn(found.opens), date_cn(found.closes)] if found else []


def served_lately(a: About) -> None:
    """The decision reached the party only now; the clock to pay has just begun."""
    decision(served_on=day())(a)
    a.record.dossier.deadlines.filter(name="pay").delete()


def stayed(a: About) -> None:
    sued(a)
    a.story.stay()


def paid_up(a: About) -> None:
    a.story.pay()


def waits(a: About) -> None:
    demand(objection="有异议")(a)


def already(a: About) -> None:
    Surcharge.objects.create(decision=a.story.decision, upto_on=day(), days=1, amount=FINE)


NO_DECISION: Row = ("decided_once", decision(punishes=False), "还没有作出处罚决定，没有应缴的款项。", BANK)
KNOWN = "凭证号known已经登记过，不能重复入账。"
PAID_WHEN = "缴款日期须在处罚决定之后，不能晚于今天。"
WISHES = "请写明希望缴纳的日期和金额，日期须晚于今天。"
GRANTED = "请写明批准的各期日期和金额，日期须晚于今天。"
OWED: Row = ("still_owed", paid_up, "罚款已经缴清，没有欠缴数额。", BANK)
PAPER = "请选择结果，填写文书号，并附法院的文书。"
RULED = "裁定日期须在申请之后，收到日期不早于裁定、不晚于今天。"


def once_more(a: About) -> None:
    a.facts["receipt"] = "known"
    a.story.pay(1, receipt="known")


RECEIPT: list[Row] = [
    ("receipt_once", facts(receipt=" "), "请填写缴款凭证号，最多60个字。", BANK),
    ("receipt_once", facts(receipt="4" * 61), "请填写缴款凭证号，最多60个字。", BANK),
    ("receipt_once", once_more, KNOWN, BANK),
    ("paid_when", facts(paid_on=lambda a: day(1)), PAID_WHEN, BANK),
    ("paid_when", facts(paid_on=lambda a: day(-400)), PAID_WHEN, BANK),
    ("paid_when", facts(paid_on="2026-02-30"), PAID_WHEN, BANK),
]
PAY_OVER: list[Row] = [
    ("pay_over", decision(served_on=None), "处罚决定书还没有送达，缴款期限没有开始。", "行政处罚法第61条、第67条"),
    ("pay_over", served_lately, dated("缴款期限到{}，还没有届满。", pay_day), BANK),
]
ANSWERED: Row = ("objections_answered", waits, "当事人对催告的陈述申辩还没有复核。", HEARD)
NOT_STAYED: Row = ("not_stayed", stayed, "处罚决定停止执行期间，不能办理此事项。", STAYED)

TABLE: dict[str, list[Row]] = {
    "record_payment": [
        NO_DECISION,
        *RECEIPT,
        ("amount_right", facts(amount=Decimal(0)), "金额须大于零，最多两位小数。", BANK),
        ("amount_right", facts(amount=Decimal("-5")), "金额须大于零，最多两位小数。", BANK),
        ("amount_right", facts(amount=Decimal("0.001")), "金额须大于零，最多两位小数。", BANK),
        ("amount_right", facts(amount=Decimal(10**12)), "金额须大于零，最多两位小数。", BANK),
        ("amount_right", facts(amount="NaN"), "金额须大于零，最多两位小数。", BANK),
        ("amount_right", facts(amount="五百"), "金额须大于零，最多两位小数。", BANK),
    ],
    "refund": [
        NO_DECISION,
        ("something_back", lambda a: a.story.refund(), "没有多缴的款项，不能退付。", REFUND),
        *RECEIPT,
        ("not_too_much_back", facts(amount=Decimal("10000.01")), "应退付10,000.00元，不能多退。", REFUND),
        ("not_too_much_back", facts(amount=Decimal(0)), "应退付10,000.00元，不能多退。", REFUND),
        ("reasoned", facts(reason=" "), "请写明理由。", ""),
    ],
    "request_deferral": [
        OWED,
        ("decision_served", decision(served_on=None), "处罚决定书还没有送达。", "行政处罚法第61条"),
        ("none_asked", lambda a: a.story.request_deferral(), "已有一份延期分期申请等待答复。", DEFERRAL),
        ("hardship_shown", facts(reason=" "), "请写明经济困难的情况，并附证明。", DEFERRAL),
        ("hardship_shown", facts(evidence=[]), "请写明经济困难的情况，并附证明。", DEFERRAL),
        ("hardship_shown", facts(evidence=[OTHERS]), "请写明经济困难的情况，并附证明。", DEFERRAL),
        ("wishes_dated", facts(instalments=[]), WISHES, DEFERRAL),
        ("wishes_dated", lambda a: row("instalments", due_on=day())(a), WISHES, DEFERRAL),
        ("wishes_dated", row("instalments", amount=Decimal(0)), WISHES, DEFERRAL),
    ],
    "defer_payment": [
        ("deferral_asked", facts(request=OTHERS), "没有等待答复的延期分期申请。", DEFERRAL),
        ("deferral_asked", lambda a: a.story.defer(), "没有等待答复的延期分期申请。", DEFERRAL),
        ("refusal_reasoned", facts(granted=False), "不同意的须写明理由。", DEFERRAL),
        ("adds_up", facts(instalments=[]), GRANTED, DEFERRAL),
        ("adds_up", lambda a: row("instalments", due_on=day())(a), GRANTED, DEFERRAL),
        (
            "adds_up",
            row("instalments", amount=Decimal(14_000)),
            "各期合计29,000.00元，须等于欠缴的30,000.00元。",
            DEFERRAL,
        ),
        (
            "later_than_pay",
            lambda a: a.facts.update(instalments=a.story.parts(5, 10)),
            "批准的日期须晚于原缴款期限。",
            DEFERRAL,
        ),
    ],
    "demand": [
        *PAY_OVER,
        OWED,
        NOT_STAYED,
        ("objections_answered", lambda a: a.story.demand().object_to_demand(), ANSWERED[2], HEARD),
        (
            "remedies_spent",
            facts(last=True),
            dated("复议、诉讼期限到{}，还没有届满，不能作申请法院前的催告。", to_sue),
            COURT,
        ),
        (
            "remedies_spent",
            lambda a: (a.facts.update(last=True), sued(a)),
            "复议、诉讼还没有结束，或者裁判还没有执行，不能作申请法院前的催告。",
            COURT,
        ),
        ("pay_by_ahead", facts(pay_by=lambda a: day()), "催告的缴纳期限须晚于今天。", DEMAND),
    ],
    "object_to_demand": [
        ("demand_open", demand(served_on=None), "催告书还没有送达。", HEARD),
        ("demand_open", waits, "对这份催告已经提出过陈述申辩。", HEARD),
        ("objection_written", facts(text=" "), "请写明陈述、申辩意见。", HEARD),
    ],
    "answer_objection": [
        ("objection_waits", lambda a: a.story.answer_objection(), "没有等待复核的陈述申辩。", HEARD),
        ("objection_waits", facts(demand=OTHERS), "没有等待复核的陈述申辩。", HEARD),
        ("answer_written", facts(answer=" "), "请写明复核意见。", HEARD),
    ],
    "add_surcharge": [
        *PAY_OVER,
        NOT_STAYED,
        ("upto_right", facts(upto_on=lambda a: day(1)), "加处罚款只能计到今天。", SURCHARGE),
        ("surcharge_grows", already, "到这一天没有新的加处罚款。", SURCHARGE),
        ("surcharge_grows", lambda a: a.story.pay(paid_on=day(-20)), "到这一天没有新的加处罚款。", SURCHARGE),
    ],
    "apply_to_court": [
        OWED,
        NOT_STAYED,
        ("waited_out", demand(last=False), "还没有作申请法院前的催告。", DEMAND),
        ("waited_out", demand(served_on=None), "行政强制执行事先催告书还没有送达。", DEMAND),
        ("waited_out", lambda a: a.story.demand(last=True), "催告书送达后的十个工作日还没有届满。", DEMAND),
        ANSWERED,
        ("in_window", sued, "复议、诉讼还没有结束，或者裁判还没有执行，不能申请法院。", COURT),
        ("in_window", decision(served_on=day(-10)), dated("只能在{}至{}之间申请法院执行。", court_days), COURT),
        ("in_window", decision(served_on=day(-300)), dated("只能在{}至{}之间申请法院执行。", court_days), COURT),
        ("court_named", facts(court=" "), "请写明受理的法院。", DEMAND),
    ],
    "record_ruling": [
        ("ruling_shown", facts(evidence=[]), PAPER, RULING),
        ("ruling_shown", facts(evidence=[OTHERS]), PAPER, RULING),
        ("ruling_shown", facts(number=" "), PAPER, RULING),
        ("ruling_shown", facts(outcome="won"), PAPER, RULING),
        ("ruled_when", facts(received_on=lambda a: day(1)), RULED, ""),
        ("ruled_when", facts(ruled_on=lambda a: day(-1)), RULED, ""),
    ],
}
ROWS = [("penalty", step, *row) for step, rows in TABLE.items() for row in rows]
