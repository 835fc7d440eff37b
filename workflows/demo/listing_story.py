"""The second half of a category's story: the list, its notice, objections, the departments, and the designations."""

from typing import Any, Self

from casework.accounts.models import Membership, User
from casework.accounts.roles import Role
from casework.accreditation.models import Designation, Listing
from casework.accreditation.objections import waiting
from casework.accreditation.shortlisting import candidates, ready
from casework.accreditation.states import ApplicationState as S
from casework.core.now import today
from documents.evidence import accept
from documents.models import Service
from workflows.accreditation.opening import open_listing
from workflows.approval import propose, sign
from workflows.demo.accreditation_story import AccreditationStory
from workflows.demo.deciding_story import open_tasks
from workflows.demo.story import photo
from workflows.engine import take
from workflows.models import Proposal

OBJECTION: dict[str, Any] = {
    "name": "示例群众甲", "contact": "0771-0000009", "grounds": "该单位的实训场地是临时租用的，不是自有场地。",
}  # fmt: skip


class ListingStory(AccreditationStory):
    @property
    def listing(self) -> Listing:
        return open_listing(self.round, self.category)

    def signer(self, task: Any) -> User:
        """A department's own person signs for it; else as in the first half."""
        if department := task.data.get("department"):
            held = Membership.objects.in_force().filter(role=Role.DEPARTMENT, department=department)
            return held.select_related("user").order_by("pk")[0].user
        if task.flow_task.name == "approve" and task.process.route == "collective":
            return self.signers["chief"]
        return super().signer(task)

    # --- the list -------------------------------------------------------------------------------------------------
    def draw_up(self) -> Self:
        chosen = [row for row in candidates(self.listing) if row.chosen]
        reasons = [{"application": c.application.pk, "reason": "案件正在按期整改。"} for c in chosen if c.doubts]
        self.ask(self.listing, "draw_up", chosen=[c.application.pk for c in chosen], reasons=reasons)
        return self

    def publicise(self) -> Self:
        self.ask(self.listing, "publicise")
        return self

    def object(self) -> Self:
        take(self.standing(S.PUBLICISED)[0], "object", by=None, **OBJECTION)
        return self

    def open_objection(self) -> Self:
        for application in self.standing(S.PUBLICISED):
            if waiting(application).exists():
                self.ask(application, "open_objection")
        return self

    def resolve(self) -> Self:
        for application in self.standing(S.OBJECTED):
            finding = "经现场核实，场地是自有的，有产权证明。"
            answers = [{"objection": row.pk, "finding": finding, "upheld": False} for row in waiting(application)]
            heard = "单位说明了场地的来源，并出示了产权证明。"
            self.ask(application, "resolve_objection", heard_on=today(), heard=heard, answers=answers)
        return self.serve()

    def circulate(self, signed: int = 2) -> Self:
        """The list is with the departments; the last of them have signed."""
        chosen = [row.pk for row in ready(self.listing)]
        proposal: Proposal = propose(
            self.listing, "designate", by=self.officer, route="countersign", opinion="拟同意。", chosen=chosen
        )
        for task in open_tasks(proposal)[-signed:]:
            sign(task.pk, by=self.signer(task), decision="agreed")
        return self

    def designate(self) -> Self:
        """Who is on the list is designated; the others are told that they are not, and the list is closed."""
        self.ask(self.listing, "designate", chosen=[row.pk for row in ready(self.listing)])
        self.each("reject", S.EVALUATED, reason="综合评分排名在空余名额以外，或者没有达到合格分。")
        self.ask(self.listing, "close")
        return self.serve()

    # --- the designations -----------------------------------------------------------------------------------------
    @property
    def designations(self) -> list[Designation]:
        rows = Designation.objects.filter(application__in=self.applications)
        return list(rows.select_related("dossier", "enterprise").order_by("pk"))

    def proof(self, designation: Designation, words: str, by: Any = None) -> int:
        party = by is not None
        row = accept(photo(words), dossier=designation.dossier, by=by or self.officer, from_party=party)
        return int(row.pk)

    def holder(self, designation: Designation) -> User:
        return self.people.cast.representative(designation.enterprise)

    def serve_all(self) -> Self:
        dossiers = [row.dossier_id for row in self.designations]
        for service in Service.objects.filter(dossier__in=dossiers, state="pending").order_by("pk"):
            given: dict[str, Any] = {"mode": "direct", "served_on": today(), "receiver": "示例收件人"}
            take(service, "serve", by=self.officer, **given)
        return self

    def review(self) -> Self:
        """Somebody has said something of the first unit; the others are left to the clock."""
        self.ask(self.designations[0], "open_review", ground="other", reason="群众反映实训设备停用。")
        return self

    def pass_review(self) -> Self:
        said = {"verdict": "设备已恢复使用，条件具备。", "reason": "反映的情况已经核实。"}
        self.ask(self.designations[0], "conclude_review", **said)
        return self.serve_all()

    def order_rectification(self) -> Self:
        items = ["2台实训设备停用", "缺少上年培训档案"]
        self.ask(self.designations[0], "order_rectification", items=items, verdict="需要限期整改。")
        return self.serve_all()

    def report_rectification(self) -> Self:
        first = self.designations[0]
        by = self.holder(first)
        proof = [self.proof(first, "整改照片", by)]
        self.ask(first, "report_rectification", by=by, text="设备已经修复，档案正在补齐。", evidence=proof)
        return self

    def refuse_rectification(self) -> Self:
        verdict = "仍有1台设备停用，上年培训档案没有补齐。"
        self.ask(self.designations[0], "refuse_rectification", checked_on=today(), verdict=verdict)
        return self

    def notify_ending(self) -> Self:
        first = self.designations[0]
        account = "限期整改后仍不符合认定条件：实训设备停用，培训档案缺失。"
        proof = [self.proof(first, "核查照片")]
        self.ask(first, "notify_ending", way="revoke", ground="unmet", account=account, evidence=proof)
        return self.serve_all()

    def revoke(self) -> Self:
        """Nothing was said within the period."""
        self.ask(self.designations[0], "revoke")
        return self.serve_all()

    def surrender(self) -> Self:
        first = self.designations[0]
        self.ask(first, "surrender", by=self.holder(first), reason="本单位调整业务，不再承担考试任务。")
        return self
