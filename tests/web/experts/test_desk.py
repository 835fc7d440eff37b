"""The experts' desk: each sees his own, nothing before he declared himself free, no score before it is submitted."""

from decimal import Decimal

import pytest
from django.urls import reverse

from casework.accounts.models import Membership
from casework.accreditation.models import Evaluation, ExpertTie
from casework.web.models import StepDraft
from tests.casework.accreditation.rows import SINCE
from tests.people import cast
from tests.web.looking import look, queries, read
from tests.web.officers.acting import fill, inputs, login, plain
from tests.workflows.accreditation.story import Story

pytestmark = pytest.mark.django_db
ODD = Decimal("1.3")  # taken off somewhere: a figure that nothing else on a page comes to
GIVEN = "13.7"


@pytest.fixture
def story() -> Story:
    return Story(cast()).evaluating(5)


def user_of(row: Evaluation):
    return row.seat.expert.user


def page(row: Evaluation) -> str:
    return reverse("expert_evaluation", args=[row.pk])


def step(row: Evaluation, name: str) -> str:
    return reverse("expert_step", args=[row.pk, name])


def typed(story: Story, **more) -> dict:
    """Full marks but for the first criterion."""
    rows = story.scores(ODD)
    made = {f"c{row['criterion']}-{name}": str(row[name]) for row in rows for name in ("score", "reason")}
    return made | {"verdict": "条件具备，记录欠缺。", "sure": "on"} | more


def evidence(story: Story) -> int:
    return story.application.assessments.first().evidence.get().pk


