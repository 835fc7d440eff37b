"""拟认定名单: the one list of a round and category. Its applications follow it step by step, through the same gate."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.accreditation import panels
from casework.accreditation.models import Application, Countersigner, Listing, Ranked
from casework.accreditation.shortlisting import Candidate
from casework.accreditation.states import ApplicationState
from casework.accreditation.states import ListingState as S
from workflows import engine
from workflows.accreditation import seating
from workflows.accreditation.conditions import PLAN
from workflows.accreditation.listing_conditions import ListingConditions
from workflows.engine import state
from workflows.words import SELF, officer, step

DECISION = "designation-decision"


class ListingLifecycle(ListingConditions):
    kind = "listing"
    title = _("拟认定名单")
    record_model = Listing
    change_party = None  # a list has no party

    def countersigners(self) -> list[dict[str, Any]]:
        """The departments of the programme, each asked once."""
        rows = Countersigner.objects.filter(programme=self.record.round.programme_id).select_related("department")
        return [{"department": row.department_id, "name": row.department.name} for row in rows]

    def awaiting(self, step: str) -> list[str]:
        return ["countersign"] if step == "designate" else []

    def follow(self, step: str, applications: Iterable[int]) -> None:
        """Let the applications follow, one after the other in one order."""
        for row in Application.objects.filter(pk__in=applications).order_by("pk"):
            self.then(partial(engine.take, row, step, by=self.by))

    def rank(self, candidate: Candidate, reason: str) -> Ranked:
        place, result = candidate.place, candidate.place.result
        return Ranked(
            listing=self.record, application=candidate.application, rank=place.rank, mean=result.mean,
            core=result.core, passed=place.passed, drawn=place.drawn, chosen=candidate.chosen,
            passed_over=candidate.against, reason=reason,
        )  # fmt: skip

    @step(
        state,
        {"": S.DRAWN_UP},
        label=_("拟定名单"),
        may=officer,
        law=PLAN,
        when=[this.all_evaluated, this.somebody_passes, this.list_as_ranked, this.doubts_reasoned],
        approval="collective",
        issues=["proposed-list"],
    )
    def draw_up(self, *, chosen: list[int], reasons: Sequence[dict[str, Any]] = ()) -> None:
        with seating.in_words():
            panels.hold(self.record.category)  # no member leaves meanwhile
        given = {row["application"]: row["reason"].strip() for row in reasons}
        rows = [self.rank(candidate, given.get(candidate.application.pk, "")) for candidate in self.candidates]
        self.record.drawn_up_on = self.today
        Ranked.objects.bulk_create(rows)
        self.follow("shortlist", chosen)

    @step(
        state,
        {S.DRAWN_UP: S.PUBLICISED},
        label=_("公示名单"),
        may=officer,
        law=PLAN,
        when=[this.some_shortlisted],
        issues=["public-notice"],
        primary=[S.DRAWN_UP],
    )
    def publicise(self) -> None:
        self.record.publicised_on = self.today
        rows = self.record.ranked.filter(chosen=True, application__state=ApplicationState.SHORTLISTED)
        chosen = list(rows.values_list("application", flat=True))
        rows.update(publicised_on=self.today)
        self.follow("publicise", chosen)

    @step(
        state,
        {S.PUBLICISED: S.DESIGNATED, S.DESIGNATED: SELF},
        label=_("命名"),
        may=officer,
        law=PLAN,
        when=[this.some_ready, this.chosen_ready],
        approval="countersign",
        issues=[DECISION],
        primary=[S.PUBLICISED],
    )
    def designate(self, *, chosen: list[int]) -> None:
        self.record.ranked.filter(application__in=chosen).update(designated_on=self.today)
        self.follow("designate", chosen)

    @step(
        state,
        {(S.DRAWN_UP, S.PUBLICISED, S.DESIGNATED): S.CLOSED},
        label=_("办结名单"),
        may=officer,
        law=PLAN,
        when=[this.all_settled],
        primary=[S.DESIGNATED],
    )
    def close(self) -> None:
        self.record.closed_on = self.today

    def finish(self, step: str) -> None:
        """The decision is known to those it designates, whose certificates name it."""
        for document in self.documents:
            if document.pk and document.kind == DECISION:
                self.record.ranked.filter(application__in=self.facts.chosen).update(decision=document)
