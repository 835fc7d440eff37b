"""A penalty as its party reads it: what is proposed or decided and why, the hearing, the answers, the money."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from casework.clock.deadlines import period, threshold
from casework.core.now import today
from casework.penalties.models import Decision, Defence, Hearing, Penalty
from casework.penalties.money import Account, account
from casework.penalties.states import BEFORE, NOTICED, PenaltyState
from casework.web import wording
from casework.web.reply import penalty_rights
from casework.web.reply.penalty_words import content, yuan
from casework.web.reply.standing import File

EFFECTS = {"lighter": "从轻", "below": "减轻", "heavier": "从重"}
ENDINGS = {
    PenaltyState.AT_COURT: ("已申请法院强制执行", "收到法院文书的，请按法院要求办理。可以随时缴清欠款。"),
    PenaltyState.PERFORMED: ("处罚决定已经履行", "不用再缴款。文书可以继续下载。"),
    PenaltyState.NOT_PUNISHED: ("决定不予行政处罚", "不用缴款。请继续做好安全生产教育和培训。"),
    PenaltyState.ENDED: ("已经终结执行", "不再执行这份处罚决定。"),
    PenaltyState.TRANSFERRED: ("案件已移送其他机关", "后续由受移送机关办理。"),
    PenaltyState.WITHDRAWN: ("立案已经撤销", "这件案件不再处罚。"),
    PenaltyState.CLOSED: ("这件案件已经结案", "文书可以继续下载。"),
}
WAITING = ("正在调查，还没有告知拟作出的处罚", "拟处罚的，会先书面告知事实、理由、依据和可以行使的权利。")

AGAIN = ("原处罚决定已经撤销，正在重新办理", "拟再处罚的，会重新告知。已经缴纳的，见下面的缴款。")
VOID = ("处罚决定已经撤销", "不再处罚。已经缴纳的，机关应当退还。")


@dataclass
class Told:
    """A sanction in words, as the notice or the decision told it."""

    head: str
    content: str
    facts: str
    breached: str
    penalised_by: str
    factors: list[str]
    computation: str
    reasons: str = ""
    paper: int | None = None


def you(penalty: Penalty) -> str:
    return "您" if penalty.personal else "贵单位"


def told(page: Any) -> Told | None:
    """What the last served paper says; nothing before one was served."""
    decision, notice = page.decision, page.notice
    if decision and decision.served_on and decision.punishes:
        head, row, reasons, paper = "处罚决定", decision.sanction, decision.reasons, decision.document_id
    elif page.record.state in NOTICED and notice and notice.served_on:
        head, row, reasons, paper = "拟作出的处罚", notice.sanction, "", notice.document_id
    else:
        return None
    factors = [f"{EFFECTS.get(each.get('effect', ''), '')}：{each.get('words', '')}" for each in row.factors]
    return Told(head, content(row), row.facts, row.breached, row.penalised_by, factors, row.computation, reasons, paper)


# --- the sentence above -------------------------------------------------------------------------------------------
def sentence(page: Any, known: penalty_rights.Running, money: Account | None) -> tuple[str, str, date | None]:
    """The page's title, what follows it, and the day that presses."""
    state = PenaltyState(page.record.state)
    if state in (PenaltyState.DECIDED, PenaltyState.DEMANDED):
        return paying(page, money)
    if state in NOTICED and page.notice and page.notice.served_on:
        return noticed(page, known)
    if (state in BEFORE or state == PenaltyState.WITHDRAWN) and void(page):
        return (*(VOID if state == PenaltyState.WITHDRAWN else AGAIN), None)
    return (*ENDINGS.get(state, WAITING), None)


def void(page: Any) -> Decision | None:
    """The decision that reached the party and is no more."""
    return page.record.decisions.filter(standing=Decision.Standing.ANNULLED).exclude(served_on=None).last()


def noticed(page: Any, known: penalty_rights.Running) -> tuple[str, str, date | None]:
    what, state = content(page.notice.sanction), page.record.state
    if state == PenaltyState.HEARING_REQUESTED:
        return "已申请听证，等待通知时间和地点", f"拟处罚：{what}。", None
    if state == PenaltyState.HEARING_SCHEDULED and (row := page.hearing) and row.served_on and row.held_at:
        return f"请在{wording.moment(row.held_at)}到场参加听证", f"地点：{row.place}。", day_of(row.held_at)
    if state == PenaltyState.HEARD:
        return "听证已经结束，等待决定", f"拟处罚：{what}。", None
    open_days = [row.due_on for row in penalty_rights.before(page, known) if row.href and row.due_on]
    days = sorted(day for day in open_days if day >= today())
    if not days:
        return f"拟处罚：{what}", "陈述、申辩的期限已过或者已经放弃，机关将依法作出决定并送达。", None
    return f"拟处罚：{what}", f"这还不是决定。不同意的，请在{wording.day(days[0])}前提出。", days[0]


