"""Pages of a designation in a real browser, wide and narrow: the office, the unit, whoever scans the certificate."""

import pytest

from tests.browser.visitor import PHONE, Visitor
from tests.people import PASSWORD
from tests.workflows.accreditation.tenure_story import Tenure

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.once]
SIZES = [(1440, 900), PHONE]


@pytest.fixture
def story(people):
    told = Tenure(people)
    told.people.officer.set_password(PASSWORD)
    told.people.officer.save()
    return told


@pytest.mark.parametrize("size", SIZES)
def test_the_office_reads_and_reviews(enter, story, size):
    story.named().do("open_review", ground="yearly")
    officer = enter(Visitor, story.people.officer.username, size)
    officer.go("/quota/").says("30个名额，空缺29个").go("/designations/?view=review")
    officer.go("/yearly-reviews/").says("没有不利情况的1家")
    officer.press("认定所选单位复核合格", "main").says("1家单位复核合格，命名继续有效。", "没有不利情况的0家")
    assert story.designation.state == "active"
    officer.go(f"/designations/{story.held}/").says("命名复核表", "年度复核")
    officer.follow("告知拟终止命名").says("撤销针对单位的过错")


@pytest.mark.parametrize("size", SIZES)
def test_the_unit_reads_what_is_asked_of_it(enter, story, size):
    story.refused()
    unit = enter(Visitor, story.people.representative.username, size)
    unit.go(f"/my/designations/{story.held}/").says("请限期整改", "仍有1台设备停用。")
    unit.follow("报告整改情况").says("整改材料")
    unit.go("/my/").says("请限期整改")


@pytest.mark.parametrize("size", SIZES)
def test_whoever_scans_it_sees_how_it_stands(enter, story, size):
    code = story.revoked().designation.certificate.code
    enter(Visitor, size=size).go(f"/verify/{code}/").says("命名已经撤销", "已撤销")
