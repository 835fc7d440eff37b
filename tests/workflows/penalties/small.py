"""A penalty small enough to search: one finding, one file of each kind, no signatures, papers without their words.

Every step passes the real gate with its real conditions. Left out is what no condition can see: the text of a paper
and the notices that tell of it. That nobody gets past the signatures is proved elsewhere (test_gate, test_approval).
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from casework.penalties.models import Defence, Demand, Suspension
from documents import catalogue, issue
from documents.models import Attachment, Service, ServiceState
from tests.workflows.penalties.stages import HEARD_FINE, overdue
from tests.workflows.story import Story
from workflows import after, engine, papers, tick
from workflows.demo.stopping_story import StoppingStory
from workflows.engine import Refused, take

FILES = (("当事人的陈述", False), ("书证", False), ("听证笔录", False), ("当事人的陈述", True), ("书证", True))
FINE = 30_000  # below every threshold: no hearing, no legal review, no discussion


def told(rows: Any) -> list[Any]:
    """The rows a step is about; without any nobody could fill in its form."""
    if not (found := list(rows)):
        raise Refused("there is nothing of the kind")
    return found


def bare(paper: Any) -> dict[str, Any]:
    return {}


def quiet(patch: Any) -> None:
    """Leave out the signatures, the words of the papers and the notices."""
    plain = {code: replace(kind, own=bare, access_code=False) for code, kind in catalogue.KINDS.items()}
    patch.setattr(issue, "KINDS", plain)
    patch.setattr(papers, "KINDS", plain)
    patch.setattr(papers, "signing_officers", lambda page, step: [])
    patch.setattr(after, "tell", lambda page, codes, step: None)
    patch.setattr(after, "nudge", lambda: None)
    patch.setattr(tick, "write_many", lambda letters: None)
    patch.setattr(engine, "demand_approval", lambda page, effects, step: None)


class Model(Story, StoppingStory):
    """The story of the demonstration, told so that each of its methods is one step and nothing else."""

    fine: Any = None

    def ready_for(self, tier: int, fine: Any = None) -> "Model":
        """Filed and questioned, the case behind it as the tier asks, its files at hand."""
        self.fine = fine
        story = self.ordered() if tier == 1 else overdue(self).serve()
        story.file(tier=tier)
        for kind, from_party in FILES:
            self.file_in(self.penalty.dossier, kind=kind, from_party=from_party)
        return story.interview()

    def proposal(self, fine: Any = None, **more: Any) -> dict[str, Any]:
        return super().proposal(self.fine if fine is None else fine, **more)

    def account(self) -> Any:
        if self.page.latest is None:
            raise Refused("nothing was decided")
        return super().account()

    def propose(self, step: str, opinion: str = "", by: Any = None, **facts: Any) -> Any:
        return take(self.penalty, step, by=by or self.officer, **facts)

    def do(self, record: Any, step: str, **facts: Any) -> Any:
        take(record, step, by=self.officer, **facts)
        return self

    def together(self, step: str, opinion: str = "", **facts: Any) -> Any:
        self.propose(step, **facts)
        return self

    def proof(self, kind: str = "书证", by: Any = None, words: str = "示例材料", **more: Any) -> int:
        return self.file_in(self.penalty.dossier, by, words, kind=kind, **more)

    def file_in(self, dossier: Any, by: Any = None, words: str = "示例材料", **more: Any) -> int:
        """The one of its kind that is there already."""
        kind, from_party = more.get("kind", "书证"), more.get("from_party", False)
        rows = Attachment.objects.filter(dossier=dossier, kind=kind, from_party=from_party)
        return rows.values_list("pk", flat=True).first() or super().file_in(dossier, by, words, **more)

    @property
    def suspension(self) -> Suspension:
        return told(Suspension.objects.filter(dossier=self.penalty.dossier_id))[-1]

    def proofs(self) -> list[dict[str, Any]]:
        proof = self.proof("当事人的陈述", from_party=True)
        return [{"finding": f.pk, "evidence": [proof]} for f in self.suspension.findings.order_by("number")]

    def hold_hearing(self, outcome: str = "held", **more: Any) -> Any:
        told(row for row in [self.page.hearing] if row is not None)
        return super().hold_hearing(outcome, **more)

    def release(self, disposal: str = "复制后退还当事人。") -> Any:
        told(self.penalty.kept.filter(released_on=None))
        return super().release(disposal)

    def answer_defence(self, adopted: bool = False, reason: str = "从轻情节已在裁量时考虑。") -> Any:
        """Every one that waits, under whichever notice it came."""
        waiting = Defence.objects.filter(notice__penalty=self.penalty, answered_on=None)
        points = [{"point": "请求从轻", "adopted": adopted, "reason": reason}]
        for defence in told(waiting):
            self.propose("answer_defence", defence=defence.pk, points=points)
        return self

    def defer(self, granted: bool = True, *days: int) -> Any:
        told(self.decision.deferrals.filter(granted=None) if self.decision.pk else [])
        return super().defer(granted, *days)

    def answer_objection(self, answer: str = "没有批准延期，请按催告缴纳。") -> Any:
        rows = Demand.objects.filter(decision__penalty=self.penalty, objection_answer="").exclude(objection="")
        for row in told(rows):
            take(self.penalty, "answer_objection", by=self.officer, demand=row.pk, answer=answer)
        return self

    def demand(self, last: bool = False, days: int = 20) -> Any:
        return self.handed_over_later("demand", last=last, days=days)

    def add_surcharge(self) -> Any:
        return self.handed_over_later("add_surcharge")

    def handed_over_later(self, step: str, **more: Any) -> Any:
        """The step of the story without the service that it tells at once."""
        serve, self.serve_notice = self.serve_notice, lambda *a, **k: self  # type: ignore[method-assign]
        try:
            return getattr(super(), step)(**more)
        finally:
            self.serve_notice = serve  # type: ignore[method-assign]

    def serve_all(self) -> Any:
        """Every paper that waits reaches its party."""
        waiting = Service.objects.filter(dossier=self.penalty.dossier_id, state=ServiceState.PENDING)
        if not waiting.exists():
            raise Refused("nothing waits")
        return self.serve_notice()

    def lighter(self) -> Any:
        """One change is enough: a second one leads nowhere new."""
        if self.decision.pk is None or self.decision.replaces_id:
            raise Refused("changed already")
        return self.amend(fine=self.decision.sanction.fine * 9 / 10)

    def without_stop(self) -> Any:
        return self.amend(stop_production=False)


Move = Callable[[Model], Any]
INVESTIGATING: dict[str, Move] = {
    "conclude_investigation": lambda s: s.conclude(),
    "keep_evidence": lambda s: s.keep(),
    "release_evidence": lambda s: s.release(),
    "send_back": lambda s: s.send_back(),
    "notify": lambda s: s.notify(),
    "renotify": lambda s: s.renotify(),
    "defend": lambda s: s.defend(late_reason="刚收到材料"),
    "answer_defence": lambda s: s.answer_defence(),
    "waive (defence)": lambda s: s.waive("defence"),
    "extend_decision": lambda s: s.extend_decision(60, superior="上级批复", responsible="示例责任人"),
    "decide": lambda s: s.decide(),
    "not_punish": lambda s: s.not_punish("57"),
    "transfer": lambda s: s.transfer(),
    "take_back": lambda s: s.take_back(),
    "withdraw": lambda s: s.withdraw(),
}
HEARING: dict[str, Move] = {
    "waive (hearing)": lambda s: s.waive("hearing"),
    "request_hearing": lambda s: s.request_hearing(),
    "schedule_hearing": lambda s: s.schedule_hearing(),
    "schedule_hearing (postponed)": lambda s: s.schedule_hearing(postponed=True),
    "hold_hearing": lambda s: s.hold_hearing(),
    "hold_hearing (absent)": lambda s: s.hold_hearing("absent"),
    "hold_hearing (given up)": lambda s: s.hold_hearing("waived"),
    "review_legality": lambda s: s.review(),
    "review_legality (refused)": lambda s: s.review("refuse", "事实不清。"),
    "deliberate": lambda s: s.deliberate(),
    "deliberate (lost)": lambda s: s.deliberate(False),
}
PAYING: dict[str, Move] = {
    "record_payment": lambda s: s.pay(),
    "perform": lambda s: s.perform(),
    "end_enforcement": lambda s: s.end_enforcement(),
}
FORCING: dict[str, Move] = {
    "demand": lambda s: s.demand(),
    "demand (last)": lambda s: s.demand(last=True),
    "apply_to_court": lambda s: s.apply_to_court(),
    "record_ruling": lambda s: s.record_ruling("enforce"),
    "record_ruling (refused)": lambda s: s.record_ruling("refused"),
    "record_ruling (ended)": lambda s: s.record_ruling("ended"),
    "end_enforcement (court)": lambda s: s.end_enforcement("court"),
    "end_enforcement (missed)": lambda s: s.end_enforcement("missed", responsible="示例责任人"),
}
DEFERRING: dict[str, Move] = {
    "request_deferral": lambda s: s.request_deferral(),
    "defer_payment": lambda s: s.defer(),
    "defer_payment (refused)": lambda s: s.defer(False),
}
OBJECTING: dict[str, Move] = {
    "object_to_demand": lambda s: s.object_to_demand(),
    "answer_objection": lambda s: s.answer_objection(),
}
ADDING: dict[str, Move] = {"add_surcharge": lambda s: s.add_surcharge()}
CHANGING: dict[str, Move] = {
    "amend": lambda s: s.lighter(),
    "amend (unlawful)": lambda s: s.amend(unlawful=True),
    "redo": lambda s: s.redo(),
    "annul": lambda s: s.annul(),
    "refund": lambda s: s.refund(),
}
SHOWING: dict[str, Move] = {
    "publish": lambda s: s.publish(),
    "unpublish": lambda s: s.unpublish(),
    "report_up": lambda s: s.report_up(),
}
ENDING: dict[str, Move] = {
    "close": lambda s: s.close_penalty(),
    "reopen": lambda s: s.reopen_penalty(),
}
STOPPING: dict[str, Move] = {
    "amend (no stop)": lambda s: s.without_stop(),
    "suspension.request_acceptance": lambda s: s.request_acceptance(),
    "suspension.resume": lambda s: s.resume(),
    "suspension.refuse_resumption": lambda s: s.refuse_resumption(),
    "suspension.record_defiance": lambda s: s.record_defiance(),
    "suspension.cease_defiance": lambda s: s.cease_defiance(),
    "suspension.lift": lambda s: s.lift(),
}
MOVES: dict[str, Move] = {
    **INVESTIGATING, **HEARING, **PAYING, **FORCING, **DEFERRING, **OBJECTING, **ADDING, **CHANGING, **SHOWING,
    **ENDING, **STOPPING,
}  # fmt: skip
# Declared steps that no search takes, and why no situation is missed without them.
LEFT_OUT = {
    "file": "the birth: every search begins after it",
    "summon": "writes a paper and no row; no condition asks for it",
    "record_interview": "writes a paper and no row; no condition asks for it",
    "assign": "changes who acts, not what may be done; two certified officers remain",
    "recuse": "changes who acts, not what may be done; two certified officers remain",
    "correct": "replaces words of a paper; the row it stands for stays as it is",
    "change_party": "another party in every row at once; what it must be told anew is proved in test_succeeding",
    "refer_crime": "bars nothing but the decision, and what it opens it closes: test_crime_referral",
    "deliver_referral": "follows refer_crime",
    "answer_referral": "follows refer_crime",
    "review_referral": "follows refer_crime",
}


def step_of(name: str) -> str:
    """The declared step that a move takes; "" for one of another record."""
    return "" if "." in name else name.split(" ")[0]


__all__ = ["FINE", "HEARD_FINE", "LEFT_OUT", "MOVES", "Model", "quiet", "step_of"]
