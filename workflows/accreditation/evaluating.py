"""评审: the panel drawn for a category, and the end of its work on each application."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.accreditation import panels
from casework.accreditation.models import SiteReport
from casework.accreditation.states import ApplicationState as S
from casework.accreditation.states import EvaluationState as E
from workflows import engine
from workflows.accreditation import seating
from workflows.accreditation.actors import panel_leader
from workflows.accreditation.conditions import PLAN
from workflows.accreditation.evaluating_conditions import EXPERTS, EvaluatingConditions, still_open
from workflows.engine import state
from workflows.words import SELF, anybody, officer, step


class Evaluating(EvaluatingConditions):
    def end_evaluations(self, reason: str) -> None:
        """Nobody goes on scoring what has ended."""
        for row in still_open(self.record):
            self.then(partial(engine.take, row, "fall_away", by=self.by, reason=reason))

    def assign_panel(self) -> None:
        assert self.panel is not None
        for follow_up in seating.assign(self.record, panels.sitting(self.panel), self.by):
            self.then(follow_up)

    def copies(self, code: str) -> list[dict[str, Any]]:
        """A score sheet for each expert whose scores count."""
        if code != "score-sheet":
            return super().copies(code)
        rows = self.record.evaluations.filter(state=E.SUBMITTED).order_by("seat__place")
        return [{"evaluation": pk} for pk in rows.values_list("pk", flat=True)]

    def route_of_panel(self) -> str:
        """Drawn by lot it needs nobody's word; named people need the leader's."""
        return "leader" if self.facts is not None and self.facts.named else ""

    @step(
        state,
        {S.RECOMMENDED: S.EVALUATING},
        label=_("抽取评审组"),
        may=officer,
        law=EXPERTS,
        when=[this.window_closed, this.all_recommended, this.panel_formable, this.times_told],
        approval=this.route_of_panel,
        issues=["evaluation-notice"],
        starts=["evaluation"],
        tells=["evaluation-told"],
        primary=[S.RECOMMENDED],
    )
    def convene_panel(self, *, size: int, begins_on: date, ends_on: date, named: Sequence[int] = ()) -> None:
        with seating.in_words():
            self.panel = panels.convene(self.record.round, self.record.category, size, by=self.by, named=named)
        self.assign_panel()
        for rival in self.rivals(S.RECOMMENDED):
            told: dict[str, Any] = {"begins_on": begins_on, "ends_on": ends_on}
            self.then(partial(engine.take, rival, "join_panel", by=self.by, **told))

    @step(
        state,
        {S.RECOMMENDED: S.EVALUATING},
        label=_("交评审组评审"),
        may=anybody,
        law=EXPERTS,
        when=[this.panel_there],
        issues=["evaluation-notice"],
        starts=["evaluation"],
        tells=["evaluation-told"],
    )
    def join_panel(self, *, begins_on: date, ends_on: date) -> None:
        self.assign_panel()

    @step(
        state,
        {S.EVALUATING: SELF},
        label=_("指定评审专家"),
        may=officer,
        law=PLAN,
        when=[this.place_vacant, this.expert_fits, this.reasoned],
        approval="leader",
    )
    def name_expert(self, *, expert: int, reason: str) -> None:
        assert self.panel is not None
        with seating.in_words():
            seat = panels.name(self.panel, expert)
        for follow_up in seating.joined(seat, self.by):
            self.then(follow_up)

    @step(
        state,
        {S.EVALUATING: S.EVALUATED},
        label=_("汇总评分，提交现场评估报告"),
        may=panel_leader,
        law=EXPERTS,
        when=[
            *(this.panel_whole, this.all_submitted, this.visited_rightly, this.report_written, this.problems_named),
        ],
        issues=["score-sheet", "site-report"],
        stops=["evaluation"],
        tells=["evaluation-concluded"],
        primary=[S.EVALUATING],
    )
    def conclude_evaluation(
        self, *, visited_on: date, participants: str, course: str, findings: str, problems: str, conclusion: str,
        photos: list[int], signatures: list[int],
    ) -> None:  # fmt: skip
        self.subject, _new = SiteReport.objects.update_or_create(
            application=self.record,
            defaults={
                "visited_on": visited_on, "participants": participants.strip(), "course": course.strip(),
                "findings": findings.strip(), "problems": problems.strip(), "conclusion": conclusion, "document": None,
            },
        )  # fmt: skip
        self.subject.photos.set(photos)
        self.subject.signatures.set(signatures)

    @step(
        state,
        {S.EVALUATED: S.EVALUATING},
        label=_("重新评审"),
        may=anybody,
        law=PLAN,
        when=[this.scores_missing],
        starts=["evaluation"],
    )
    def reopen_evaluation(self) -> None:
        """A member left after his scores had been counted: his successor scores, then it is concluded anew."""
