"""What the party of a penalty may do now, until which day, and how that day was counted; or why it may not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from casework.clock import deadlines
from casework.clock.models import Deadline, DeadlineStatus
from casework.core.now import today
from casework.penalties.models import Penalty
from casework.penalties.money import account
from casework.penalties.states import AFTER, ASKED, NOTICED, PenaltyState
from casework.web import clocks, drafts, wording
from documents.models import Document
from workflows.options import unmet

CLOCKS = ("defence", "hearing_request", "pay", "demand_objection", "reconsideration", "suit")
REVIEWS = {"reconsideration": "申请行政复议", "suit": "提起行政诉讼"}
WAIVERS = {"defence": "陈述、申辩", "hearing": "听证", "both": "陈述、申辩和听证"}

Running = Mapping[tuple[str, str], Deadline]


@dataclass
class Right:
    """``why`` says what is missing where there is no ``href``."""

    step: str
    label: str
    words: str
    law: str = ""
    href: str = ""
    why: tuple[str, ...] = ()
    lamp: tuple[str, str] = ("", "")
    clock: clocks.Clock | None = None
    due_on: date | None = None

    @property
    def until(self) -> str:
        return f"{wording.day(self.due_on)} 24时前" if self.due_on else ""


@dataclass
class Review:
    """A paper that may be taken to review or to court, with each way's last day."""

    paper: str
    ways: list[Right] = field(default_factory=list)


def running(penalty: Penalty) -> Running:
    """The clocks the party looks to, the latest of each name and key, whatever became of them."""
    rows = Deadline.objects.filter(dossier=penalty.dossier_id, name__in=CLOCKS).exclude(status=DeadlineStatus.MOVED)
    found = rows.select_related("period").prefetch_related("pauses").order_by("pk")
    return {(row.name, row.key): row for row in found}


def lamp(due: date | None) -> tuple[str, str]:
    """Light and words for a last day of a right; one that is past is no fault of the party's."""
    if due is None:
        return "", ""
    days = (due - today()).days
    if days <= 0:
        return ("amber", "今天是最后一天") if days == 0 else ("off", "期限已过")
    near = deadlines.calendar().working_days_between(today(), due) <= int(deadlines.threshold("warn-working-days"))
    return ("amber" if near else "green"), f"剩*{days}*天"


def pressing(due: date | None, state: str) -> tuple[str, str]:
    """The lamp of the day in the page's title: money that is late is red, a right that is over is not."""
    if due is not None and state in AFTER and due < today():
        return "red", f"逾期*{(today() - due).days}*天"
    return lamp(due)


def right(page: Any, step: str, words: str, row: Deadline | None = None, address: str = "my_penalty_step") -> Right:
    """How a step of the party stands now."""
    effects = page.effects(step)
    transition = page.transition(step)
    why = unmet(page, transition) if transition else ()
    made = Right(step, str(effects.label), words, effects.law, why=why)
    if transition and not why:
        made.href = reverse(address, args=[page.record.pk, step])
    if row is not None and (row.status == DeadlineStatus.RUNNING or row.due_on < today()):  # not one used or given up
        made.due_on, made.clock, made.lamp = row.due_on, clocks.clock(row), lamp(row.due_on)
    return made


def of(page: Any, known: Running) -> list[Right]:
    """The rights of this stage, those one loses first before the others."""
    if page.record.state in NOTICED and page.notice and page.notice.served_on:
        return before(page, known)
    if page.record.state in AFTER and page.decision and page.decision.served_on:
        return after(page, known)
    return []


def before(page: Any, known: Running) -> list[Right]:
    notice = page.notice
    words = drafts.words(drafts.of(page.record, "defend")) + defence_words(page)
    rights = [right(page, "defend", words, known.get(("defence", str(notice.document_id))))]
    if notice.hearing_right:
        row = known.get(("hearing_request", str(notice.hearing_document_id)))
        rights.append(right(page, "request_hearing", hearing_words(page), row))
    words = "不想陈述、申辩或者听证的，可以书面放弃，机关就不用等期限届满。也可以什么都不做。"
    if waivable(page) and (giving_up := right(page, "waive", words)).href:
        rights.append(giving_up)
    return rights


def defence_words(page: Any) -> str:
    if page.notice.defence_waived_on:
        return f"{wording.short_day(page.notice.defence_waived_on)}已书面放弃。"
    if page.defence_over():
        return "期限已过。有正当理由的，写明理由仍可提出。"
    return "可以说明情况、提出不同意见并附证据。机关必须听取，不会因此加重处罚。"


def hearing_words(page: Any) -> str:
    if page.notice.hearing_waived_on:
        return f"{wording.short_day(page.notice.hearing_waived_on)}已书面放弃。"
    if page.hearing is not None:
        return f"{wording.short_day(page.hearing.requested_on)}已申请。"
    return "期限已过，没有申请。" if page.hearing_over() else "可以当面质证和申辩，由没有办过本案的人主持，不收费用。"


def waivable(page: Any) -> list[tuple[str, str]]:
    """What can still be given up: a window that is open, a hearing not yet held."""
    notice = page.notice
    if notice is None or not notice.served_on:
        return []
    defence = not page.defence_over()
    hearing = notice.hearing_right and notice.hearing_served_on and not page.hearing_over()
    # Who has asked for a hearing gives that up first: the gate wants it named.
    fits = {"defence": defence and page.record.state not in ASKED, "hearing": hearing, "both": defence and hearing}
    return [(name, words) for name, words in WAIVERS.items() if fits[name]]


def after(page: Any, known: Running) -> list[Right]:
    rights = []
    if page.record.state in (PenaltyState.DECIDED, PenaltyState.DEMANDED) and owed(page) > 0:
        words = "确有经济困难，可以申请延期或者分期缴纳。批准以前原来的期限不变。"
        rights.append(right(page, "request_deferral", words))
    demand = page.decision.demands.order_by("pk").last()
    if demand is not None and demand.served_on:
        words = "认为不该缴、数额不对或者已经缴过的，可以提出，机关须复核答复。"
        row = known.get(("demand_objection", str(demand.document_id)))
        rights.append(right(page, "object_to_demand", words, row))
    return rights


def owed(page: Any) -> Decimal:
    """What is to be paid today under the decision in force."""
    decision = page.decision
    return account(decision, today()).owed if decision is not None and decision.punishes else Decimal(0)


def reviews(dossier: int, known: Running) -> list[Review]:
    """For each served paper the last days for review and suit, as long as one is left."""
    left = [row for row in known.values() if row.name in REVIEWS and row.status == DeadlineStatus.RUNNING]
    rows = sorted((row for row in left if row.due_on >= today()), key=lambda row: (row.due_on, row.pk))
    keys = {int(row.key) for row in rows if row.key.isdecimal()}
    papers = Document.objects.filter(dossier=dossier).in_bulk(keys) if keys else {}
    found: dict[str, Review] = {}
    for row in rows:
        if row.key.isdecimal() and (paper := papers.get(int(row.key))):
            way = Right(row.name, REVIEWS[row.name], "", due_on=row.due_on, clock=clocks.clock(row))
            way.lamp = lamp(row.due_on)
            found.setdefault(row.key, Review(str(paper))).ways.append(way)
    return list(found.values())
