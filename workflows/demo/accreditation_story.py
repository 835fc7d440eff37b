"""The applications of one category of a round, told together: every method is something somebody does, by the gate."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Self

from casework.accounts.models import User
from casework.accounts.roles import Role
from casework.accreditation.demo import AccreditationCast
from casework.accreditation.models import Application, Category, Evaluation, Panel, Round
from casework.accreditation.panels import sitting
from casework.accreditation.states import ApplicationState as S
from casework.accreditation.states import EvaluationState as E
from casework.core.now import today
from casework.organisations.models import Agency, Enterprise
from documents.evidence import accept
from documents.models import Service
from workflows.accreditation.opening import begin_application
from workflows.approval import request, sign
from workflows.demo.deciding_story import open_tasks
from workflows.demo.story import drawn_name, photo
from workflows.engine import take
from workflows.models import Proposal

RECORDS = "制度、台账和现场记录齐全，抽查与记录相符。"
DEDUCTIONS = ("个别岗位记录不全", "设备维护记录有缺页", "案例教材更新不及时")
SEEN = {
    "participants": "评审组全体成员，企业负责人", "course": "听取汇报，查看现场、装备和记录，随机询问职工。",
    "findings": "逐项核对，与申报材料相符。", "problems": "", "conclusion": "for",
}  # fmt: skip


@dataclass
class AccreditationStory:
    """``units`` apply in one category; the same seed tells the same."""

    people: AccreditationCast
    round: Round
    category: Category
    units: Sequence[Enterprise]
    seed: int = 0
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)

    # --- who ------------------------------------------------------------------------------------------------------
    @property
    def office(self) -> Agency:
        return self.round.agency

    @cached_property
    def officer(self) -> User:
        return self.round.officers.order_by("pk")[0]

    @cached_property
    def signers(self) -> dict[str, User]:
        posts = {"review": Role.UNIT_HEAD, "legal": Role.LEGAL, "approve": Role.LEADER, "chief": Role.CHIEF}
        return {node: self.people.cast.one(self.office, role) for node, role in posts.items()}

    def party(self, application: Application) -> User:
        return self.people.cast.representative(application.enterprise)

    def city(self, application: Application) -> User:
        assert application.city is not None
        return self.people.cast.one(application.city, Role.OFFICER)

    # --- what -----------------------------------------------------------------------------------------------------
    @property
    def applications(self) -> list[Application]:
        rows = Application.objects.filter(round=self.round, category=self.category, enterprise__in=self.units)
        return list(rows.select_related("dossier", "enterprise", "city").order_by("pk"))

    def standing(self, state: str) -> list[Application]:
        return [row for row in self.applications if row.state == state]

    def evidence(self, application: Application, words: str, by: Any = None, **more: Any) -> int:
        party = self.party(application)
        row = accept(photo(words), dossier=application.dossier, by=by or party, from_party=by is None, **more)
        return int(row.pk)

    def ask(self, record: Any, step: str, by: Any = None, **facts: Any) -> Any:
        """Take a step, with all signatures where it needs any."""
        done = request(record, step, by=by or self.officer, opinion="拟同意。", **facts)
        return self.approve(done) if isinstance(done, Proposal) else done

    def approve(self, proposal: Proposal) -> Proposal:
        """Everybody on the route agrees."""
        while not proposal.outcome:
            task = open_tasks(proposal)[0]
            proposal = sign(task.pk, by=self.signer(task), decision="agreed")
        return proposal

    def signer(self, task: Any) -> User:
        """The holder of the post; where the leaders decide together, each of them."""
        named = task.data.get("user")
        return User.objects.get(pk=named) if named else self.signers[task.flow_task.name]

    def serve(self) -> Self:
        waiting = Service.objects.filter(dossier__application__in=self.applications, state="pending").order_by("pk")
        for service in waiting:
            given: dict[str, Any] = {"mode": "direct", "served_on": today(), "receiver": "示例收件人"}
            take(service, "serve", by=self.officer, **given)
        return self

    # --- the applicants -------------------------------------------------------------------------------------------
    def draft(self, unit: Enterprise) -> Application:
        return begin_application(self.round, self.category, unit, by=self.people.cast.representative(unit))

    def fill(self, application: Application) -> None:
        """Everything that is asked for; saving it is no step."""
        total, party = application.enterprise.headcount or 100, self.party(application)
        application.contact, application.phone = str(party), "0771-0000100"
        application.staff, application.special_staff = total, max(total // 8, 3)
        application.site, application.record = "实训场地800平方米，监控可以追溯。", f"上年培训考核{total * 2}人次。"
        application.accidents = "无。"
        application.pledge_id = self.evidence(application, "承诺书", kind="承诺书")
        application.save()
        proof = self.evidence(application, "申报材料", kind="申报材料")
        for criterion in self.round.criteria.all():
            less = Decimal(self.dice.randint(0, 2))
            row = application.assessments.create(criterion=criterion, score=criterion.weight - less, words=RECORDS)
            row.evidence.add(proof)
        for body in self.round.programme.partners[:1]:
            partner = self.people.bodies[body][0]
            application.partners.create(
                name=partner.name, body=body, represented_by=partner.representative,
                signed_id=self.evidence(application, "联合申报签章", kind="联合申报签章"),
            )  # fmt: skip

    def submit(self) -> Self:
        """All units draft, fill in and submit."""
        for unit in self.units:
            application = self.draft(unit)
            self.fill(application)
            self.ask(application, "submit", by=self.party(application))
        return self

    # --- the office and the cities --------------------------------------------------------------------------------
    def accept(self) -> Self:
        for application in self.standing(S.SUBMITTED):
            self.ask(application, "accept")
        return self.serve()

    def request_supplement(self) -> Self:
        items = ["岗位操作规程缺3个岗位", "特种作业操作证复印件不清"]
        for application in self.standing(S.SUBMITTED):
            self.ask(application, "request_supplement", items=items)
        return self.serve()

    def supplement(self) -> Self:
        for application in self.standing(S.INCOMPLETE):
            proof, asked = self.evidence(application, "补正材料"), application.supplements.get(answered_on=None)
            answers = [{"item": item.pk, "text": "已补齐，见附件。", "evidence": [proof]} for item in asked.items.all()]
            self.ask(application, "supplement", by=self.party(application), answers=answers)
        return self

    def each(self, step: str, state: str, **facts: Any) -> Self:
        """The same step for every application of a state, by the office."""
        for application in self.standing(state):
            self.ask(application, step, **facts)
        return self.serve()

    def withdraw(self) -> Self:
        for application in self.applications:
            self.ask(application, "withdraw", by=self.party(application), reason="准备不足，下一批次再申报。")
        return self

    def recommend(self) -> Self:
        for application in self.standing(S.ACCEPTED):
            verdict = "材料属实，现场核实具备条件，同意推荐。"
            self.ask(application, "recommend", by=self.city(application), verdict=verdict)
        return self

    def advise_against(self) -> Self:
        for application in self.standing(S.ACCEPTED):
            self.ask(application, "not_recommend", by=self.city(application), verdict="实训场地尚未投用，不予推荐。")
        return self

    # --- the panel ------------------------------------------------------------------------------------------------
    @property
    def panel(self) -> Panel:
        return Panel.objects.get(round=self.round, category=self.category)

    def convene(self, size: int = 5) -> Self:
        times = {"begins_on": today() + timedelta(3), "ends_on": today() + timedelta(9)}
        self.ask(self.standing(S.RECOMMENDED)[0], "convene_panel", size=size, **times)
        return self.serve()

    def evaluations(self) -> list[Evaluation]:
        rows = Evaluation.objects.filter(application__in=self.applications, state=E.ASSIGNED)
        return list(rows.select_related("seat__expert__user", "application").order_by("application", "seat__place"))

    def score(self, most: int = 1000) -> Self:
        """The experts hand in their scores, no more than ``most`` of them."""
        quality = {row.pk: self.dice.randint(0, 3) for row in self.applications}
        for row in self.evaluations()[:most]:
            scores = [self.judged(criterion, quality[row.application_id]) for criterion in self.round.criteria.all()]
            expert = row.seat.expert.user
            self.ask(row, "declare", by=expert)
            self.ask(row, "submit", by=expert, scores=scores, verdict="申报材料与现场基本相符，具备相应条件。")
        return self

    def judged(self, criterion: Any, quality: int) -> dict[str, Any]:
        less = min(Decimal(self.dice.randint(0, 1 + quality)), criterion.weight)
        reason = self.dice.choice(DEDUCTIONS) if less else ""
        return {"criterion": criterion.pk, "score": criterion.weight - less, "reason": reason}

    def conclude(self) -> Self:
        first = sitting(self.panel).select_related("expert__user").first()
        assert first is not None and first.expert.user is not None
        leader = first.expert.user
        for application in self.standing(S.EVALUATING):
            signed = accept(drawn_name(), dossier=application.dossier, by=leader, kind="signature")
            photos = [self.evidence(application, "现场照片", leader)]
            self.ask(
                application, "conclude_evaluation", by=leader, visited_on=today(), **SEEN, photos=photos,
                signatures=[signed.pk],
            )  # fmt: skip
        return self
