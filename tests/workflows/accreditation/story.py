"""The story of an application as the tests tell it: every method is one thing somebody does, through the gate."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from casework.accreditation.models import Application, Category, Round
from casework.core.now import today
from documents.evidence import accept
from documents.models import Service
from tests.people import Cast
from tests.workflows.accreditation.office import office
from tests.workflows.story import photo
from workflows.accreditation.opening import announce, open_application
from workflows.approval import request, sign
from workflows.engine import take
from workflows.models import Proposal, Signature


def announced(people: Cast, programme: str = "training_base", title: str = "第一批", days: int = 20) -> Round:
    """A round that has been open for five days and stays open."""
    return announce(
        officers=[people.officer, people.partner], programme_id=programme, agency=people.agency, title=title,
        announced_on=today() - timedelta(5), opens_on=today() - timedelta(5), closes_on=today() + timedelta(days),
        announcement="请按申报条件准备材料。",
    )  # fmt: skip


class Story:
    def __init__(self, people: Cast, programme: str = "training_base", category: str = "metallurgy", **more: Any):
        self.office = office(people)
        self.people = self.office.people
        self.round = announced(self.people, programme)
        self.category = Category.objects.get(programme=programme, code=category)
        self.pk = open_application(self.round, self.category, self.people.enterprise, **more).pk

    @property
    def application(self) -> Application:
        return Application.objects.get(pk=self.pk)

    @property
    def dossier(self) -> Any:
        return self.application.dossier

    @property
    def ids(self) -> list[int]:
        return [self.people.officer.pk, self.people.partner.pk]

    def evidence(self, by: Any = None, words: str = "证明材料", **more: Any) -> int:
        return int(accept(photo(words), dossier=self.dossier, by=by or self.people.representative, **more).pk)

    def go(self, step: str, by: Any = None, **facts: Any) -> "Story":
        """Take a step, with all signatures where it needs any."""
        done = request(self.application, step, by=by or self.people.officer, opinion="拟同意。", **facts)
        if isinstance(done, Proposal):
            self.approve(done)
        return self

    def approve(self, proposal: Proposal) -> None:
        p = self.people
        signers = {"review": p.head, "approve": p.leader, "legal": p.legal, "chief": p.chief}
        while not proposal.outcome:
            task = Signature.objects.filter(process=proposal, status__in=["NEW", "ASSIGNED"]).earliest("pk")
            proposal = sign(task.pk, by=signers[task.flow_task.name], decision="agreed")

    # --- the applicant --------------------------------------------------------------------------------------------
    def drafted(self) -> "Story":
        return self.go("draft", by=self.people.representative)

    def filled(self) -> "Story":
        """Everything that is asked for, filled in; no step."""
        application = self.drafted().application
        application.contact, application.phone, application.staff = "示例联系人", "0771-0000002", 120
        application.site, application.record = "实训场地800平方米。\n监控可以追溯。", "上年培训300人次。"
        application.pledge_id = self.evidence(words="承诺书")
        application.save(update_fields=["contact", "phone", "staff", "site", "record", "pledge"])
        for criterion in self.round.criteria.all():
            row = application.assessments.create(
                criterion=criterion, score=criterion.weight - Decimal("0.5"), words="制度齐全，记录完整。"
            )
            row.evidence.add(self.evidence(words=f"{criterion.code}材料"))
        return self

    def submitted(self) -> "Story":
        return self.filled().go("submit", by=self.people.representative)

    def answers(self) -> list[dict[str, Any]]:
        items = self.application.supplements.get(answered_on=None).items.all()
        return [{"item": item.pk, "text": "已补齐。", "evidence": [self.evidence()]} for item in items]

    def supplemented(self) -> "Story":
        return self.incomplete().go("supplement", by=self.people.representative, answers=self.answers())

    # --- the office -----------------------------------------------------------------------------------------------
    def incomplete(self, *items: str) -> "Story":
        wanted = list(items) or ["岗位操作规程缺3个岗位", "特种作业操作证复印件不清"]
        return self.submitted().go("request_supplement", items=wanted)

    def serve(self, on: date | None = None) -> "Story":
        """Hand over every paper of the application that waits for it."""
        for service in Service.objects.filter(dossier=self.dossier, state="pending").order_by("pk"):
            given = {"mode": "direct", "served_on": on or today(), "receiver": "示例收件人"}
            take(service, "serve", by=self.people.officer, **given)
        return self

    def accepted(self) -> "Story":
        return self.submitted().go("accept")

    def refused(self) -> "Story":
        return self.submitted().go("refuse", reason="申报事项不属于本批次的范围。")

    def rejected(self) -> "Story":
        return self.accepted().go("reject", reason="现场不具备实训条件。")

    def withdrawn(self) -> "Story":
        return self.submitted().go("withdraw", by=self.people.representative)

    # --- the city bureau ------------------------------------------------------------------------------------------
    def recommended(self) -> "Story":
        return self.accepted().go("recommend", by=self.office.city_officer, verdict="材料属实，条件具备。")

    def advised_against(self) -> "Story":
        return self.accepted().go("not_recommend", by=self.office.city_officer, verdict="实训场地尚未投用。")
