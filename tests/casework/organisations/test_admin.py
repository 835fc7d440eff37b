"""The administrators' tables of reference data: who may change them, and what a change does to a confirmation."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.clock.models import Period
from casework.enforcement.models import Basis
from casework.organisations.models import Agency, Enterprise, Industry
from tests.casework.organisations.test_importers import code, row, table

pytestmark = pytest.mark.django_db

TABLES = ["organisations_region", "organisations_department", "organisations_industry", "organisations_agency",
          "organisations_enterprise", "enforcement_violation", "enforcement_basis"]  # fmt: skip
IMPORT = "admin:organisations_enterprise_import"


def form_of(client, name: str, pk) -> tuple[str, dict]:
    """The address of a change form and what it would send unchanged."""
    address = reverse(f"admin:{name}_change", args=[pk])
    form = client.get(address).context["adminform"].form
    values = {f.html_name: f.value() for f in form}
    return address, {k: v for k, v in values.items() if v is not None and v is not False and str(v)}


@pytest.mark.parametrize("name", TABLES)
def test_system_administrator_keeps_every_table_and_the_auditor_reads_it(client, people, name):
    for person, may_add in ((people.system_admin, True), (people.audit_admin, False)):
        client.force_login(person)
        assert client.get(reverse(f"admin:{name}_changelist")).status_code == 200
        assert (client.get(reverse(f"admin:{name}_add")).status_code == 200) is may_add


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("person", ["officer", "legal", "chief", "representative"])
def test_nobody_else_finds_them(client, people, name, person):
    client.force_login(getattr(people, person))
    assert client.get(reverse(f"admin:{name}_changelist")).status_code == 404


def test_a_change_stands_in_the_history_with_its_author(client, people):
    client.force_login(people.system_admin)
    address, form = form_of(client, "organisations_industry", "other")
    assert client.post(address, form | {"name": "工贸"}).status_code == 302
    industry = Industry.objects.get(pk="other")
    assert industry.name == "工贸" and industry.history.latest().history_user == people.system_admin
    assert "工贸" in client.get(reverse("admin:organisations_industry_history", args=["other"])).content.decode()


def test_a_changed_article_is_unconfirmed_until_legal_staff_read_it_again(client, people):
    basis = Basis.objects.filter(confirmed=True).first()
    basis.confirmed_by = people.legal
    basis.save()
    client.force_login(people.system_admin)
    address, form = form_of(client, "enforcement_basis", basis.pk)
    assert "confirmed" not in form
    client.post(address, form)
    basis.refresh_from_db()
    assert basis.confirmed  # saved without a change: still confirmed
    assert client.post(address, form | {"unit_max": "90000"}).status_code == 302
    basis.refresh_from_db()
    assert (basis.unit_max, basis.confirmed, basis.confirmed_by) == (90000, False, None)


def test_a_changed_period_is_unconfirmed(client, people):
    period = Period.objects.filter(confirmed=True).first()
    client.force_login(people.system_admin)
    address, form = form_of(client, "clock_period", period.pk)
    assert client.post(address, form | {"amount": period.amount + 1}).status_code == 302
    period.refresh_from_db()
    assert not period.confirmed


def test_a_changed_profile_is_unconfirmed(client, people):
    Agency.objects.filter(pk=people.agency.pk).update(site_confirmed=True)
    client.force_login(people.system_admin)
    address, form = form_of(client, "organisations_agency", people.agency.pk)
    assert client.post(address, form | {"court": "示例人民法院", "site_confirmed": "on"}).status_code == 302
    people.agency.refresh_from_db()
    assert (people.agency.court, people.agency.site_confirmed) == ("示例人民法院", False)


def test_an_enterprise_is_searched_by_two_characters(client, people):
    client.force_login(people.system_admin)
    text = client.get(reverse("admin:organisations_enterprise_changelist"), {"q": "冶金"}).content.decode()
    assert people.enterprise.name in text and people.producer.name not in text


def upload(client, data: bytes):
    return client.post(reverse(IMPORT), {"table": SimpleUploadedFile("企业.csv", data)}).content.decode()


def test_import_page(client, people):
    client.force_login(people.system_admin)
    listing = client.get(reverse("admin:organisations_enterprise_changelist")).content.decode()
    assert reverse(IMPORT) in listing
    assert "新增2家，更新0家，0家没有变化。" in upload(client, table(row(1), row(2)))
    enterprise = Enterprise.objects.get(credit_code=code(1))
    assert enterprise.history.latest().history_user == people.system_admin
    before = Enterprise.objects.count()
    text = upload(client, table(row(3), row(4, 行业="<b>渔业")))
    assert "有1处要改" in text and "第3行：行业“&lt;b&gt;渔业”找不到" in text
    assert Enterprise.objects.count() == before
    assert "表头缺少" in upload(client, b"x")
    assert "还没有选文件" in client.post(reverse(IMPORT)).content.decode()


@pytest.mark.parametrize(("person", "status"), [("audit_admin", 404), ("officer", 404), ("security_admin", 404)])
def test_import_page_is_the_system_administrators(client, people, person, status):
    client.force_login(getattr(people, person))
    assert client.post(reverse(IMPORT)).status_code == status


def test_dates_of_a_rule_can_be_ended(client, people):
    basis = Basis.objects.get(violation="V3", industry=None, tier=1, party="unit", valid_to=None)
    client.force_login(people.system_admin)
    address, form = form_of(client, "enforcement_basis", basis.pk)
    assert client.post(address, form | {"valid_to": "2027-12-31"}).status_code == 302
    basis.refresh_from_db()
    assert basis.valid_to == date(2027, 12, 31)
