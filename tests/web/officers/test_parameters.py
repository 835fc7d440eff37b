"""The page of unconfirmed parameters: all of them, with their source; legal staff confirm, and history says who."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.accreditation.models import Criterion
from casework.clock.models import Holiday, Period, Threshold
from casework.enforcement import reference as enforcement
from casework.enforcement.models import Basis
from casework.organisations.models import Agency
from casework.penalties.models import Benchmark
from casework.web.officers import parameters

pytestmark = pytest.mark.django_db

PAGE = "parameters"


@pytest.fixture
def waiting(people) -> dict[str, int]:
    return {
        "period": Period.objects.filter(confirmed=False).count(),
        "threshold": Threshold.objects.filter(confirmed=False).count(),
        "basis": Basis.objects.filter(confirmed=False).count(),
        "benchmark": Benchmark.objects.filter(confirmed=False).count(),
        "criterion": Criterion.objects.filter(confirmed=False).count(),
        "holiday": Holiday.objects.filter(provisional=True).count(),
        "agency": 1,
    }


def page(client, user) -> str:
    client.force_login(user)
    answer = client.get(reverse(PAGE))
    assert answer.status_code == 200
    return answer.content.decode()


def confirm(client, user, slug, row, seen=None, follow=True):
    client.force_login(user)
    seen = parameters.TABLES[slug].show(row).value if seen is None else seen
    return client.post(reverse("parameter_confirm", args=[slug, row.pk]), {"seen": seen}, follow=follow)


def first(slug: str):
    match slug:
        case "period":
            return Period.objects.filter(confirmed=False).first()
        case "threshold":
            return Threshold.objects.filter(confirmed=False).first()
        case "basis":
            return Basis.objects.filter(confirmed=False).first()
        case "benchmark":
            return Benchmark.objects.filter(confirmed=False).first()
        case "criterion":
            return Criterion.objects.filter(confirmed=False).first()
        case "holiday":
            return Holiday.objects.filter(provisional=True).first()
        case _:
            return Agency.objects.get(region_id="450100")


def test_everything_unconfirmed_is_listed_with_its_source(client, people, waiting):
    text = page(client, people.legal)
    assert all(waiting.values()) and f"{sum(waiting.values())}项还没有核定" in text
    for model in (Period, Threshold, Basis, Benchmark, Criterion):
        for row in model.objects.filter(confirmed=False):
            assert row.source in text
    assert "《安全生产培训管理办法》第三十六条第（一）项" in text
    assert people.agency.court in text and people.neighbour.court not in text


def test_what_is_confirmed_is_not_listed(client, people):
    assert "第九十七条第（七）项" not in page(client, people.legal)


@pytest.mark.parametrize("slug", ["period", "threshold", "basis", "criterion", "holiday", "agency"])
def test_legal_staff_confirm_and_history_says_who_and_when(client, people, slug):
    row = first(slug)
    answer = confirm(client, people.legal, slug, row)
    assert "已核定" in answer.content.decode()
    row.refresh_from_db()
    last = row.history.latest()
    assert (last.history_user, last.history_change_reason) == (people.legal, "核定") and last.history_date
    if slug in {"period", "threshold", "basis", "criterion"}:
        assert row.confirmed and row.confirmed_by == people.legal
    else:
        assert row.provisional is False if slug == "holiday" else row.site_confirmed


def test_a_confirmed_row_is_not_loaded_over(client, people):
    row = first("basis")
    confirm(client, people.legal, "basis", row)
    enforcement.load()
    row.refresh_from_db()
    assert row.confirmed and row.confirmed_by == people.legal


@pytest.mark.parametrize("person", ["officer", "head", "leader", "chief", "clerk"])
def test_others_of_the_office_read_and_do_not_confirm(client, people, person):
    user = getattr(people, person)
    assert 'value="' not in page(client, user).split("<h1>")[1].split("</main>")[0]
    row = first("period")
    assert confirm(client, user, "period", row).status_code == 404
    row.refresh_from_db()
    assert not row.confirmed


@pytest.mark.parametrize("person", ["representative", "system_admin", "security_admin", "audit_admin"])
def test_nobody_else_finds_the_page(client, people, person):
    client.force_login(getattr(people, person))
    assert client.get(reverse(PAGE)).status_code == 404
    assert confirm(client, getattr(people, person), "period", first("period")).status_code == 404


def test_a_figure_changed_meanwhile_is_not_confirmed_blindly(client, people):
    row = first("period")
    seen = parameters.show_period(row).value
    row.amount += 1
    row.save()
    answer = confirm(client, people.legal, "period", row, seen)
    assert parameters.CHANGED in answer.content.decode()
    row.refresh_from_db()
    assert not row.confirmed


def test_twice(client, people):
    row = first("threshold")
    confirm(client, people.legal, "threshold", row)
    assert parameters.ALREADY in confirm(client, people.legal, "threshold", row).content.decode()
    assert row.history.filter(history_change_reason="核定").count() == 1


def test_a_profile_with_blanks_is_not_confirmed(client, people):
    agency = people.agency
    agency.court, agency.bank_account = "（待填写）人民法院", ""
    agency.save()
    answer = confirm(client, people.legal, "agency", agency).content.decode()
    assert "还有没填的：有管辖权的人民法院、代收账号。" in answer
    agency.refresh_from_db()
    assert not agency.site_confirmed


def test_another_agencys_profile_is_not_ours_to_confirm(client, people):
    assert parameters.ALREADY in confirm(client, people.legal, "agency", people.neighbour).content.decode()
    people.neighbour.refresh_from_db()
    assert not people.neighbour.site_confirmed


def test_a_profile_is_confirmed_by_the_agencys_own_legal_staff(client, people):
    """Holding the permission in one agency and another role in a second does not carry over."""
    people.legal.memberships.create(role="officer", agency=people.county, valid_from="2020-01-01")
    assert confirm(client, people.legal, "agency", people.county).status_code == 404


def test_nothing_changes_by_get(client, people):
    client.force_login(people.legal)
    assert client.get(reverse("parameter_confirm", args=["period", first("period").pk])).status_code == 405


def test_an_unknown_table(client, people):
    client.force_login(people.legal)
    assert client.post(reverse("parameter_confirm", args=["user", 1])).status_code == 404


def test_all_done(client, people):
    for model in (Period, Threshold, Basis, Benchmark, Criterion):
        model.objects.update(confirmed=True)
    Holiday.objects.update(provisional=False)
    Agency.objects.update(site_confirmed=True)
    assert "没有待核定的参数" in page(client, people.legal)


def test_queries_do_not_grow_with_the_rows(client, people, django_assert_num_queries):
    client.force_login(people.legal)
    client.get(reverse(PAGE))  # the session is noted once
    with CaptureQueriesContext(connection) as many:
        client.get(reverse(PAGE))
    for model in (Period, Threshold, Basis, Benchmark, Criterion):
        model.objects.exclude(pk=model.objects.filter(confirmed=False).values("pk")[:1]).update(confirmed=True)
    with django_assert_num_queries(len(many)):
        client.get(reverse(PAGE))
