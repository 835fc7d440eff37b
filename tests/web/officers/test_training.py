"""The training clock: only where nothing real can be, only forward, and what it brings about is shown."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.checks import run_checks
from django.test import override_settings
from django.urls import reverse

from casework.core import training
from casework.core.models import TrainingClock
from casework.core.now import now, today
from casework.notices.models import Notice
from tests.people import cast
from tests.web.officers.acting import day, login, plain, words
from tests.workflows.story import Story

pytestmark = pytest.mark.django_db
ON = override_settings(TRAINING_MODE=True, TRAINING_DATABASE_OK=True)
REAL = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "casework"}}


@pytest.fixture
def people():
    return cast()


def move(client, **data):
    address = reverse("training")
    seen = re.search(r'name="seen" value="(\d+)"', words(client.get(address))).group(1)
    return client.post(address, {"seen": seen, **data}, follow=True)


# --- where it is there at all -------------------------------------------------------------------------------------
@pytest.mark.parametrize("settings", [{}, {"TRAINING_MODE": True}])
def test_there_is_no_clock_to_move_elsewhere(people, settings):
    """Not even with the mode on, while nothing says that the database is one for training."""
    with override_settings(**settings):
        TrainingClock.objects.create(offset=timedelta(days=90))
        before = today()
        for user in (people.officer, people.representative, people.system_admin):
            client = login(user)
            assert client.get(reverse("training")).status_code == 404
            assert client.post(reverse("training"), {"way": "days", "days": 1}).status_code == 404
        assert today() == before and TrainingClock.objects.get().offset == timedelta(days=90)
        assert "演练环境" not in words(login(people.officer).get(reverse("workbench")))


@pytest.mark.parametrize(
    ("more", "harmless"),
    [
        ({}, False),
        ({"TRAINING_DATABASE_OK": True}, True),
        ({"DEMO_ACCOUNTS": True}, True),
        ({"DATABASES": {"default": REAL["default"] | {"NAME": "casework_training"}}}, True),
        ({"DATABASES": {"default": REAL["default"] | {"NAME": "/srv/training/casework.sqlite3"}}}, False),
        ({"TRAINING_MODE": False}, True),
    ],
)
def test_a_real_database_is_complained_about(monkeypatch, more, harmless):
    flags = {"TRAINING_MODE": True, "DEMO_ACCOUNTS": False, "TRAINING_DATABASE_OK": False, "DATABASES": REAL}
    monkeypatch.setattr(training, "settings", SimpleNamespace(**flags | more))
    found = [message.id for message in training.training_is_harmless(None)]
    assert found == ([] if harmless else ["core.E001"])
    assert training.is_on() == (harmless and more.get("TRAINING_MODE", True))


def test_the_check_is_among_those_that_run():
    with override_settings(TRAINING_MODE=True):
        assert "core.E001" in [message.id for message in run_checks(tags=None)]
    assert "core.E001" not in [message.id for message in run_checks(tags=None)]


# --- the banner ---------------------------------------------------------------------------------------------------
@ON
def test_every_audience_is_warned(people):
    for user, name in (
        (people.officer, "workbench"), (people.representative, "my_home"), (people.system_admin, "admin:index"),
        (people.officer, "account"), (people.representative, "training"), (people.audit_admin, "training"),
    ):  # fmt: skip
        page = words(login(user).get(reverse(name)))
        assert "演练环境" in page and reverse("training") in page, name


@ON
def test_a_stranger_is_warned_and_moves_nothing(client, people):
    page = words(client.get(reverse("account_login")))
    assert "演练环境" in page and reverse("training") not in page
    assert client.post(reverse("training"), {"way": "days", "days": 3}).status_code == 302
    assert not TrainingClock.objects.exists()


# --- moving it ----------------------------------------------------------------------------------------------------
@ON
def test_days_and_a_date(people):
    client, first = login(people.representative), today()
    assert "没有期限届满" in words(move(client, way="days", days="3"))
    assert today() == first + timedelta(days=3)
    move(client, way="date", **day("on", first + timedelta(days=10)))
    assert today() == first + timedelta(days=10)


@ON
def test_the_next_deadline_runs_out_and_the_page_says_what_happened(people):
    story = Story(people).found().order(days=10).serve()
    due, client = story.case.findings.get().due_on, login(people.officer)
    for _move in range(12):  # other clocks of the case run out on the way
        page = move(client, way="next")
        if today() > due:
            break
    assert today() == due + timedelta(days=1)
    story.case.refresh_from_db()
    assert story.case.state == "expired"
    assert "整改期限届满" in words(page) and people.enterprise.name in words(page)
    told = Notice.objects.filter(to=people.officer, kind="period-expired").get()
    assert told.title in words(page)


@ON
def test_a_deadline_of_the_office_that_runs_out_is_named(people):
    story = Story(people).found().order(days=40)
    serve = story.dossier.deadlines.get(name="serve")
    page = move(login(people.head), way="date", **day("on", serve.due_on + timedelta(days=1)))
    assert f"“{serve.label}”期限届满" in words(page) and people.enterprise.name in words(page)
    elsewhere = login(people.neighbour_officer).get(reverse("training"), {"since": 0, "event": 0})
    assert people.enterprise.name not in words(elsewhere)


@ON
def test_what_happens_elsewhere_is_not_shown(people):
    story = Story(people).found().order(days=10).serve()
    due = story.case.findings.get().due_on
    page = move(login(people.neighbour_officer), way="date", **day("on", due + timedelta(days=1)))
    story.case.refresh_from_db()
    assert story.case.state == "expired"
    assert people.enterprise.name not in words(page) and "您能看到的案卷没有变化" in words(page)
    own = login(people.representative).get(reverse("training"), {"event": 0, "notice": 0})
    assert "整改期限届满" in words(own)


@ON
@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"way": ""}, "请选择怎么拨"),
        ({"way": "days", "days": "0"}, "请填1至400之间的整数"),
        ({"way": "days", "days": "401"}, "请填1至400之间的整数"),
        ({"way": "days"}, "请填1至400之间的整数"),
        ({"way": "date"}, "请填写年、月、日"),
        ({"way": "date", "on_y": "2026", "on_m": "2", "on_d": "30"}, "没有这一天"),
        ({"way": "date", "on_y": "2020", "on_m": "1", "on_d": "1"}, "只能往后拨"),
        ({"way": "date", "on_y": str(today().year + 4), "on_m": "1", "on_d": "1"}, "最多拨到三年以后"),
        ({"way": "next"}, "没有正在计算的期限"),
    ],
)
def test_a_wrong_move_is_refused_in_words(people, data, says):
    answer = move(login(people.officer), **data)
    assert answer.status_code == 422 and says in words(answer), plain(answer)
    assert not TrainingClock.objects.exists()


@ON
def test_a_second_click_moves_nothing(people):
    client = login(people.officer)
    once = {"seen": "0", "way": "days", "days": "5"}
    assert client.post(reverse("training"), once).status_code == 302
    before = now()
    again = client.post(reverse("training"), once)
    assert again.status_code == 422 and "时钟刚被拨过" in words(again)
    assert now() - before < timedelta(hours=1)
