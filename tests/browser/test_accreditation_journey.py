"""An accreditation clicked through, each at his own screen: from the announcement of a round to a slot free again."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth.hashers import make_password

from casework.accounts.models import User
from casework.accreditation.models import Application, Category, Evaluation, Round
from casework.core.now import today
from tests.browser.accreditation_visitors import Applicant, Judge, Organiser
from tests.people import PASSWORD
from tests.workflows.accreditation.experts import pool
from tests.workflows.accreditation.listed import department_users
from tests.workflows.accreditation.office import office

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
    def criteria(self) -> list[tuple[int, int]]:
        return [(row.pk, int(row.weight)) for row in Round.objects.get().criteria.all()]

    def signed(self, label: str, *names: str) -> None:
        for name in names:
            self.desk(Organiser, f"office-{name}").read(label).agree()


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


def test_from_the_announcement_to_the_free_slot(stage):
    announce_and_apply(stage)
    supplement_and_accept(stage)
    recommend_and_draw(stage)
    score_and_report(stage)
