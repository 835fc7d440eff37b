"""The story of an application as the tests tell it: every method is one thing somebody does, through the gate."""

from copy import copy
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from casework.accounts.models import Membership, User
from casework.accounts.roles import Role
from casework.accreditation.models import Application, Category, Evaluation, Expert, Panel, Round
from casework.accreditation.panels import convene
from casework.core.now import today
from documents.evidence import accept
from documents.models import Service
from tests.people import SINCE, Cast, found_enterprise
from tests.workflows.accreditation.experts import pool
from tests.workflows.accreditation.listed import Listed
from tests.workflows.accreditation.office import office
from tests.workflows.story import photo
from workflows.accreditation.opening import announce, open_application
from workflows.approval import request
from workflows.engine import take
from workflows.models import Proposal


def announced(people: Cast, programme: str = "training_base", title: str = "第一批", days: int = 20) -> Round:
    """A round that has been open for five days and stays open."""
    return announce(
        officers=[people.officer, people.partner], programme_id=programme, agency=people.agency, title=title,
        announced_on=today() - timedelta(5), opens_on=today() - timedelta(5), closes_on=today() + timedelta(days),
        announcement="请按申报条件准备材料。",
    )  # fmt: skip


class Story(Listed):
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
        whose = {"by": by or self.people.representative, "from_party": by is None}
        return int(accept(photo(words), dossier=self.dossier, **(whose | more)).pk)

    def go(self, step: str, by: Any = None, **facts: Any) -> "Story":
        """Take a step of the application, with all signatures where it needs any."""
        return self.ask(self.application, step, by, **facts)

    def ask(self, record: Any, step: str, by: Any = None, **facts: Any) -> "Story":
        done = request(record, step, by=by or self.people.officer, opinion="拟同意。", **facts)
        if isinstance(done, Proposal):
            self.approve(done)
        return self

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

    # --- the panel ------------------------------------------------------------------------------------------------
    @property
    def panel(self) -> Panel:
        return Panel.objects.get(round=self.round, category=self.category)

    @property
    def evaluations(self) -> list[Evaluation]:
        """What the panel still has to say of the application, in the order of the draw."""
        return list(self.application.evaluations.standing().order_by("seat__place"))

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation of the panel's first member."""
        return Evaluation.objects.filter(application=self.pk).order_by("seat__place").first()  # type: ignore[return-value]

    @property
    def times(self) -> dict[str, Any]:
        return {"begins_on": today() + timedelta(3), "ends_on": today() + timedelta(5)}

    def ready(self, experts: int = 9) -> "Story":
        """Recommended, the window over, a pool of experts to draw from."""
        self.recommended().close_window()
        pool(self.category, experts)
        return self

    def close_window(self) -> "Story":
        Round.objects.filter(pk=self.round.pk).update(closes_on=today() - timedelta(1))
        return self

    def draw_panel(self, size: int = 3) -> Panel:
        """Draw for the category without moving the application."""
        return convene(self.round, self.category, size, by=self.people.officer)

    def evaluating(self, size: int = 3, experts: int = 9) -> "Story":
        return self.ready(experts).go("convene_panel", size=size, **self.times)

    def rival(self, name: str = "广西示例铸造有限公司") -> "Story":
        """Another unit that applies for the same category of the same round."""
        unit = found_enterprise(40 + Application.objects.count(), name, "450102", "metallurgy", False)
        user = User.objects.create(username=f"rival-{unit.pk}", name="企业经办人丁", password="!")
        Membership.objects.create(user=user, role=Role.REPRESENTATIVE, enterprise=unit, valid_from=SINCE)
        other = copy(self)
        other.people = replace(self.people, enterprise=unit, representative=user)
        other.pk = open_application(self.round, self.category, unit).pk
        return other

    def scores(self, *less: str | int) -> list[dict[str, Any]]:
        """Full marks, less so much for the first criteria."""
        taken = [Decimal(points) for points in less]
        rows = list(self.round.criteria.order_by("position"))
        taken += [Decimal(0)] * (len(rows) - len(taken))
        return [
            {"criterion": row.pk, "score": row.weight - less, "reason": "记录不全" if less else ""}
            for row, less in zip(rows, taken, strict=True)
        ]

    def declare(self, evaluation: Evaluation | None = None) -> Evaluation:
        """The expert says that nothing ties him to the applicant."""
        row = evaluation or self.evaluation
        return take(row, "declare", by=row.seat.expert.user)  # type: ignore[no-any-return]

    def submit(self, evaluation: Evaluation, *less: str | int) -> Evaluation:
        """The expert scores and submits."""
        evaluation = evaluation if evaluation.declared_at else self.declare(evaluation)
        facts = {"scores": self.scores(*less), "verdict": "条件具备。"}
        return take(evaluation, "submit", by=evaluation.seat.expert.user, **facts)  # type: ignore[no-any-return]

    def leave(self, step: str, by: Any = None, row: Evaluation | None = None) -> "Story":
        """A member leaves the panel, else the first one: recuse, replace, void."""
        return self.ask(row or self.evaluation, step, by, reason="与申报单位有利害关系")

    def scored(self) -> "Story":
        """Every expert has submitted; each took off a little."""
        self.evaluating()
        for place, row in enumerate(self.evaluations, 1):
            self.submit(row, place)
        return self

    @property
    def leader(self) -> Any:
        """The account of the panel's leader."""
        first = Expert.objects.filter(seats__panel=self.panel, seats__left_on=None).order_by("seats__place").first()
        assert first is not None
        return first.user

    def report(self) -> dict[str, Any]:
        """The report of the visit, as the leader writes it."""
        return {
            "visited_on": today(), "participants": "评审组全体成员，企业负责人", "course": "听取汇报，查看现场和记录。",
            "findings": "逐项核对，与申报材料相符。", "problems": "", "conclusion": "for",
            "photos": [self.evidence(self.leader, "现场照片", internal=True)],
            "signatures": [self.evidence(self.leader, "签名", kind="signature", internal=True)],
        }  # fmt: skip

    def evaluated(self) -> "Story":
        return self.scored().go("conclude_evaluation", by=self.leader, **self.report())
