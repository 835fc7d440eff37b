"""The second half of the story: the list, its notice, objections, the departments, the designation."""

from datetime import timedelta
from typing import Any

from casework.accounts.models import Membership, User
from casework.accounts.roles import Role
from casework.accreditation.models import Countersigner, Listing, Objection
from casework.accreditation.shortlisting import candidates
from casework.clock.models import Deadline
from casework.core.now import today
from tests.people import SINCE
from workflows.accreditation.opening import open_listing
from workflows.approval import propose, request, sign
from workflows.engine import take
from workflows.models import Proposal, Signature

OBJECTION = {"name": "示例群众甲", "contact": "0771-0000009", "grounds": "该单位的实训场地是临时租用的。"}


def department_users(programme: str) -> dict[str, User]:
    """Somebody of each department of the programme; asked again, the same."""
    found = {}
    for row in Countersigner.objects.filter(programme=programme).select_related("department"):
        user, made = User.objects.get_or_create(
            username=f"department-{row.department_id}",
            defaults={"name": f"{row.department.name}会签人", "password": "!"},
        )
        if made:
            Membership.objects.create(user=user, role=Role.DEPARTMENT, department=row.department, valid_from=SINCE)
        found[row.department_id] = user
    return found


class Listed:
    """Mixed into Story (story.py)."""

    people: Any
    round: Any
    category: Any
    pk: int

    @property
    def listing(self) -> Listing:
        return open_listing(self.round, self.category)

    @property
    def departments(self) -> dict[str, User]:
        return department_users(self.round.programme_id)

    def signer(self, task: Signature) -> User:
        """Who signs a task: the post's holder, a member of the collective, somebody of the department."""
        p = self.people
        posts = {"review": p.head, "approve": p.leader, "legal": p.legal, "chief": p.chief}
        if "department" in task.data:
            return self.departments[task.data["department"]]
        if "user" in task.data:
            return User.objects.get(pk=task.data["user"])
        if task.flow_task.name == "approve" and task.process.route == "collective":
            return p.chief
        return posts[task.flow_task.name]

    def approve(self, proposal: Proposal) -> None:
        while not proposal.outcome:
            task = Signature.objects.filter(process=proposal, status__in=["NEW", "ASSIGNED"]).earliest("pk")
            proposal = sign(task.pk, by=self.signer(task), decision="agreed")

    def chosen(self) -> list[int]:
        return [candidate.application.pk for candidate in candidates(self.listing) if candidate.chosen]

    def draw_up(self, **facts: Any) -> Any:
        return self.ask(self.listing, "draw_up", **{"chosen": self.chosen(), **facts})  # type: ignore[attr-defined]

    def shortlisted(self) -> Any:
        return self.evaluated().draw_up()  # type: ignore[attr-defined]

    def publicised(self) -> Any:
        self.shortlisted()
        return self.ask(self.listing, "publicise")  # type: ignore[attr-defined]

    def object(self, **facts: Any) -> Objection:
        """Somebody without an account objects."""
        take(self.application, "object", by=None, **{**OBJECTION, **facts})  # type: ignore[attr-defined]
        return Objection.objects.latest("pk")

    def objected(self) -> Any:
        self.publicised().object()
        return self.go("open_objection")  # type: ignore[attr-defined]

    def findings(self, upheld: bool = False) -> dict[str, Any]:
        """The facts by which every open objection is answered."""
        rows = Objection.objects.filter(application=self.pk, answered_on=None, late=False)
        said = "经现场核实，场地是自有的，有产权证明。" if not upheld else "经现场核实，场地是临时租用的，不符合条件。"
        answers = [{"objection": row.pk, "finding": said, "upheld": upheld} for row in rows]
        return {"heard_on": today(), "heard": "单位说明了场地的来源，并出示了证明。", "answers": answers}

    def resolved(self, upheld: bool = False) -> Any:
        return self.objected().go("resolve_objection", **self.findings(upheld))

    def notice_over(self) -> Any:
        """The last day of the notice was yesterday."""
        rows = Deadline.objects.filter(kind="application", name="publicity", status="running")
        rows.update(due_on=today() - timedelta(1))
        return self

    def designate(self) -> Any:
        return self.ask(self.listing, "designate", chosen=[self.pk])  # type: ignore[attr-defined]

    def circulate(self) -> Proposal:
        """The list is with the departments."""
        return propose(
            self.listing, "designate", by=self.people.officer, route="countersign", opinion="拟同意。", chosen=[self.pk]
        )

    def designated(self) -> Any:
        return self.publicised().notice_over().designate()

    def closed(self) -> Any:
        self.designated()
        request(self.listing, "close", by=self.people.officer)
        return self
