"""A penalty case from the hearing to the decision; each method is one thing somebody does through the gate."""

from datetime import datetime, time
from typing import Any, Self

from django.utils import timezone

from casework.accounts.models import Membership, User
from casework.core.now import today
from casework.penalties import law
from workflows.approval import request, sign
from workflows.demo.filing_story import FilingStory
from workflows.engine import take
from workflows.models import Proposal, Signature
from workflows.penalty import judgements
from workflows.penalty.penalty import PenaltyLifecycle

REASONS = "当事人的意见已逐点复核，从轻情节已在裁量时考虑；裁量适当。"


class DecidingStory(FilingStory):
    @property
    def page(self) -> PenaltyLifecycle:
        return PenaltyLifecycle(self.penalty)

    def board(self) -> list[User]:
        """The leaders of the agency, in the order of their keys."""
        return list(User.objects.filter(pk__in=judgements.leaders(self.page)).order_by("pk"))

    def together(self, step: str, opinion: str = "拟同意。", **facts: Any) -> Self:
        """A step of which the leaders decide with the legal reviewer's opinion; the head of the agency signs last."""
        proposal = request(self.penalty, step, by=self.officer, opinion=opinion, **facts)
        people = {"review": self.cast.head, "legal": self.cast.legal, "approve": self.cast.chief}
        while not proposal.outcome:
            task = open_tasks(proposal)[0]
            by = people.get(task.flow_task.name) or User.objects.get(pk=task.data["user"])
            proposal = sign(task.pk, by=by, decision="agreed")
        return self

    # --- the hearing ----------------------------------------------------------------------------------------------
    def request_hearing(self, words: str = "对违法事实和罚款数额有异议，要求听证。") -> Self:
        if self.answers_himself:
            take(self.penalty, "request_hearing", by=self.cast.representative, request=words)
        else:
            take(self.penalty, "request_hearing", by=self.officer, request=words, from_paper=True)
        return self

    def sitting(self) -> dict[str, Any]:
        """Date and panel: as early as the law allows, nobody of the panel an investigator."""
        clerks = Membership.objects.in_force().filter(agency=self.cast.agency, role="clerk")
        clerk = clerks.values_list("user", flat=True).first() or self.cast.chief.pk
        day = judgements.earliest_hearing(today())
        return {
            "held_at": timezone.make_aware(datetime.combine(day, time(9, 30))),
            "place": "本机关听证室",
            "chair": self.cast.legal.pk,
            "members": [self.cast.head.pk],
            "clerk": clerk,
        }

    def schedule_hearing(self, **more: Any) -> Self:
        take(self.penalty, "schedule_hearing", by=self.cast.leader, **{**self.sitting(), **more})
        return self

    def told(self, outcome: str = "held") -> dict[str, Any]:
        """What the chair enters after the hearing."""
        signed = [self.proof("听证笔录", words="签名的听证笔录")] if outcome in ("held", "waived") else []
        minutes = "调查人员提出事实、证据和处罚建议，当事人申辩和质证。"
        return {"outcome": outcome, "minutes": minutes, "report": "建议按拟处罚意见处理。", "signed": signed}

    def hold_hearing(self, outcome: str = "held", **more: Any) -> Self:
        hearing = self.page.hearing
        assert hearing is not None
        take(self.penalty, "hold_hearing", by=hearing.chair, **{**self.told(outcome), **more})
        return self

    # --- the decision ---------------------------------------------------------------------------------------------
    def votes(self, agrees: bool = True) -> dict[str, Any]:
        words = "" if agrees else "裁量偏重"
        votes = [{"member": user.pk, "agrees": agrees, "words": words} for user in self.board()]
        reason = "在职负责人不足三人，由领导班子讨论。" if len(votes) < 3 else ""
        if reason:
            votes += [{"member": u.pk, "agrees": agrees, "words": words} for u in (self.cast.head, self.cast.legal)]
        return {
            "held_on": today(),
            "place": "本机关会议室",
            "votes": votes,
            "recorder": "示例记录人",
            "reported_by": str(self.officer),
            "discussion": "听取调查人员汇报和法制审核意见后，逐人发表意见。",
            "conclusion": "同意拟处罚意见。" if agrees else "不同意拟处罚意见，退回补充。",
            "committee_reason": reason,
        }

    def deliberate(self, agrees: bool = True, **more: Any) -> Self:
        take(self.penalty, "deliberate", by=self.cast.leader, **{**self.votes(agrees), **more})
        return self

    def looked_at(self) -> Self:
        """Reviewed and discussed where the law asks for it."""
        review, discuss = judgements.required(self.page)
        if review:
            self.review()
        return self.deliberate() if discuss else self

    def decide(self, **more: Any) -> Self:
        facts = {"reasons": REASONS, **more}
        page = PenaltyLifecycle(self.penalty, by=self.officer, facts=facts)
        if page.decision_route() == "collective":
            return self.together("decide", **facts)
        self.propose("decide", **facts)
        return self

    def extend_decision(self, days: int = 30, **more: Any) -> Self:
        facts = {"days": days, "reason": "当事人申请了听证，期限内不能办结。", **more}
        if self.page.extension_route() == "collective":
            return self.together("extend_decision", **facts)
        self.propose("extend_decision", **facts)
        return self

    def not_punish(self, ground: str = "33-1-minor", **more: Any) -> Self:
        facts = {
            "reason": "涉及人数少，已及时改正，没有造成危害后果。",
            "education": "已当面教育，当事人表示今后先培训后上岗。",
        }
        self.propose("not_punish", ground=ground, **{**facts, **more})
        return self

    def serve_decision(self, mode: str = "direct", **more: Any) -> Self:
        """Hand over every paper of the penalty that waits, the decision among them."""
        return self.serve_notice(mode, **more)

    # --- so far ---------------------------------------------------------------------------------------------------
    def decided(self, **more: Any) -> Self:
        """All rights waived in writing, so that it is decided the day it was told."""
        self.notified(**more)
        page = self.page
        assert page.notice is not None
        both = law.gives_hearing(page.notice.sanction, page.personal, today())
        return self.waive("both" if both else "defence").looked_at().decide()

    def heard(self, **more: Any) -> Self:
        """A hearing was asked for and its day is set; ``hold_hearing`` follows once that day has come."""
        return self.notified(**more).request_hearing().schedule_hearing().serve_notice()


def open_tasks(proposal: Proposal) -> list[Signature]:
    return list(Signature.objects.filter(process=proposal, status__in=["NEW", "ASSIGNED"]).order_by("pk"))
