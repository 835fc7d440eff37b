"""What lies on an officer's desk, and moving it to another through the gate."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.accounts.grants import put_in_charge
from casework.accounts.handover import loads, matters_of
from casework.accounts.queries import in_charge
from casework.clock.models import Deadline
from casework.core.now import now, today
from casework.enforcement.models import Inspection
from documents.models import Dossier
from workflows import engine

pytestmark = pytest.mark.django_db


def visit(people, *officers, agency=None) -> Inspection:
    """An inspection in danger, begun through the gate."""
    agency = agency or people.agency
    dossier = Dossier.objects.create(
        kind="inspection",
        agency=agency,
        enterprise=people.enterprise,
        region_code="450102",
        title=f"{people.enterprise}现场检查",
    )
    put_in_charge(dossier, officers)
    inspection = Inspection(
        dossier=dossier, agency=agency, enterprise=people.enterprise, region_code="450102", ground="danger"
    )
    facts = {"officers": [user.pk for user in officers], "shown": True, "place": "示例车间"}
    return engine.begin(inspection, "start", by=officers[0], ground="danger", lead="示例紧急事由", **facts)


def deadline(inspection: Inspection, days: int) -> Deadline:
    return Deadline.objects.create(
        dossier=inspection.dossier,
        kind="inspection",
        record=inspection.pk,
        name=f"example{days}",
        label=f"示例时限{days}",
        starts_on=today(),
        due_on=today() + timedelta(days=days),
        lapses_at=now() + timedelta(days=days + 1),
    )


def test_the_list_has_every_matter_the_nearest_date_first(people, django_assert_num_queries):
    late, soon, free = (visit(people, people.officer, people.partner) for _ in range(3))
    deadline(late, 9), deadline(soon, 2), deadline(soon, 5)
    Deadline.objects.filter(dossier=free.dossier).delete()
    Deadline.objects.filter(name="backfill").delete()
    with django_assert_num_queries(1):
        rows = matters_of(people.officer)
        found = [(row.record.pk, row.next_label) for row in rows]
    assert found == [(soon.pk, "示例时限2"), (late.pk, "示例时限9"), (free.pk, "")]
    assert [row.next_due for row in rows] == [today() + timedelta(days=2), today() + timedelta(days=9), None]
    assert matters_of(people.third_officer) == []
    assert matters_of(people.officer, [people.county]) == []


def test_loads_are_counted_in_one_query(people, django_assert_num_queries):
    for _ in range(3):
        visit(people, people.officer, people.partner)
    with django_assert_num_queries(1):
        rows = set(loads([people.agency]))
    assert rows == {(people.officer.pk, "inspection", "started", 3), (people.partner.pk, "inspection", "started", 3)}


def test_the_head_moves_a_desk_and_the_partner_stays(people, client):
    one, other = visit(people, people.officer, people.partner), visit(people, people.officer, people.partner)
    client.force_login(people.head)
    assert "2件" in client.get(reverse("handover")).content.decode()
    url = reverse("handover_officer", args=[people.officer.pk])
    assert people.enterprise.name in client.get(url).content.decode()
    data = {"dossiers": [one.dossier_id], "successor": people.third_officer.pk, "note": "调离"}
    assert client.post(url, data).url == url
    assert set(in_charge(one.dossier)) == {people.partner, people.third_officer}
    assert set(in_charge(other.dossier)) == {people.officer, people.partner}
    event = one.dossier.events.order_by("seq").last()
    assert (event.step, event.by, event.facts["note"]) == ("assign", people.head, "调离")


def test_nobody_uncertified_or_from_elsewhere_takes_over(people, client):
    inspection = visit(people, people.officer, people.partner)
    client.force_login(people.head)
    url = reverse("handover_officer", args=[people.officer.pk])
    for who in (people.uncertified, people.county_officer, people.officer):
        answer = client.post(url, {"dossiers": [inspection.dossier_id], "successor": who.pk})
        assert "successor" in answer.context["form"].errors
    assert set(in_charge(inspection.dossier)) == {people.officer, people.partner}


def test_a_refusal_of_the_gate_is_told_and_moves_nothing(people, client):
    inspection = visit(people, people.officer, people.partner)
    client.force_login(people.head)
    url = reverse("handover_officer", args=[people.officer.pk])
    page = client.post(url, {"dossiers": [inspection.dossier_id], "successor": people.partner.pk}, follow=True)
    assert "执法人员不得少于两人" in page.content.decode()
    assert set(in_charge(inspection.dossier)) == {people.officer, people.partner}


def test_nothing_chosen_is_said(people, client):
    visit(people, people.officer, people.partner)
    client.force_login(people.head)
    answer = client.post(reverse("handover_officer", args=[people.officer.pk]), {})
    assert "还没有选事项" in answer.content.decode()


def test_another_units_desks_are_not_there(people, client):
    client.force_login(people.head)
    assert client.get(reverse("handover_officer", args=[people.county_officer.pk])).status_code == 404
    assert people.county_officer.name not in client.get(reverse("handover")).content.decode()


@pytest.mark.parametrize("who", ["officer", "clerk", "chief", "representative", "security_admin"])
def test_the_page_is_for_heads_and_leaders(people, client, who):
    client.force_login(getattr(people, who))
    assert client.get(reverse("handover")).status_code == 404
    assert client.get(reverse("handover_officer", args=[people.officer.pk])).status_code == 404


def cost(client, url) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_lists_cost_the_same_for_one_and_three(people, client):
    client.force_login(people.head)
    list_url, desk_url = reverse("handover"), reverse("handover_officer", args=[people.officer.pk])
    visit(people, people.officer, people.partner)
    client.get(list_url)
    one = cost(client, list_url), cost(client, desk_url)
    for _ in range(2):
        visit(people, people.officer, people.partner)
    assert (cost(client, list_url), cost(client, desk_url)) == one
    assert max(one) <= 12
