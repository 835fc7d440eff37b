"""A stop of production and a review, told step by step; each method is one thing somebody does through the gate."""

from datetime import timedelta
from typing import Any, Self

from casework.accounts.models import Membership, User
from casework.core.now import now, today
from casework.penalties.models import Closure, Remedy, Suspension
from documents.evidence import accept
from documents.models import Document, Dossier
from workflows.approval import request, sign
from workflows.demo.collecting_story import CollectingStory
from workflows.demo.deciding_story import open_tasks
from workflows.demo.story import photo
from workflows.engine import take
from workflows.models import Proposal
from workflows.remedies.opening import open_remedy
from workflows.stopping.points import POINTS, POWER

SHOWN = {
    "hazard": "1名焊工无证上岗，检查时认定为重大事故隐患。",
    "order": "现场处理措施决定书已送达。",
    "refusal": "两名执法人员看到仍在生产，有录像。",
    "danger": "无证人员在易燃易爆场所动火。",
    "safety": "已与供电单位会商，停电不致引发事故。",
    "chief": "按审批表由主要负责人批准。",
    "notice": "随决定制发书面通知。",
    "advance": "决定书提前二十四小时送达。",
    "release": "决定书写明履行后及时恢复。",
}


class StoppingStory(CollectingStory):
    remedy_key: int | None = None

    @property
    def suspension(self) -> Suspension:
        """The latest stop of the enterprise in this story."""
        dossiers = [self.dossier.pk] + ([self.penalty.dossier_id] if self.penalty_key else [])
        return Suspension.objects.filter(dossier__in=dossiers).latest("pk")

    @property
    def remedy(self) -> Remedy:
        return Remedy.objects.get(pk=self.remedy_key or 0)

    def file_in(self, dossier: Dossier, by: User | None = None, words: str = "示例材料", **more: Any) -> int:
        return int(accept(photo(words), dossier=dossier, by=by or self.officer, **more).pk)

    def do(self, record: Any, step: str, **facts: Any) -> Self:
        """Take a step of a stop or a review, with all signatures where it needs any."""
        done = request(record, step, by=self.officer, opinion="拟同意。", **facts)
        if isinstance(done, Proposal):
            self.approve(done)
        return self

    # --- a stop ---------------------------------------------------------------------------------------------------
    def stop(self, stops: bool = True, **more: Any) -> Self:
        """A measure on the spot that stops production, approved and handed over."""
        if not self.visit.started_at:
            self.start().find("V3", "1名焊工无证上岗", cannot_wait=True, major=True).conclude()
        urgent = self.case.findings.filter(cannot_wait=True).values_list("pk", flat=True)
        facts = {"findings": list(urgent), "measures": "立即停止焊接作业线。", "officers": self.ids, **more}
        self.ask(self.case, "stop_work", stops_production=stops, **facts)
        return self.serve()

    def proofs(self) -> list[dict[str, Any]]:
        """The party's evidence for each finding the stop rests on."""
        stop, by = self.suspension, self.cast.representative
        return [
            {"finding": f.pk, "evidence": [self.file_in(stop.dossier, by, "整改材料", from_party=True)]}
            for f in stop.findings.order_by("number")
        ]

    def request_acceptance(self, text: str = "焊工已取证，现场已整改。", **more: Any) -> Self:
        facts = {"text": text, "evidence": self.proofs(), **more}
        take(self.suspension, "request_acceptance", by=self.cast.representative, **facts)
        return self

    def resume(self, verdict: str = "现场核查，焊工持证上岗，具备安全生产条件。") -> Self:
        return self.do(self.suspension, "resume", officers=self.ids, checked_on=today(), verdict=verdict)

    def refuse_resumption(self, verdict: str = "仍有1名焊工没有取证。") -> Self:
        return self.do(self.suspension, "refuse_resumption", officers=self.ids, checked_on=today(), verdict=verdict)

    def record_defiance(self, fact: str = "焊接作业线仍在生产。", **more: Any) -> Self:
        shown = [self.file_in(self.suspension.dossier, words="现场录像截图")]
        facts = {"seen_on": today(), "fact": fact, "evidence": shown, "officers": self.ids, **more}
        return self.do(self.suspension, "record_defiance", **facts)

    def cease_defiance(self, fact: str = "作业线已经断电停止。") -> Self:
        return self.do(self.suspension, "cease_defiance", ceased_on=today(), fact=fact)

    def cut(self) -> dict[str, Any]:
        points = {key: {"met": True, "words": SHOWN[key]} for key in POINTS}
        facts = {"supplier": "示例供电局", "what": POWER, "points": points}
        return {**facts, "cut_at": now() + timedelta(hours=30)}

    def cut_power(self, **more: Any) -> Self:
        return self.do(self.suspension, "cut_power", **{**self.cut(), **more})

    def restore_power(self, reason: str = "该单位已经履行决定。") -> Self:
        cut = self.suspension.power_cuts.get(restored_at=None)
        return self.do(self.suspension, "restore_power", cut=cut.pk, restored_at=now(), reason=reason)

    def closure(self) -> dict[str, Any]:
        facts = {"ground": Closure.Ground.ACCIDENT, "government": "示例市人民政府"}
        return {**facts, "reason": "不具备安全生产条件，导致发生重大事故。"}

    def propose_closure(self, **more: Any) -> Self:
        """All leaders vote; who approves at the end does not vote before."""
        seats = Membership.objects.in_force().filter(agency=self.cast.agency, role__in=["leader", "chief"])
        board = [pk for pk in seats.order_by("user").values_list("user", flat=True) if pk != self.cast.leader.pk]
        facts = {"members": [{"user": pk} for pk in board], **self.closure(), **more}
        proposal = request(self.suspension, "propose_closure", by=self.officer, opinion="拟同意。", **facts)
        people = {"review": self.cast.head, "legal": self.cast.legal, "approve": self.cast.leader}
        while not proposal.outcome:
            task = open_tasks(proposal)[0]
            by = people.get(task.flow_task.name) or User.objects.get(pk=task.data["user"])
            proposal = sign(task.pk, by=by, decision="agreed")
        return self

    def answer_closure(self, closed: bool = True) -> Self:
        paper = self.file_in(self.suspension.dossier, words="人民政府文件")
        words = "决定予以关闭。" if closed else "不予关闭，继续整顿。"
        facts = {"closed": closed, "answer": words, "answered_on": today(), "evidence": [paper]}
        return self.do(self.suspension, "answer_closure", **facts)

    def lift(self, ground: str = "annulled", reason: str = "原措施认定事实有误。") -> Self:
        return self.do(self.suspension, "lift", ground=ground, reason=reason)

    # --- a review -------------------------------------------------------------------------------------------------
    def act(self, kind: str = "rectification-order") -> Document:
        """The latest paper of a kind in this story."""
        dossiers = [self.dossier.pk] + ([self.penalty.dossier_id] if self.penalty_key else [])
        return Document.objects.filter(dossier__in=dossiers, kind=kind).latest("pk")

    def contest(self, document: Document | None = None, instance: str = "reconsideration") -> Self:
        """The row of a review about to be registered."""
        self.remedy_key = open_remedy(document or self.act(), instance).pk
        return self

    def received(self) -> dict[str, Any]:
        body = "示例市人民政府" if self.remedy.instance == Remedy.Instance.RECONSIDERATION else "示例人民法院"
        facts = {"applied_on": today(), "received_on": today(), "body": body, "case_number": "〔2026〕1号"}
        papers = [self.file_in(self.remedy.dossier, words="申请书副本")]
        return {**facts, "claims": "认为事实不清，请求撤销。", "papers": papers}

    def register(self, document: Document | None = None, instance: str = "reconsideration", **more: Any) -> Self:
        self.contest(document, instance)
        return self.do(self.remedy, "register", **{**self.received(), **more})

    def answer(self, words: str = "事实清楚，证据确凿，程序合法，请求维持。") -> Self:
        return self.do(self.remedy, "answer", answer=words)

    def stay(self, reason: str = "复议机关认为需要停止执行。") -> Self:
        return self.do(self.remedy, "stay", since=today(), reason=reason)

    def end_stay(self, reason: str = "停止执行的原因消除。") -> Self:
        return self.do(self.remedy, "end_stay", until=today(), reason=reason)

    def outcome(self, outcome: str = "upheld") -> dict[str, Any]:
        papers = [self.file_in(self.remedy.dossier, words="决定书")]
        return {"outcome": outcome, "words": "认定事实清楚，予以维持。", "ended_on": today(), "papers": papers}

    def rule(self, outcome: str = "upheld", **more: Any) -> Self:
        return self.do(self.remedy, "conclude", **{**self.outcome(outcome), **more})

    # --- a crime --------------------------------------------------------------------------------------------------
    def refer_crime(self, record: Any = None) -> Self:
        facts = {"receiver": "示例市公安局", "suspicion": "危险作业罪"}
        return self.do(record or self.case, "refer_crime", **facts, facts="拒不执行停产停业决定，有现实危险。")

    def deliver_referral(self, record: Any = None) -> Self:
        return self.do(record or self.case, "deliver_referral", delivered_at=now())

    def answer_referral(self, accepted: bool = True, record: Any = None) -> Self:
        record = record or self.case
        facts = {"accepted": accepted, "answer": "已经立案。" if accepted else "不予立案。", "answered_on": today()}
        paper = self.file_in(record.dossier, words="公安机关回执")
        return self.do(record, "answer_referral", **facts, evidence=[paper])
