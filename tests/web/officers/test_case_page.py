"""The case page: clocks that explain themselves, what is lawful and what is not yet, what was found and written."""

import pytest
from django.urls import reverse

from casework.web import actions, clocks
from documents.models import Document
from tests.web.looking import look, queries, read
from tests.workflows.story import Story

pytestmark = pytest.mark.django_db
TABS = ("overview", "documents", "evidence", "timeline")


def page_of(story, tab="overview") -> str:
    return f"{reverse('case', args=[story.case.pk])}?tab={tab}"


@pytest.fixture
def story(people):
    return Story(people).found().order(days=15).serve()


def test_the_head_says_whose_case_it_is_and_where_it_stands(client, people, story):
    text = read(client, people.officer, page_of(story))
    for words in (story.case.number, people.enterprise.credit_code, "整改中", "执法员甲、执法员乙", "南宁市应急管理局"):
        assert words in text


def test_every_clock_explains_its_date(client, people, story):
    text = read(client, people.officer, page_of(story))
    assert "整改期限" in text and "剩 15 天" in text and "这个日期怎么算的" in text
    assert "文书载明的日期" in text and "起算当日，不计入" in text


def test_what_is_not_lawful_yet_says_why_and_by_which_article(client, people, story):
    text = read(client, people.officer, page_of(story))
    assert "现在还不能办" in text and "没有等待答复的延期申请" in text and "安全生产法" in text
    assert "到“已改正，待结案”才能办" in text


def test_buttons_are_only_what_this_person_may_do_now(people, story):
    mine, leader = actions.of(story.case, people.officer), actions.of(story.case, people.leader)
    assert "recheck" in {a.name for a in mine.lawful}
    assert "recheck" not in {a.name for a in leader.lawful + leader.more}
    assert "须由承办人办理" in {a.missing for a in leader.locked}
    assert not {a.name for a in mine.lawful + mine.more} & {a.name for a in mine.locked}


def test_a_step_of_the_party_is_entered_from_its_signed_paper(people, story):
    entered = [a for a in actions.of(story.case, people.officer).lawful if a.name == "report"]
    assert [a.note for a in entered] == [actions.PAPER["party"]] and not entered[0].primary
    assert {a.name for a in actions.of(story.case, people.representative, audience="party").lawful} >= {"report"}


def test_the_one_primary_button_is_what_the_law_expects_next(people):
    story = Story(people).found()

    def primary() -> list[str]:
        found = actions.of(story.case, people.officer)
        return [a.name for a in found.lawful + found.more if a.primary]

    assert primary() == ["order"]
    story.order().serve()
    assert primary() == []  # now it is the party's turn
    story.report()
    assert primary() == ["recheck"]


def test_findings_show_articles_dates_and_the_answer(client, people, story):
    assert "未提交" in read(client, people.officer, page_of(story))
    text = read(client, people.officer, page_of(story.report()))
    assert "已补训并考核合格" in text and "待复查" in text and "第二十八条" in text and "罚则" in text


def test_an_unserved_paper_and_an_open_proposal_are_shown(client, people):
    story = Story(people).found().order()
    text = read(client, people.officer, page_of(story))
    assert "还没有送达" in text and "待送达" in text
    assert "正在审批" in text and "待签" in text  # the unplanned visit is approved afterwards


def test_papers_wait_for_their_file_and_then_offer_it(client, people, story):
    text = read(client, people.officer, page_of(story, "documents"))
    assert "正在生成" in text and "直接送达" in text and "示例收件人签收" in text
    Document.objects.filter(dossier=story.dossier).update(last_error="x")
    assert "生成失败，正在重试" in read(client, people.officer, page_of(story, "documents"))


def test_evidence_names_what_it_proves(client, people, story):
    text = read(client, people.officer, page_of(story, "evidence"))
    assert "现场照片.jpg" in text and "证明第1项" in text and "签名" in text


def test_the_trail_tab_shows_who_was_told(client, people, story):
    text = read(client, people.officer, page_of(story, "timeline"))
    assert "全程留痕" in text and "企业经办人甲" in text and "收到责令限期整改指令书" in text


@pytest.mark.parametrize("tab", [*TABS, "nonsense"])
def test_another_territory_gets_404(client, people, story, tab):
    for user in (people.neighbour_officer, people.representative, people.system_admin, people.audit_admin):
        assert look(client, user, page_of(story, tab)).status_code == 404
        assert look(client, user, reverse("inspection", args=[story.inspection.pk])).status_code == 404
    for user in (people.province_officer, people.county_officer, people.legal, people.chief):
        assert look(client, user, page_of(story, tab)).status_code == 200


@pytest.mark.parametrize("tab", TABS[1:])
def test_queries_do_not_grow_with_what_lies_in_the_dossier(client, people, story, tab):
    """Three papers, findings, files and events more: the same number of statements."""
    before = queries(client, people.officer, page_of(story, tab))
    story.report().recheck().serve()
    assert queries(client, people.officer, page_of(story, tab)) <= before


def test_queries_of_the_overview_do_not_grow_with_findings(client, people):
    one, three = Story(people).found(), Story(people).start().find().find("V2").find("V3").conclude()
    few = queries(client, people.officer, page_of(one.order()))
    assert queries(client, people.officer, page_of(three.order())) <= few


def test_a_long_period_lists_only_the_days_that_need_a_reason(people, story):
    found = {clock.label: clock for clock in clocks.of(story.dossier)}
    suit, served = found["提起行政诉讼"], found["文书送达"]
    assert suit.shortened and len(suit.days) < 10
    assert not served.shortened and len(served.days) > 7
    assert all(day.reason for day in suit.days + served.days)


def test_ended_clocks_stand_below_the_running_ones(people, story):
    flags = [clock.running for clock in clocks.of(story.dossier)]
    assert flags == sorted(flags, reverse=True) and False in flags


@pytest.mark.parametrize("told", ["planned", "started", "found", "corrected", "closed"])
def test_the_inspection_page_reads_in_every_state(client, people, told):
    story = Story(people)
    if told == "started":
        story.start()
    elif told in ("found", "corrected"):
        getattr(story, told)()
    elif told == "closed":
        story.corrected().serve().decline().close()
    text = read(client, people.officer, reverse("inspection", args=[story.inspection.pk]))
    assert people.enterprise.name in text and ("现场照片.jpg" in text) is (told not in ("planned", "started"))
    if told == "closed":
        assert "已结案" in read(client, people.officer, page_of(story))


def test_what_people_wrote_cannot_become_markup(client, people):
    story = Story(people).start().find(fact="3名<script>alert(1)</script>工&𠮷上岗作业").conclude().order()
    page = look(client, people.officer, page_of(story)).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
