"""An accreditation clicked through, each at his own screen: from the announcement of a round to a slot free again."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth.hashers import make_password

from casework.accounts.models import User
from casework.accreditation import slots
from casework.accreditation.models import Application, Category, Designation, Evaluation, Listing, Round
from casework.core.now import today
from tests.browser.accreditation_visitors import Applicant, Countersigner, Judge, Organiser, Passerby
from tests.people import PASSWORD
from tests.workflows.accreditation.experts import pool
from tests.workflows.accreditation.listed import department_users
from tests.workflows.accreditation.office import office
from workflows.approval import OPEN
from workflows.models import Signature
from workflows.tick import tick

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.once]
PROGRAMME, UNIT = "安全技能实训考核示范基地", "南宁市示例冶金有限公司"


class Stage:
    """Everybody at his own screen; ``later`` moves the present."""

    def __init__(self, enter, people, picture: Path, later):
        self.enter, self.picture, self.later, self.days = enter, picture, later, 0
        self.office = office(people)
        self.category = Category.objects.get(programme="training_base", code="metallurgy")
        pool(self.category, 9)
        department_users("training_base")
        User.objects.filter(password="!").update(password=make_password(PASSWORD))
        self.known: dict[str, SimpleNamespace] = {}
        self.officer = enter(Organiser, "office-officer")
        self.city = enter(Organiser, self.office.city_officer.username)
        self.party = enter(Applicant, "representative")

    def wait(self, days: int) -> None:
        self.days += days
        self.later(self.days)

    def desk(self, kind: type, name: str):
        if name not in self.known:
            self.known[name] = self.enter(kind, name)
        return self.known[name]

    @property
    def application(self) -> Application:
        return Application.objects.get()

    @property
    def listing(self) -> int:
        return Listing.objects.get().pk

    @property
    def criteria(self) -> list[tuple[int, int]]:
        return [(row.pk, int(row.weight)) for row in Round.objects.get().criteria.all()]

    def signed(self, label: str) -> None:
        """Everybody who is asked agrees: posts of the office, members of its collective, departments."""
        while task := Signature.objects.filter(status__in=OPEN, process__outcome="").order_by("pk").first():
            if department := task.data.get("department"):
                self.desk(Countersigner, f"department-{department}").sign()
                continue
            member = User.objects.filter(pk=task.data.get("user", 0)).first()
            head = "chief" if task.process.route == "collective" else "leader"
            post = {"review": "head", "legal": "legal", "chief": "chief"}.get(task.flow_task.name, head)
            self.desk(Organiser, member.username if member else f"office-{post}").read(label).agree()

    @property
    def designation(self) -> Designation:
        return Designation.objects.get()


@pytest.fixture
def stage(enter, people, picture, later):
    return Stage(enter, people, picture, later)


def announce_and_apply(stage: Stage) -> None:
    day = today()
    stage.officer.announce(PROGRAMME, "示例批次", day, day + timedelta(20), "厅经办人甲", "厅经办人乙")
    party = stage.party.begin_in("金属冶炼").says("填报申报书")
    party.press("保存并看还缺什么").says("还有9处没有填齐")
    party.follow("继续填报").write(stage.criteria, stage.picture).says("内容已经填齐")
    party.follow("预览申报书").says("自评总分").go(f"/my/applications/{stage.application.pk}/")
    party.follow("提交申报", ".right-list").press("提交申报").says("已提交，等待受理")


def supplement_and_accept(stage: Stage) -> None:
    pk = stage.application.pk
    officer = stage.officer.application(pk).begin("一次告知补正")
    officer.fill(items="岗位清单缺3个岗位\n操作证复印件不清").press("签发补正通知书").says("还没有送达")
    officer.application(pk).hand_over()
    party = stage.party.go(f"/my/applications/{pk}/").says("请补正申报材料", "岗位清单缺3个岗位")
    party.follow("提交补正材料", ".right-list")
    for item in stage.application.supplements.get().items.all():
        party.fill(**{f"i{item.pk}-text": "已补齐，见附件。", f"i{item.pk}-files": stage.picture})
    party.press("提交补正材料").says("已提交，等待受理")
    stage.officer.application(pk).begin("受理").press("签发受理通知书").says("受理通知书")
    stage.officer.application(pk).hand_over()


def recommend_and_draw(stage: Stage) -> None:
    pk = stage.application.pk
    stage.city.go("/desk/").says("提出初审意见").application(pk).begin("初审推荐")
    stage.city.fill(verdict="材料属实，条件具备，同意推荐。").press("提出推荐意见")
    stage.wait(21)  # the window is over
    officer = stage.officer.go(f"/rounds/{Round.objects.get().pk}/").follow("抽取评审组", "main")
    day = today()
    officer.fill(size="5", begins_on=day, ends_on=day + timedelta(5)).press("抽取评审组并签发评审通知")
    officer.says("评审通知").application(pk).hand_over()


def score_and_report(stage: Stage) -> None:
    """Five experts, none of whom sees what the others gave; then their leader reports."""
    rows = list(Evaluation.objects.order_by("seat__place").select_related("seat__expert__user"))
    assert len(rows) == 5
    for less, row in enumerate(rows):
        judge = stage.desk(Judge, row.seat.expert.user.username).open(UNIT)
        judge.score(less, stage.criteria)
        assert "还没有" not in judge.text or less == 4
    leader = stage.desk(Judge, rows[0].seat.expert.user.username)
    leader.go("/expert/").follow(UNIT, "main").conclude(stage.picture)
    assert stage.application.state == "evaluated"


def list_and_publicise(stage: Stage) -> None:
    stage.officer.go("/lists/").press("拟定名单", "main").says(UNIT, "列入").press("提交集体讨论").says("已提请审批")
    stage.signed("拟定名单")
    assert stage.application.state == "shortlisted"
    stage.officer.listing(stage.listing).begin("公示名单").press("发布公示").says("公示公告")


def object_and_answer(stage: Stage) -> None:
    """One objection stops the notice of this unit until it is answered."""
    passerby = stage.desk(Passerby, "")
    receipt = passerby.object_to(UNIT, "该单位的实训场地是临时租用的。")
    pk = stage.application.pk
    stage.officer.application(pk).begin("核查异议").press("开始核查").says("已开始核查")
    stage.party.go(f"/my/applications/{pk}/").says("有人提出异议，正在核查")
    objection = stage.application.objections.get()
    officer = stage.officer.application(pk).begin("答复异议").fill(heard="单位出示了场地的产权证明。")
    officer.fill(**{f"o{objection.pk}-upheld": "no", f"o{objection.pk}-finding": "经现场核实，场地是自有的。"})
    officer.propose("答复异议")
    stage.signed("答复异议")
    passerby.go(f"/objections/?receipt={receipt}").says("异议不成立", "场地是自有的")


def countersign_and_designate(stage: Stage) -> str:
    """Five departments in parallel, then the leader; returns the code on the certificate."""
    stage.wait(14)
    tick()
    stage.officer.listing(stage.listing).begin("命名").press("送各部门会签").says("已提请审批")
    assert Signature.objects.filter(status__in=OPEN, process__outcome="").count() == 5
    stage.signed("命名")
    assert stage.application.state == "designated"
    stage.party.go(f"/my/applications/{stage.application.pk}/").says("已命名")
    stage.officer.go("/quota/").says(UNIT)
    code = stage.designation.certificate.code
    stage.desk(Passerby, "").scan(code, "命名有效")
    return code


def review_and_rectify(stage: Stage) -> None:
    """A year later the clock opens the review; what is wanting is to be put right, and is not."""
    stage.wait(367)
    tick()
    pk = stage.designation.pk
    assert stage.designation.state == "under_review"
    officer = stage.officer.designation(pk).begin("要求限期整改")
    officer.fill(items="2台实训设备停用\n缺上年培训档案", verdict="需要限期整改。").propose("要求限期整改")
    stage.signed("要求限期整改")
    stage.officer.designation(pk).hand_over()
    party = stage.party.go(f"/my/designations/{pk}/").says("2台实训设备停用").follow("报告整改情况", "main")
    party.fill(text="设备正在修复。", evidence=stage.picture).press("提交整改报告").says("整改报告已提交")
    officer = stage.officer.designation(pk).begin("整改不合格").fill(verdict="仍有1台设备停用。")
    officer.press("认定整改不合格")


def revoke(stage: Stage, code: str) -> None:
    pk = stage.designation.pk
    officer = stage.officer.designation(pk).begin("告知拟终止命名")
    officer.fill(way="revoke", ground="unmet", account="限期整改后仍不符合认定条件。", evidence=stage.picture)
    officer.propose("告知拟终止命名")
    stage.signed("告知拟终止命名")
    stage.officer.designation(pk).hand_over()
    party = stage.party.go(f"/my/designations/{pk}/").follow("陈述、申辩", "main")
    party.fill(text="设备配件缺货，请求再给一个月。").press("提交陈述、申辩").says("陈述、申辩已提交")
    stage.officer.designation(pk).begin("决定撤销、撤回命名").fill(answer="整改期限已经充分，不予采纳。").propose(
        "决定撤销、撤回命名"
    )
    stage.signed("决定撤销、撤回命名")
    assert stage.designation.state == "revoked" and slots.free(stage.category).count() == 1
    stage.desk(Passerby, "").scan(code, "命名已经撤销")


def test_from_the_announcement_to_the_free_slot(stage):
    announce_and_apply(stage)
    supplement_and_accept(stage)
    recommend_and_draw(stage)
    score_and_report(stage)
    list_and_publicise(stage)
    object_and_answer(stage)
    code = countersign_and_designate(stage)
    review_and_rectify(stage)
    revoke(stage, code)
