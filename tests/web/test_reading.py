"""The trail, the files, the directory, the public check, the errors: who may look, and what the page says."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from casework.organisations.models import Enterprise
from casework.web import timeline
from casework.web.public.verify import masked, plain_code
from documents.models import Document
from tests.web.looking import look, queries, read
from tests.workflows.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(people):
    return Story(people).found().order(days=15).serve()


@pytest.fixture
def order(story) -> Document:
    return story.dossier.documents.get(kind="rectification-order")


# --- the trail ----------------------------------------------------------------------------------------------------
def test_the_whole_life_is_told_in_order(client, people, story):
    told = timeline.entries(story.dossier)
    story.dossier.refresh_from_db()
    assert [entry.seq for entry in told] == list(range(story.dossier.seq, 0, -1))
    said = "\n".join(entry.what for entry in told)
    for words in (
        "开始检查",
        "收到材料：现场照片.jpg",
        "签发责令限期整改指令书",
        "登记送达：责令限期整改指令书",
        "整改中",
    ):
        assert words in said
    assert all(entry.what and entry.who for entry in told)


def test_it_is_read_in_one_query_per_kind(people, story, django_assert_num_queries):
    with django_assert_num_queries(4):
        timeline.entries(story.dossier)


def test_every_step_of_a_life_has_words(people):
    story = Story(people).corrected().serve().decline().close()
    for entry in timeline.entries(story.dossier):
        assert not entry.what.isascii(), entry.what


def test_the_party_sees_the_chain_but_nothing_internal(people):
    story = Story(people).corrected().serve().decline()
    ours = timeline.entries(story.dossier)
    theirs = timeline.entries(story.dossier, party=True)
    assert [e.digest for e in ours] == [e.digest for e in theirs]
    hidden = [mine for mine, theirs in zip(ours, theirs, strict=True) if theirs.what == timeline.INTERNAL]
    assert any("签批" in entry.what for entry in hidden) and any("审批表" in entry.what for entry in hidden)
    assert not [e for e in theirs if e.note or (e.what == timeline.INTERNAL and (e.who or e.links))]


def test_both_sides_can_check_it(client, people, story):
    address = reverse("trail", args=[story.dossier.pk])
    for user in (people.officer, people.representative, people.province_officer):
        assert "校验通过，未被改动" in read(client, user, address)
    for user in (people.neighbour_officer, people.stranger, people.audit_admin):
        assert look(client, user, address).status_code == 404


def test_a_changed_byte_is_named_on_the_page(client, people, story):
    file = story.dossier.attachments.first().file
    with open(file.path, "r+b") as stream:
        stream.seek(20)
        stream.write(b"\0\0")
    text = read(client, people.officer, reverse("trail", args=[story.dossier.pk]))
    assert "校验没有通过" in text and "被改动或缺失" in text
    part = look(client, people.officer, reverse("trail", args=[story.dossier.pk]), HX_Request="true").content.decode()
    assert 'id="chain"' in part and "校验没有通过" in part and "<html" not in part


# --- the door of a matter -----------------------------------------------------------------------------------------
def test_one_address_leads_each_side_to_its_own_page(client, people, story):
    address = reverse("dossier", args=[story.dossier.pk])
    assert look(client, people.officer, address)["Location"] == reverse("case", args=[story.case.pk])
    assert look(client, people.representative, address)["Location"] == reverse("my_case", args=[story.case.pk])
    for user in (people.neighbour_officer, people.stranger, people.system_admin):
        assert look(client, user, address).status_code == 404


# --- files --------------------------------------------------------------------------------------------------------
def test_a_paper_that_is_not_drawn_yet_says_so(client, people, order):
    page = look(client, people.officer, reverse("document", args=[order.pk]))
    assert page.status_code == 202 and "正在生成" in page.content.decode() and page["Refresh"] == "5"
    Document.objects.filter(pk=order.pk).update(last_error="x")
    page = look(client, people.officer, reverse("document", args=[order.pk]))
    assert "没有生成成功" in page.content.decode() and page["Refresh"] == "60"


def test_a_drawn_paper_can_be_taken_by_those_it_concerns(client, people, story, order):
    order.file.save("x.docx", SimpleUploadedFile("x.docx", b"paper"))
    address = reverse("document", args=[order.pk])
    for user in (people.officer, people.representative):
        page = look(client, user, address)
        assert b"".join(page.streaming_content) == b"paper"
        assert page["Content-Disposition"].startswith("attachment") and page["X-Content-Type-Options"] == "nosniff"
    for user in (people.neighbour_officer, people.stranger, people.security_admin):
        assert look(client, user, address).status_code == 404
    assert look(client, None, address).status_code == 302


def test_the_party_reads_a_paper_only_once_it_was_served_and_never_an_internal_one(client, people):
    story = Story(people).found().order()
    unserved = story.dossier.documents.get(kind="rectification-order")
    assert look(client, people.representative, reverse("document", args=[unserved.pk])).status_code == 404
    Document.objects.filter(pk=unserved.pk).update(claimed_until=None)
    story.serve().report().recheck().decline()
    for paper in story.dossier.documents.filter(internal=True):
        assert look(client, people.representative, reverse("document", args=[paper.pk])).status_code == 404
        assert look(client, people.officer, reverse("document", args=[paper.pk])).status_code == 202


def test_without_the_pdf_component_the_page_says_so(client, people, order, monkeypatch):
    from documents import render

    monkeypatch.setattr(render, "pdf_available", lambda: False)
    page = look(client, people.officer, reverse("document", args=[order.pk]) + "?as=pdf")
    assert page.status_code == 404 and "PDF 组件未启用" in page.content.decode()


def test_evidence_opens_for_those_who_may_and_never_runs(client, people, story):
    photo = story.dossier.attachments.filter(name="现场照片.jpg").first()
    page = look(client, people.officer, reverse("attachment", args=[photo.pk]))
    assert page.status_code == 200 and page["Content-Type"] == "image/jpeg" and b"".join(page.streaming_content)
    assert "sandbox" in page["Content-Security-Policy"]
    for user in (people.neighbour_officer, people.stranger, people.audit_admin):
        assert look(client, user, reverse("attachment", args=[photo.pk])).status_code == 404
    photo.file.storage.delete(photo.file.name)
    assert look(client, people.officer, reverse("attachment", args=[photo.pk])).status_code == 404


# --- the directory ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "found"),
    [("", True), ("?q=示例冶金", True), ("?q=例", True), ("?q=样本矿业", False), ("?industry=coal", False)],
)
def test_an_enterprise_is_found_by_a_piece_of_its_name(client, people, query, found):
    assert (people.enterprise.name in read(client, people.officer, f"/enterprises/{query}")) is found


def test_an_enterprise_is_found_by_its_code(client, people):
    assert people.enterprise.name in read(client, people.officer, f"/enterprises/?q={people.enterprise.credit_code}")


def test_enterprises_elsewhere_are_not_there(client, people):
    assert people.other_enterprise.name not in read(client, people.officer, "/enterprises/")
    assert look(client, people.officer, reverse("enterprise", args=[people.other_enterprise.pk])).status_code == 404
    assert look(client, people.representative, "/enterprises/").status_code == 404


def test_the_page_of_one_enterprise_shows_all_its_matters(client, people, story):
    text = read(client, people.officer, reverse("enterprise", args=[people.enterprise.pk]))
    assert story.case.number in text and "现场检查 1次" in text and "企业经办人甲" in text and "不能电子送达" in text


def test_queries_of_the_directory_do_not_grow_with_its_rows(client, people, story):
    one = queries(client, people.officer, "/enterprises/?q=示例冶金")
    for number in range(3):
        Enterprise.objects.create(
            name=f"南宁市示例冶金{number}厂", credit_code=f"9145010{number}X", region_id="450102", address="x",
            industry=people.enterprise.industry, representative="示例",
        )  # fmt: skip
    assert queries(client, people.officer, "/enterprises/?q=示例冶金") == one


# --- the public check ---------------------------------------------------------------------------------------------
def test_anybody_with_the_code_can_check_a_paper(client, people, order):
    text = read(client, None, reverse("verify_code", args=[order.code]))
    assert (
        "这份文书是真的" in text
        and order.number in text
        and "南宁市应急管理局" in text
        and "签发记录在留痕链上" in text
    )
    assert people.enterprise.name not in text and masked(people.enterprise.name) in text


def test_the_code_may_be_typed_in_groups_and_small_letters(client, people, order):
    typed = f"{order.code[:4]}-{order.code[4:8]} {order.code[8:]}".lower()
    assert plain_code(typed) == order.code
    page = client.get(reverse("verify"), {"code": typed}, follow=True)
    assert page.status_code == 200 and order.number in page.content.decode()


@pytest.mark.parametrize("code", ["AAAA22223333", "<script>", "x" * 300])
def test_an_unknown_code_is_said_in_words(client, people, code):
    page = client.get(reverse("verify_code", args=[code]))
    assert (
        page.status_code == 404
        and "没有查到核验码" in page.content.decode()
        and "<script>" not in page.content.decode().split("<h1")[1]
    )


def test_internal_papers_cannot_be_checked_from_outside(client, people):
    story = Story(people).corrected().serve().decline()
    paper = story.dossier.documents.filter(internal=True).first()
    assert client.get(reverse("verify_code", args=[paper.code])).status_code == 404


def test_a_file_is_compared_byte_for_byte(client, people, order):
    with connection.cursor() as cursor:  # the drawing sweep is the only one who writes a digest otherwise
        cursor.execute(
            "UPDATE documents_document SET sha256 = %s WHERE id = %s", [hashlib.sha256(b"paper").hexdigest(), order.pk]
        )
    address = reverse("verify_code", args=[order.code])
    for content, words in [(b"paper", "与存档一字不差"), (b"papers", "与存档不同")]:
        page = client.post(address, {"file": SimpleUploadedFile("x.docx", content)})
        assert words in page.content.decode()
    assert "还没有选文件" in client.post(address).content.decode()


@pytest.mark.parametrize(("status", "words"), [("withdrawn", "已经撤销"), ("replaced", "已经更正")])
def test_a_paper_that_no_longer_counts_says_so(client, people, order, status, words):
    Document.objects.filter(pk=order.pk).update(status=status, status_reason="笔误")
    text = read(client, None, reverse("verify_code", args=[order.code]))
    assert words in text and "笔误" in text and "这份文书是真的" not in text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("南宁市示例冶金有限公司", "南宁市示＊＊＊有限公司"),
        ("柳州样本化工厂", "柳州＊＊＊工厂"),
        ("示例化工厂", "示＊＊＊＊"),
        ("张三", "张＊"),
    ],
)
def test_names_are_masked_in_the_middle(name, shown):
    assert masked(name) == shown


# --- errors -------------------------------------------------------------------------------------------------------
def test_what_is_not_there_is_said_in_words(client, people):
    for user in (people.officer, people.representative, people.system_admin):
        page = look(client, user, "/cases/999999/")
        assert page.status_code == 404 and "没有这一页" in page.content.decode()


def test_a_stale_form_is_explained(people):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(people.officer)
    page = client.post(reverse("save_view"), {"name": "x"})
    assert page.status_code == 403 and "刷新后再提交一次" in page.content.decode()


def test_the_last_resort_needs_nothing(rf, monkeypatch):
    from casework.web import errors

    page = errors.failed(rf.get("/"))
    assert page.status_code == 500 and "系统出错了" in page.content.decode() and "base.css" in page.content.decode()
    monkeypatch.setattr(errors, "get_template", lambda name: 1 / 0)
    page = errors.failed(rf.get("/"))
    assert page.status_code == 500 and "系统出错了" in page.content.decode()


def test_the_licence_offers_the_source(client, people, settings):
    settings.SOURCE_URL = "https://example.org/source"
    assert "https://example.org/source" in client.get(reverse("source")).content.decode()


def test_every_page_carries_the_policy_and_no_inline_style(client, people, story):
    for address in ("/desk/", "/ledger/", reverse("case", args=[story.case.pk]), "/enterprises/"):
        page = look(client, people.officer, address)
        assert "script-src 'self'" in page["Content-Security-Policy"]
        assert " style=" not in page.content.decode() and "onclick" not in page.content.decode()