def day_of(moment: Any) -> date:
    return timezone.localtime(moment).date()


def paying(page: Any, money: Account | None) -> tuple[str, str, date | None]:
    decision = page.decision
    if decision is not None and decision.replaces_id and not decision.served_on:
        return "处罚决定已经变更，决定书正在送达", "送达以后，这里显示变更后的处罚和应缴的数额。", None
    if decision is None or not decision.served_on or money is None:
        return "已作出处罚决定，决定书正在送达", "送达以后开始计算缴款和救济期限。", None
    what = f"处罚决定：{content(decision.sanction)}。"
    if not money.owed:
        return "罚款已经缴清" if money.paid else "处罚决定已经送达", what, None
    due = pay_by(decision, money)
    if due is None or due < today():
        return f"请马上缴清{yuan(money.owed)}，缴款期限已过", what, due
    return f"请在{wording.short_day(due)}前缴纳{yuan(money.owed)}", what, due


def pay_by(decision: Decision, money: Account) -> date | None:
    """The next day on which something is due: of the deferral, the demand, or the decision."""
    parts = [part.due_on for row in decision.deferrals.filter(granted=True) for part in row.instalments.all()]
    if coming := sorted(day for day in parts if day >= today()):
        return coming[0]
    demand = decision.demands.exclude(served_on=None).order_by("pk").last()
    return demand.pay_by if demand else money.pay_on


def figures() -> dict[str, str]:
    """Figures of the law that the page's sentences name."""
    return {
        "rate": f"{(threshold('surcharge-rate') * 100).normalize():f}%",
        "agents": str(int(threshold("hearing-agents-max"))),
        "then_suit": str(period("suit_after_reconsideration").amount),
    }


# --- what was said and answered -----------------------------------------------------------------------------------
def defences(penalty: Penalty) -> list[dict[str, Any]]:
    """Defences with their answers, the newest first."""
    rows = Defence.objects.filter(notice__penalty=penalty).prefetch_related("evidence").order_by("-id")
    return [
        {
            "on": wording.short_day(row.submitted_on),
            "paper": row.from_paper,
            "text": row.text,
            "files": [File.of(file) for file in row.evidence.all()],
            "late": row.late_reason,
            "answered": wording.short_day(row.answered_on) if row.answered_on else "",
            "points": row.points,
        }
        for row in rows
    ]


def hearing(page: Any) -> dict[str, Any] | None:
    """The hearing as its party may know it: date, place and people once the notice of it was served."""
    row: Hearing | None = page.hearing
    if row is None:
        return None
    fixed = bool(row.served_on and row.held_at)
    return {
        "row": row,
        "fixed": fixed,
        "at": wording.moment(row.held_at),
        "requested": wording.short_day(row.requested_on),
        "members": "、".join(user.name for user in row.members.all()) if fixed else "",
        "outcome": row.get_outcome_display() if row.outcome else "",
        "ended": wording.short_day(row.ended_on) if row.ended_on else "",
        "coming": fixed and not row.outcome,
    }


# --- the money ----------------------------------------------------------------------------------------------------
def money_of(page: Any) -> Account | None:
    decision = page.decision or void(page)
    if decision is None or not decision.punishes or not decision.served_on:
        return None
    return account(decision, today())


def bill(money: Account) -> list[tuple[str, str]]:
    """The sum to pay today, line by line."""
    lines = [
        ("罚款", money.fine),
        ("没收违法所得", money.confiscation),
        ("加处罚款（已送达决定书的）", money.imposed),
        ("已经缴纳", money.paid),
        ("已经退还", money.refunded),
    ]
    return [(label, yuan(amount)) for label, amount in lines if amount or label == "罚款"]


def requests(decision: Decision) -> list[dict[str, Any]]:
    """Requests to pay later with their answers, the newest first."""
    words = {None: ("warn", "等待答复"), True: ("ok", "同意"), False: ("", "不同意")}
    return [
        {
            "what": f"{wording.short_day(row.requested_on)}申请延期或者分期缴纳",
            "kind": words[row.granted][0],
            "status": words[row.granted][1],
            "answer": "。".join(filter(None, [row.decided_on and f"{wording.short_day(row.decided_on)}答复",
                                             row.decision_reason])),
            "parts": [(wording.day(part.due_on), yuan(part.amount)) for part in row.instalments.all()],
        }
        for row in decision.deferrals.prefetch_related("instalments").order_by("-id")
    ]  # fmt: skip


def demands(decision: Decision) -> list[dict[str, Any]]:
    """Demands that reached the party, with its objection and the answer."""
    return [
        {
            "name": "申请法院强制执行前的催告" if row.last else "缴款催告",
            "on": wording.short_day(row.made_on),
            "pay_by": wording.day(row.pay_by),
            "sum": yuan(row.fine + row.surcharge),
            "objection": row.objection,
            "answer": row.objection_answer,
        }
        for row in decision.demands.exclude(served_on=None).order_by("-id")
    ]
