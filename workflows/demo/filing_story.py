"""A penalty case told step by step: filed, investigated, notified, defended. A story tells of one penalty at a time."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, Self

from casework.accounts.models import User
from casework.core.now import now, today
from casework.penalties import discretion, law
from casework.penalties.models import Penalty, Person
from documents.evidence import accept
from documents.models import Service
from workflows.approval import request
from workflows.demo.story import Story, photo
from workflows.engine import take
from workflows.models import Proposal
from workflows.opening import open_penalty
from workflows.penalty.investigating import limits

ANSWERS: dict[str, tuple[bool, str]] = {
    "28": (True, "已下达责令限期整改指令书。"),
    "29": (False, "同一行为没有受过罚款。"),
    "32": (False, "没有应当从轻或者减轻的情形。"),
    "33": (False, "不属于轻微并及时改正，也不是没有主观过错。"),
    "36": (False, "没有超过二年。"),
    "37": (False, "行为时和现在的规定相同。"),
}


class FilingStory(Story):
    penalty_key: int = 0  # none yet

    @property
    def penalty(self) -> Penalty:
        return Penalty.objects.get(pk=self.penalty_key)

    def somebody(
        self,
        role: str = Person.Role.RESPONSIBLE,
        name: str = "示例车间主任",
        id_number: str = "450102199001011012",
    ) -> Person:
        return Person.objects.create(name=name, id_number=id_number, role=role, post="车间主任", address="示例路3号")

    def proof(self, kind: str = "书证", by: User | None = None, words: str = "示例材料", **more: Any) -> int:
        """A file in the penalty's own dossier."""
        return int(accept(photo(words), dossier=self.penalty.dossier, by=by or self.officer, kind=kind, **more).pk)

    def propose(self, step: str, opinion: str = "拟同意。", by: User | None = None, **facts: Any) -> Any:
        """Take a step of the penalty, with all signatures where it needs any."""
        done = request(self.penalty, step, by=by or self.officer, opinion=opinion, **facts)
        return self.approve(done) if isinstance(done, Proposal) else done

    # --- filing ---------------------------------------------------------------------------------------------------
    def opened(self, tier: int = 1, person: Person | None = None) -> Self:
        """The folder is there, the case not yet filed."""
        made = open_penalty(self.case, self.cast.officers, tier=tier, person=person)
        self.penalty_key = made.pk
        return self

    def charges(self) -> dict[str, Any]:
        """What is filed: every finding of tier 1, those found overdue of the others."""
        found = self.case.findings.filter(guidance=False)
        if self.penalty.tier != Penalty.Tier.FIRST:
            found = found.filter(judgements__result="not_done").distinct()
        cause = (
            "未如期改正违法行为案" if self.penalty.tier != Penalty.Tier.FIRST else "安排未经培训考核的人员上岗作业案"
        )
        return {"findings": [f.pk for f in found], "cause": cause, "act_on": today(), "officers": self.ids}

    def file(self, tier: int = 1, person: Person | None = None, **more: Any) -> Self:
        self.opened(tier, person)
        self.propose("file", **{**self.charges(), **more})
        return self

    # --- investigating --------------------------------------------------------------------------------------------
    def summon(self, **more: Any) -> Self:
        facts = {"person": self.penalty.party_name, "matter": "未经培训上岗一事", "place": "本机关询问室"}
        bring = ["身份证", "营业执照"]
        self.propose("summon", **{**facts, "appear_at": now() + timedelta(days=3), "bring": bring, **more})
        return self

    def talk(self) -> dict[str, Any]:
        began = now() - timedelta(hours=2)
        facts = {
            "person": "示例车间主任",
            "post": "车间主任",
            "began_at": began,
            "ended_at": began + timedelta(hours=1),
        }
        words = "问：这几名职工是否经过培训考核？\n答：还没有，因为赶工先上岗了。"
        return {**facts, "place": "本机关询问室", "questions": words, "officers": self.ids}

    def interview(self, **more: Any) -> Self:
        signed = [self.proof("当事人的陈述", words="签名的询问笔录")]
        self.propose("record_interview", **{**self.talk(), "signed": signed, **more})
        return self

    def keep(self, **more: Any) -> Self:
        items = [{"name": "培训签到簿", "spec": "2026年", "count": "3册"}]
        facts = {"items": items, "reason": "可能被涂改", "place": "就地封存于企业档案室", "officers": self.ids}
        self.propose("keep_evidence", **{**facts, **more})
        return self

    def release(self, disposal: str = "复制后退还当事人。") -> Self:
        kept = self.penalty.kept.filter(released_on=None).earliest("pk")
        self.propose("release_evidence", kept=kept.pk, disposal=disposal)
        return self

    def proposal(self, fine: Any = None, **more: Any) -> dict[str, Any]:
        """What is proposed: by the first provision that fits, in the grade that holds the amount."""
        penalty = self.penalty
        basis = law.provisions(penalty)[0]
        low, high = limits(penalty, basis)
        amount = Decimal(fine) if fine is not None else low + (high - low) / 5
        grade = next((g for g in discretion.grades(penalty, basis) if g.fine_min <= amount <= g.fine_max), None)
        return {
            "facts": "经查，3名操作工未经安全技能培训考核合格即上岗作业。",
            "breached": basis.breached,
            "penalised_by": basis.penalised_by,
            "basis": basis.pk,
            "evidence": [self.proof("当事人的陈述", words="询问笔录"), self.proof("书证", words="考勤表")],
            "answers": {article: {"applies": yes, "words": words} for article, (yes, words) in ANSWERS.items()},
            "fine": amount,
            "stop_production": basis.stop_production and not penalty.personal,
            "grade": grade and grade.pk,
            "computation": "按裁量基准，结合涉及人数和改正情况。",
            **more,
        }

    def conclude(self, **more: Any) -> Self:
        """The investigation, once a penalty is filed; before that, the visit."""
        if not self.penalty_key:
            return super().conclude(**more)
        self.propose("conclude_investigation", officers=self.ids, rights_told=True, **self.proposal(**more))
        return self

    def send_back(self, missing: str = "请补充培训档案。") -> Self:
        take(self.penalty, "send_back", by=self.cast.legal, missing=missing)
        return self

    def review(self, result: str = "pass", opinion: str = "事实清楚，证据充分，适用依据正确。") -> Self:
        take(self.penalty, "review_legality", by=self.cast.legal, result=result, opinion=opinion)
        return self

    # --- telling --------------------------------------------------------------------------------------------------
    def notify(self) -> Self:
        self.propose("notify")
        return self

    def serve_notice(self, mode: str = "direct", **more: Any) -> Self:
        """Hand over every paper of the penalty that waits for service."""
        facts = {"mode": mode, "served_on": today(), "receiver": "示例收件人", "place": "企业办公室", **more}
        for service in Service.objects.filter(dossier=self.penalty.dossier_id, state="pending"):
            take(service, "serve", by=self.officer, **facts)
        return self

    @property
    def answers_himself(self) -> bool:
        """The unit has an account; a person mostly has none, and an officer enters his paper."""
        return not self.penalty.personal

    def defend(self, text: str = "涉及人员少，已在整改，请求从轻。", **more: Any) -> Self:
        if self.answers_himself:
            by, evidence = self.cast.representative, []
        else:
            by, evidence = self.officer, [self.proof("当事人的陈述", words="签名的申辩书", from_party=True)]
        facts: dict[str, Any] = {"evidence": evidence, "from_paper": bool(evidence)}
        take(self.penalty, "defend", by=by, text=text, **{**facts, **more})
        return self

    def answer_defence(self, adopted: bool = False, reason: str = "从轻情节已在裁量时考虑。") -> Self:
        for defence in self.penalty.notices.get(void_on=None).defences.filter(answered_on=None):
            points = [{"point": "请求从轻", "adopted": adopted, "reason": reason}]
            self.propose("answer_defence", defence=defence.pk, points=points)
        return self

    def waive(self, what: str = "defence") -> Self:
        by = self.cast.representative if self.answers_himself else self.officer
        paper = self.proof("当事人的陈述", by=by, words="放弃权利的声明", from_party=True)
        take(self.penalty, "waive", by=by, what=what, proof=[paper])
        return self

    def renotify(self, fine: Any = None, reason: str = "采纳申辩意见，拟减少罚款。", **more: Any) -> Self:
        self.propose("renotify", reason=reason, **self.proposal(fine, **more))
        return self

    # --- so far ---------------------------------------------------------------------------------------------------
    def ordered(self) -> Self:
        return self.found().order().serve()

    def investigated(self, **more: Any) -> Self:
        return self.ordered().file().interview().conclude(**more)

    def notified(self, **more: Any) -> Self:
        return self.investigated(**more).notify().serve_notice()
