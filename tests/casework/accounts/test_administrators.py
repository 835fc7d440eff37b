"""三员: three administrators, each with tables of his own, none of them with a case."""

from datetime import date
from urllib.parse import unquote

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from casework.accounts.admin_site import CaseworkAdminSite, GovernedAdmin
from casework.accounts.models import LoginRecord, Membership, OfficerCertificate, User
from casework.accounts.queries import audience
from casework.accounts.roles import Role
from casework.organisations.models import Department
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
THREE = ("system_admin", "security_admin", "audit_admin")
# Written by the gate, the clock and the sweeps only.
NEVER_WRITTEN = {
    "enforcement": {"inspection", "case", "finding", "order", "measure", "report", "recheck", "extensionrequest"},
    "documents": {"dossier", "document", "service", "serial", "attachment", "dossieruserobjectpermission"},
    "trail": {"event", "seal", "sealleaf", "fault"},
    "clock": {"deadline"},
    "workflows": {"proposal", "signature"},
    "notices": {"notice"},
    "accounts": {"loginrecord", "accesscode", "accessclaim"},
    "admin": {"logentry"},
}


def inside(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def asked(person: User):
    request = RequestFactory().get("/admin/")
    request.user = person
    return request


def test_the_site_is_ours():
    assert isinstance(admin.site._wrapped if hasattr(admin.site, "_wrapped") else admin.site, CaseworkAdminSite)


def test_strangers_go_to_the_products_login(client):
    for path in ("/admin/", "/admin/accounts/user/"):
        answer = client.get(path, follow=True)
        door, asked_for = unquote(answer.redirect_chain[-1][0]).split("?next=")
        assert (door, asked_for) == (reverse("account_login"), path)
        assert "<title>登录 · 桂安办案</title>" in answer.content.decode()
    answer = client.post("/admin/login/", {"username": "x", "password": "y"})
    assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("who", ["officer", "chief", "representative"])
@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/admin/accounts/user/", "/admin/clock/period/"])
def test_others_find_nothing_there(people, who, path):
    person = getattr(people, who)
    User.objects.filter(pk=person.pk).update(is_staff=True)
    assert inside(person).get(path).status_code == 404


@pytest.mark.parametrize("who", THREE)
def test_each_enters_and_a_visit_to_the_login_leads_in(people, who):
    client = Client()
    client.post(reverse("account_login"), {"login": who.replace("_", "-"), "password": PASSWORD})
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/login/").url == reverse("admin:index")
    assert client.post("/admin/logout/").url == reverse("account_logout")
    assert client.get("/admin/password_change/").url == reverse("account_change_password")


def test_who_keeps_what(people):
    """Every registered table: its keeper writes, the auditor reads, nobody else sees it."""
    keepers = {"admin.reference": "system_admin", "admin.people": "security_admin", "admin.audit": "audit_admin"}
    for model, table in admin.site._registry.items():
        governed = isinstance(table, GovernedAdmin)
        keeper = keepers[table.permission] if governed else None
        for who in (*THREE, "officer", "chief", "representative"):
            request = asked(getattr(people, who))
            reads, writes = table.has_view_permission(request), table.has_change_permission(request)
            assert reads == (who == keeper or (governed and who == "audit_admin")), (model, who)
            assert writes == (who == keeper and not table.read_only), (model, who)
            assert table.has_add_permission(request) == writes or not table.has_add_permission(request), (model, who)
            assert not table.has_delete_permission(request) or (writes and table.deletable), (model, who)


def test_every_chapter_with_reference_data_is_there(people):
    kept = {model._meta.label for model, table in admin.site._registry.items() if isinstance(table, GovernedAdmin)}
    assert {
        "organisations.Agency", "organisations.Region", "clock.Period", "clock.Holiday", "enforcement.Violation",
        "accounts.User", "accounts.Membership", "accounts.OfficerCertificate", "accounts.Deputation",
    } <= kept  # fmt: skip


def test_matters_papers_and_trails_are_never_written_here(people):
    for model, table in admin.site._registry.items():
        if model._meta.model_name not in NEVER_WRITTEN.get(model._meta.app_label, set()):
            continue
        for who in THREE:
            request = asked(getattr(people, who))
            may = (table.has_add_permission(request), table.has_change_permission(request))
            assert (*may, table.has_delete_permission(request)) == (False, False, False), (model, who)


@pytest.mark.parametrize("who", THREE)
def test_administrators_see_no_case_page(people, who):
    assert audience(getattr(people, who)) == "administrator"
    client = inside(getattr(people, who))
    for name in ("workbench", "ledger", "claims", "handover", "deputations", "my_access"):
        assert client.get(reverse(name)).status_code == 404, name


def test_two_hats_by_force_still_open_no_case_page(people):
    Membership.objects.bulk_create([Membership(user=people.audit_admin, role=Role.OFFICER, agency=people.agency)])
    assert audience(people.audit_admin) == "administrator"
    assert inside(people.audit_admin).get(reverse("workbench")).status_code == 404


# --- the security administrator -------------------------------------------------------------------------------------


def test_an_account_is_made_with_a_password_to_be_changed(people):
    client = inside(people.security_admin)
    assert client.get("/admin/accounts/user/add/").status_code == 200
    data = {"username": "newofficer", "name": "示例新人", "password": "given-by-4711"}
    assert client.post("/admin/accounts/user/add/", data).status_code == 302
    user = User.objects.get(username="newofficer")
    assert user.password_given
    assert user.check_password("given-by-4711")
    assert not (user.is_staff or user.is_superuser)
    assert user.history.get().history_user == people.security_admin


def test_a_weak_first_password_and_a_taken_name_are_refused(people):
    client = inside(people.security_admin)
    page = client.post("/admin/accounts/user/add/", {"username": "x1", "name": "示例", "password": "123"})
    assert "password" in page.context["adminform"].form.errors
    taken = {"username": "OFFICER", "name": "示例", "password": "given-by-4711"}
    page = client.post("/admin/accounts/user/add/", taken)
    assert "已有人使用" in page.content.decode()


def membership(person, role=Role.OFFICER, **more):
    return {"user": person.pk, "role": role, "valid_from": "2026-01-01", "title": "", "proof": "任命文件"} | more


def test_roles_are_given_to_others_and_never_to_himself(people):
    client = inside(people.security_admin)
    url = "/admin/accounts/membership/add/"
    assert client.get(url).status_code == 200
    new = User.objects.create(username="fresh", name="示例新人")
    assert client.post(url, membership(new, agency=people.agency.pk)).status_code == 302
    assert new.memberships.get().role == Role.OFFICER
    page = client.post(url, membership(people.security_admin, Role.SYSTEM_ADMIN))
    assert "不能给自己授权" in page.content.decode()
    assert people.security_admin.memberships.count() == 1


def test_his_own_role_is_not_his_to_change_or_to_give_away(people):
    mine = people.security_admin.memberships.get()
    client = inside(people.security_admin)
    url = f"/admin/accounts/membership/{mine.pk}/change/"
    page = client.post(url, membership(people.security_admin, Role.AUDIT_ADMIN))
    assert "不能给自己授权" in page.content.decode()
    page = client.post(url, membership(people.clerk, Role.SECURITY_ADMIN))
    assert "不能给自己授权" in page.content.decode()
    mine.refresh_from_db()
    assert (mine.user, mine.role) == (people.security_admin, Role.SECURITY_ADMIN)


def test_two_hats_are_refused_in_words(people):
    client = inside(people.security_admin)
    page = client.post("/admin/accounts/membership/add/", membership(people.officer, Role.SYSTEM_ADMIN))
    assert "不能互相兼任" in page.content.decode()
    page = client.post("/admin/accounts/membership/add/", membership(people.clerk, Role.OFFICER))
    assert "机关角色要选机关" in page.content.decode()


def test_certificates_and_deputations_open(people):
    client = inside(people.security_admin)
    row = OfficerCertificate.objects.first()
    for path in (
        "officercertificate/", f"officercertificate/{row.pk}/change/", f"officercertificate/{row.pk}/history/",
        "deputation/", "deputation/add/", "membership/", "user/", f"user/{row.user_id}/change/",
        f"user/{row.user_id}/history/",
    ):  # fmt: skip
        assert client.get(f"/admin/accounts/{path}").status_code == 200, path


def act(client: Client, action: str, *people: User):
    data = {"action": action, "_selected_action": [person.pk for person in people]}
    return client.post("/admin/accounts/user/", data, follow=True)


def test_a_locked_name_is_unlocked(people):
    door = reverse("account_login")
    for _ in range(5):
        Client().post(door, {"login": "officer", "password": "wrong"})
    right = {"login": "officer", "password": PASSWORD}
    assert Client().post(door, right).status_code == 200
    act(inside(people.security_admin), "unlock", people.officer)
    assert Client().post(door, right).status_code == 302
    assert LogEntry.objects.get().change_message == "解锁登录"


def test_a_forgotten_password_is_given_anew(people):
    page = act(inside(people.security_admin), "give_new_password", people.officer).content.decode()
    password = page.split("的初始密码是 ")[1].split("，")[0]
    people.officer.refresh_from_db()
    assert people.officer.check_password(password)
    assert people.officer.password_given
    page = act(inside(people.security_admin), "give_new_password", people.security_admin).content.decode()
    assert "自己的密码" in page


def test_leaving_ends_every_session(people):
    client = Client()
    client.post(reverse("account_login"), {"login": "officer", "password": PASSWORD})
    act(inside(people.security_admin), "end_sessions", people.officer)
    assert client.get(reverse("account")).status_code == 302


# --- the system administrator and the auditor -----------------------------------------------------------------------


def test_reference_data_are_changed_with_history(people):
    client = inside(people.system_admin)
    row = Department.objects.order_by("pk").first()
    url = f"/admin/organisations/department/{row.pk}/change/"
    assert client.post(url, {"code": row.pk, "name": row.name, "duty": "改过的职责"}).status_code == 302
    assert row.history.first().history_user == people.system_admin
    reader = inside(people.audit_admin)
    page = reader.get(f"/admin/organisations/department/{row.pk}/history/")
    assert page.status_code == 200
    assert people.system_admin.name in page.content.decode()
    assert reader.post(url, {"code": row.pk, "name": "x", "duty": "x"}).status_code == 403
    assert client.get("/admin/accounts/user/").status_code in (403, 404)


def test_the_auditor_reads_the_logs_and_nobody_else(people):
    Client().post(reverse("account_login"), {"login": "officer", "password": "wrong"})
    for path in ("/admin/accounts/loginrecord/", "/admin/admin/logentry/", "/admin/trail/seal/"):
        page = inside(people.audit_admin).get(path)
        assert page.status_code == 200, path
        for who in ("system_admin", "security_admin"):
            assert inside(getattr(people, who)).get(path).status_code == 403, path
    assert "用户名或密码错误" in inside(people.audit_admin).get("/admin/accounts/loginrecord/").content.decode()


def test_the_auditor_checks_the_trail(people):
    page = inside(people.audit_admin).get(reverse("admin:trail_seal_check"))
    assert "校验通过" in page.content.decode()
    assert inside(people.system_admin).get(reverse("admin:trail_seal_check")).status_code == 404


def test_the_login_log_is_only_added_to(people):
    Client().post(reverse("account_login"), {"login": "officer", "password": "wrong"})
    for change in (lambda: LoginRecord.objects.update(username="x"), lambda: LoginRecord.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert LoginRecord.objects.get().username == "officer"


def test_first_people(db, capsys):
    call_command("first_people")
    told = capsys.readouterr().out
    assert {m.role for m in Membership.objects.all()} == {"system_admin", "security_admin", "audit_admin"}
    password = told.splitlines()[1].split("初始密码 ")[1]
    client = Client()
    client.post(reverse("account_login"), {"login": "secadmin", "password": password})
    assert client.get("/admin/").url == reverse("account_change_password")
    with pytest.raises(CommandError, match="已有管理员"):
        call_command("first_people")


def test_a_membership_ends_before_it_begins_is_refused(people):
    client = inside(people.security_admin)
    data = membership(people.clerk, agency=people.agency.pk, valid_to=date(2025, 1, 1))
    assert "止日早于起日" in client.post("/admin/accounts/membership/add/", data).content.decode()