# --- the way in -----------------------------------------------------------------------------------------------------
def test_an_expert_enters_his_desk(client, story):
    row = story.evaluation
    answer = look(client, user_of(row), reverse("home"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("expert_desk"))
    text = read(client, user_of(row), reverse("expert_desk"))
    assert story.people.enterprise.name in text and "1件待评分" in text and "我的评审" in text
    for user in (story.people.officer, story.people.representative, story.people.system_admin):
        assert look(client, user, reverse("expert_desk")).status_code == 404
        assert look(client, user, page(row)).status_code == 404
    assert look(client, user_of(row), reverse("applications")).status_code == 404
    assert look(client, user_of(row), reverse("dossier", args=[row.dossier_id])).status_code == 404
    assert "请评审认定申请" in read(client, user_of(row), reverse("expert_notices"))


def test_he_declares_before_he_opens_anything(client, story):
    row = story.evaluation
    user, paper = user_of(row), story.dossier.documents.get(kind="application-form")
    file = reverse("attachment", args=[evidence(story)])
    for address in (page(row), step(row, "submit")):
        assert look(client, user, address)["Location"] == step(row, "declare")
    assert look(client, user, file).status_code == 404
    browser = login(user)
    assert "请确认" in plain(fill(browser, step(row, "declare")))
    assert fill(browser, step(row, "declare"), sure="on")["Location"] == page(row)
    for address in (file, reverse("document", args=[paper.pk])):
        answer = look(client, user, address)
        assert not answer.streaming or b"".join(answer.streaming_content)  # read to the end, so that it is closed
        assert answer.status_code in (200, 202)
    text = read(client, user, page(row))
    assert "制度齐全" in text and "承诺书" in text and "逐项评分" in text


def test_nobody_opens_anothers(client, story):
    first, second = story.evaluations[:2]
    story.declare(first)
    for address in (page(first), step(first, "submit"), step(first, "recuse"), step(first, "nonsense")):
        assert look(client, user_of(second), address).status_code == 404
    assert look(client, user_of(second), reverse("attachment", args=[evidence(story)])).status_code == 404
    other = story.dossier.documents.get(kind="evaluation-notice")
    assert look(client, user_of(first), reverse("document", args=[other.pk])).status_code == 404


def test_a_tie_found_later_shuts_the_file(client, story):
    row = story.evaluation
    user = user_of(row)
    story.declare()
    ExpertTie.objects.create(expert=row.seat.expert, enterprise=story.people.enterprise, kind="paid", since=SINCE)
    for address in (page(row), step(row, "submit"), step(row, "declare")):
        assert look(client, user, address).status_code == 404
    assert look(client, user, reverse("attachment", args=[evidence(story)])).status_code == 404
    assert "不能评审" in read(client, user, reverse("expert_desk"))
    fill(login(user), step(row, "recuse"), reason="受聘于该单位")
    assert story.evaluation.state == "recused"
    assert "没有待评分的申报" in read(client, user, reverse("expert_desk"))
    assert look(client, user, step(row, "recuse")).status_code == 404


# --- scoring --------------------------------------------------------------------------------------------------------
def test_scores_are_kept_and_then_submitted(client, story):
    row = story.declare()
    browser = login(user_of(row))
    half = {key: value for key, value in typed(story).items() if key != "verdict"}
    first = next(iter(half))
    answer = browser.post(step(row, "submit"), {**inputs(browser.get(step(row, "submit"))), first: GIVEN, "keep": "1"})
    assert answer.status_code == 302 and StepDraft.objects.get().data[first] == GIVEN
    again = browser.get(step(row, "submit"))
    assert GIVEN in again.content.decode() and "草稿由" in again.content.decode()
    assert fill(browser, step(row, "submit"), **typed(story))["Location"] == page(row)
    row.refresh_from_db()
    assert row.state == "submitted" and not StepDraft.objects.exists()
    text = read(client, user_of(row), page(row))
    assert GIVEN in text and "记录不全" in text and "您已于" in text
    assert look(client, user_of(row), step(row, "submit")).status_code == 409


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"score": "15.1"}, "得分在0至15分之间，最多一位小数"),
        ({"score": "-1"}, "得分在0至15分之间，最多一位小数"),
        ({"score": "十"}, "得分在0至15分之间，最多一位小数"),
        ({"score": "1.25"}, "得分在0至15分之间，最多一位小数"),
        ({"score": ""}, "还没有评分"),
        ({"score": "NaN"}, "得分在0至15分之间，最多一位小数"),
        ({"reason": " "}, "没有得满分，请写明扣分说明"),
    ],
)
def test_a_wrong_score_says_where(story, change, words):
    row = story.declare()
    first = story.round.criteria.first()
    typed_wrong = {f"c{first.pk}-{name}": value for name, value in change.items()}
    answer = fill(login(user_of(row)), step(row, "submit"), **typed(story, **typed_wrong))
    assert answer.status_code == 422 and "TB1" in plain(answer) and words in plain(answer)
    row.refresh_from_db()
    assert row.state == "assigned"


def test_unconfirmed_is_not_submitted(story):
    row = story.declare()
    given = typed(story)
    given.pop("sure")
    assert "请确认后再提交" in plain(fill(login(user_of(row)), step(row, "submit"), **given))


# --- blind ----------------------------------------------------------------------------------------------------------
def places(story: Story) -> dict[str, list]:
    """Every page on which somebody might read a score, and who may open it."""
    p, application = story.people, story.application
    office = [p.officer, p.partner, p.leader, story.office.city_officer]
    return {
        reverse("application", args=[application.pk]): office,
        reverse("trail", args=[application.dossier_id]): [*office, p.representative],
        reverse("panel", args=[story.panel.pk]): [p.officer, p.leader],
        reverse("workbench"): office,
    }


def shown(client, user, address) -> str:
    """The words of the page, wherever it leads."""
    client.force_login(user)
    return plain(client.get(address, follow=True))


