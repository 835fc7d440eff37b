"""A panel's work in a browser: scored on the phone and without scripts, concluded and signed, read by the office."""

import pytest
from django.contrib.auth.hashers import make_password

from casework.accounts.models import User
from tests.browser.panel_member import PanelMember
from tests.browser.visitor import PHONE, Visitor
from tests.people import PASSWORD
from tests.workflows.accreditation.story import Story

pytestmark = pytest.mark.needs("chromium")


def test_three_experts_score_and_their_leader_concludes(enter, people, picture):
    story = Story(people).evaluating(3)
    User.objects.filter(username__regex="^(expert|office)-").update(password=make_password(PASSWORD))
    names = [row.seat.expert.user.username for row in story.evaluations]
    unit = story.people.enterprise.name
    leader = enter(PanelMember, names[0], PHONE)
    leader.open(unit).type_scores({"TB1": "13.5", "TB7": "6"}).press("保存草稿").says("草稿由")
    assert leader.page.locator(".scoring input").first.input_value() == "13.5"
    leader.submit().says("您已于")
    enter(PanelMember, names[1]).open(unit).type_scores({"TB2": "9"}).submit().says("提交评分")
    enter(PanelMember, names[2], scripts=False).open(unit).type_scores({}).submit().says("提交评分")
    assert story.application.evaluations.filter(state="submitted").count() == 3
    leader.go("/expert/").follow(f"查看：{unit}", "main").says("专家已全部提交", "专家评分").conclude(picture)
    leader.says("评审已经汇总")
    assert story.application.state == "evaluated"
    for size in ((1440, 900), PHONE):
        officer = enter(Visitor, "office-officer", size)
        officer.go(f"/applications/{story.pk}/").says("专家评分", "13.5", "现场评估报告")
        officer.go(f"/panels/{story.panel.pk}/").says("怎样核对抽取结果", "组长")
