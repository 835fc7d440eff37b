"""Pages of a list in a real browser, wide and narrow: the office, a department, whoever reads the notice."""

import pytest

from casework.accreditation.models import Objection
from tests.browser.visitor import PHONE, Visitor
from tests.people import PASSWORD
from tests.workflows.accreditation.story import Story

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.once]
SIZES = [(1440, 900), PHONE]


def let_in(user):
    user.set_password(PASSWORD)
    user.save()
    return user.username


@pytest.fixture
def story(people):
    return Story(people)


@pytest.mark.parametrize("size", SIZES)
def test_the_office_draws_up_and_publicises(enter, story, size):
    story.evaluated()
    officer = enter(Visitor, let_in(story.people.officer), size).go("/lists/").says("可以拟定名单")
    officer.press("拟定名单", "main").says("排名和名单", "列入", "提交集体讨论")
    story.draw_up()
    officer.go(f"/lists/{story.listing.pk}/").says("名额1个", "抽签，种子", "公示名单")
    officer.follow("公示名单").says("名单上的单位一起公示").press("发布公示").says("已签发公示公告")
    officer.says("公示中", "剩").go("/lists/").says("1家")
    story.object()
    officer.go(f"/applications/{story.pk}/").says("示例群众甲", "没有答复")
    story.go("open_objection")
    officer.go(f"/steps/application/{story.pk}/resolve_objection/").says("临时租用", "异议不成立")


@pytest.mark.parametrize("size", SIZES)
def test_a_department_countersigns(enter, story, size):
    name = let_in(story.departments["czt"])
    story.publicised().notice_over().circulate()
    department = enter(Visitor, name, size).says("会签事项", "自治区财政厅")
    department.follow("命名：").says("拟命名单位", story.people.enterprise.name, "签署后不能修改")
    department.page.get_by_text("同意", exact=True).first.click()
    department.press("签署会签意见").says("已签署会签意见", "现在没有等待会签的事项")


@pytest.mark.parametrize("size", SIZES)
def test_anybody_reads_the_notice_and_objects(enter, story, size):
    story.publicised()
    passer_by = enter(Visitor, size=size).go("/announcements/").follow("安全技能实训考核示范基地（金属冶炼）")
    passer_by.says(story.people.enterprise.name, "怎样提出异议").follow("提出异议", "table")
    page = passer_by.page
    page.fill("[name=name]", "示例群众甲")
    page.fill("[name=contact]", "0771-0000009")
    page.fill("[name=grounds]", "实训场地是临时租用的。")
    passer_by.press("提交异议", "main")
    passer_by.says(Objection.objects.get().receipt, "正在核查").go("/designated/").says("现在没有命名的单位")
