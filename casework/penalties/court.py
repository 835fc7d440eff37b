"""When the party's remedies are spent, and between which days a court may be asked to enforce (行政强制法 53).

Three months after the period to sue has run out, or after the granted time to pay, whichever is later (行政处罚法
72(2)); two years after a judgement that upheld the decision (行诉解释 153).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet

from casework.clock.deadlines import last_day, period
from casework.penalties.models import Decision, Deferral, Remedy
from casework.penalties.money import chain_of
from casework.penalties.states import RemedyState

Instance, Outcome = Remedy.Instance, Remedy.Outcome
GIVEN_UP = (Outcome.WITHDRAWN,)


@dataclass(frozen=True)
class Window:
    """``name`` is the period that runs from ``since``; the court may be asked from the day after it."""

    since: date
    closes: date
    name: str

    @property
    def opens(self) -> date:
        return self.since + timedelta(days=1)

    def holds(self, on: date) -> bool:
        return self.opens <= on <= self.closes


def remedies(decision: Decision) -> QuerySet[Remedy]:
    """Every review of the decision, or of one it took the place of."""
    documents = [row.document_id for row in chain_of(decision) if row.document_id]
    return Remedy.objects.filter(document__in=documents).exclude(state="")


def spent_on(decision: Decision) -> tuple[date, bool] | None:
    """The last day on which the party could have sued or appealed, and whether a judgement came; None while a review
    is pending, what a ruling asks for has not been done, or nothing was served.
    """
    rows = remedies(decision)
    if rows.filter(Q(state=RemedyState.PENDING) | (Q(obeyed_on=None) & ~Q(obliges=""))).exists():
        return None
    ended = rows.exclude(outcome__in=GIVEN_UP).order_by("ended_on", "pk")
    judged = ended.filter(instance__in=[Instance.SUIT, Instance.APPEAL]).last()
    if judged is not None and judged.ended_on:
        appealed = rows.filter(instance=Instance.APPEAL).exists()
        final = judged.ended_on if appealed else last_day(judged.ended_on, period("appeal", judged.ended_on))
        return final, True
    reviewed = ended.filter(instance=Instance.RECONSIDERATION).last()
    if reviewed is not None and reviewed.ended_on:
        return last_day(reviewed.ended_on, period("suit_after_reconsideration", reviewed.ended_on)), False
    served = next((row.served_on for row in reversed(chain_of(decision)) if row.served_on), None)
    return (last_day(served, period("suit", served)), False) if served else None


def window(decision: Decision) -> Window | None:
    """Between which days the court may be asked, as things stand."""
    spent = spent_on(decision)
    if spent is None:
        return None
    since, judged = spent
    name = "court_window_judged" if judged else "court_window"
    since = max(since, deferred_until(decision) or since)
    return Window(since, last_day(since, period(name, since)), name)


def deferred_until(decision: Decision) -> date | None:
    """The last day of the time granted to pay."""
    granted = Deferral.objects.filter(decision__in=chain_of(decision), granted=True)
    return granted.aggregate(last=Max("instalments__due_on"))["last"]