def test_no_page_shows_a_score_before_it_is_submitted(client, story):
    """Kept as a draft it is the expert's alone; submitted, the office reads it, and the other experts still do not."""
    first, second = (story.declare(row) for row in story.evaluations[:2])
    browser = login(user_of(first))
    kept = {**inputs(browser.get(step(first, "submit"))), **typed(story), "keep": "1"}
    assert browser.post(step(first, "submit"), kept).status_code == 302

    def read_by_others() -> list[str]:
        return [
            address
            for address, users in places(story).items()
            for user in users
            if GIVEN in read(client, user, address)
        ]

    def read_by_experts() -> list[str]:
        return [
            address
            for row in story.evaluations[1:]
            for address in (reverse("expert_desk"), page(row), step(row, "submit"))
            if GIVEN in shown(client, user_of(row), address)
        ]

    assert read_by_others() == [] and read_by_experts() == []
    assert fill(browser, step(first, "submit"), **typed(story)).status_code == 302
    assert set(read_by_others()) == {reverse("application", args=[story.pk])}
    assert read_by_experts() == []
    story.submit(second)
    assert read_by_experts() == [], "nor after his own: the panel's scores are its leader's to read"
    assert not story.dossier.documents.filter(kind="score-sheet").exists()


def test_the_applicant_learns_when_it_is_evaluated_and_not_by_whom(client, story):
    for place, row in enumerate(story.evaluations, 1):
        story.submit(row, place)
    story.go("conclude_evaluation", by=story.leader, **story.report())
    text = read(client, story.people.representative, reverse("trail", args=[story.application.dossier_id]))
    names = [row.seat.expert.name for row in story.evaluations]
    assert "抽取评审组" in text and not [name for name in names if name in text]
    for paper in story.dossier.documents.filter(kind__in=["score-sheet", "site-report"]):
        assert look(client, story.people.representative, reverse("document", args=[paper.pk])).status_code == 404
    photo = story.application.site_report.photos.get()
    assert look(client, story.people.representative, reverse("attachment", args=[photo.pk])).status_code == 404


def test_who_also_acts_for_a_unit_finds_both_doors(client, story):
    user, other = user_of(story.evaluation), story.people.other_enterprise
    Membership.objects.create(user=user, role="representative", enterprise=other, valid_from=SINCE)
    assert look(client, user, reverse("home"))["Location"] == reverse("my_home")
    assert "专家评审" in read(client, user, reverse("my_home"))
    assert "1件待评分" in read(client, user, reverse("expert_desk"))


def test_scores_are_the_organising_offices(client, story):
    """The city bureau reads the application, and not what the panel says of it."""
    story.submit(story.evaluation, ODD)
    address = reverse("application", args=[story.pk])
    assert GIVEN in read(client, story.people.officer, address)
    assert "专家评分" not in read(client, story.office.city_officer, address)
    assert look(client, story.office.city_officer, reverse("panel", args=[story.panel.pk])).status_code == 404


# --- the leader -----------------------------------------------------------------------------------------------------
def test_the_leader_concludes(client, story):
    for place, row in enumerate(story.evaluations, 1):
        story.submit(row, place)
    leads, second = story.evaluations[:2]
    address = reverse("expert_conclude", args=[leads.pk])
    assert "现场评估报告" in read(client, user_of(leads), page(leads)) and "专家评分" in read(
        client, user_of(leads), page(leads)
    )
    assert "专家评分" not in read(client, user_of(second), page(second))
    assert look(client, user_of(second), reverse("expert_conclude", args=[second.pk])).status_code == 403
    browser = login(user_of(leads))
    report = story.report()
    given = {
        "participants": report["participants"], "course": report["course"], "findings": report["findings"],
        "conclusion": "for", "photos_kept": report["photos"], "signatures_kept": report["signatures"],
    }  # fmt: skip
    assert "请附现场照片" in plain(fill(browser, address, **{**given, "photos_kept": []}))
    assert fill(browser, address, **given)["Location"] == page(leads)
    assert story.application.state == "evaluated" and story.application.site_report.photos.count() == 1
    assert "评审已经汇总" in read(client, user_of(leads), page(leads))
    assert "逐项核对" in read(client, story.people.officer, reverse("application", args=[story.pk]))


def test_a_desk_stays_light(client, story):
    assert queries(client, user_of(story.evaluation), reverse("expert_desk")) <= 18
