"""The enterprise's way in: code, claim, decision, and the end of an authority."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdf import PdfWriter

from casework.accounts import claims, codes
from casework.accounts.grants import put_in_charge
from casework.accounts.models import AccessClaim, AccessCode, Membership, User
from casework.accounts.queries import enterprises_of
from casework.core.now import today
from documents.models import Document, Dossier

pytestmark = pytest.mark.django_db


def blank_pdf() -> bytes:
    writer, buffer = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(buffer)
    return buffer.getvalue()


PDF = blank_pdf()


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def paper(people) -> Document:
    return paper_for(people, people.enterprise)


def paper_for(people, enterprise) -> Document:
    dossier = Dossier.objects.create(
        kind="case", agency=people.agency, enterprise=enterprise, region_code=enterprise.region_id, title="示例案卷"
    )
    return Document.objects.create(
        dossier=dossier,
        kind="rectification-order",
        title="责令限期整改指令书",
        agency=people.agency,
        facts={},
        issued_on=today(),
        code=f"CODE{dossier.pk:08d}",
    )


def proof(name="授权.pdf", data=PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def newcomer(code: str, **more):
    data = {
        "code": code,
        "name": "示例申请人",
        "phone": "13800000000",
        "title": "安全科长",
        "username": "newcomer",
        "password": "well-kept-4711",
        "password2": "well-kept-4711",
        "proof": proof(),
    }
    return data | more


def ask(code: str, client: Client | None = None, **more):
    return (client or Client()).post(reverse("claim"), newcomer(code, **more))


def claimed(people, paper, user) -> AccessClaim:
    return claims.claim(codes.make_code(paper.dossier.enterprise, paper), user, title="科长", proof=proof())


def test_a_code_is_twelve_clear_characters_and_kept_as_a_digest():
    plain, digest = codes.new_code()
    assert len(plain) == 12
    assert set(plain) <= set(codes.ALPHABET)
    assert not set("0O1IL") & set(codes.ALPHABET)
    assert plain not in digest
    assert len(digest) == 64
    assert codes.new_code()[0] != plain


def test_the_code_is_not_in_the_table(people, paper):
    plain = codes.make_code(people.enterprise, paper)
    assert plain not in str(AccessCode.objects.values())


@pytest.mark.parametrize("spell", [str.lower, codes.printed, lambda c: f"  {c[:6]} {c[6:]} ", str.upper])
def test_a_code_is_read_however_it_is_typed(people, paper, spell):
    plain = codes.make_code(people.enterprise, paper)
    assert claims.usable_code(spell(plain))


def test_full_width_is_read_too(people, paper):
    plain = codes.make_code(people.enterprise, paper)
    assert claims.usable_code("".join(chr(ord(c) + 0xFEE0) for c in plain))


def test_a_newcomer_opens_an_account_without_any_right(people, paper):
    answer = ask(codes.make_code(people.enterprise, paper))
    assert answer.url == reverse("account_login")
    user = User.objects.get(username="newcomer")
    assert user.check_password("well-kept-4711")
    assert not user.memberships.exists()
    assert AccessClaim.objects.get().granted is None
    client = Client()
    client.post(reverse("account_login"), {"login": "newcomer", "password": "well-kept-4711"})
    assert "审核中" in client.get(reverse("account")).content.decode()
    assert client.get(reverse("my_access")).status_code == 404


def test_wrong_expired_and_used_codes_get_one_sentence(people, paper):
    good = codes.make_code(people.enterprise, paper)
    expired = codes.make_code(people.enterprise, paper, days=-1)
    claims.decide(claims.claim(good, people.stranger, title="科长", proof=proof()), by=people.officer, granted=True)
    for code in ("ZZZZZZZZZZZZ", expired, good, ""):
        answer = ask(code or " - ")
        assert answer.context["form"].errors["code"] in ([claims.BAD_CODE], ["这个字段是必填项。"])
    assert not User.objects.filter(username="newcomer").exists()
    assert AccessClaim.objects.count() == 1


def test_a_stranger_learns_no_user_name(people):
    answer = ask("ZZZZZZZZZZZZ", username="officer")
    assert list(answer.context["form"].errors) == ["code"]


def test_a_taken_name_is_told_to_the_holder_of_a_code(people, paper):
    answer = ask(codes.make_code(people.enterprise, paper), username="OFFICER")
    assert "已有人使用" in answer.context["form"].errors["username"][0]
    assert not AccessClaim.objects.exists()


def test_codes_cannot_be_tried_for_ever(people, paper):
    good = codes.make_code(people.enterprise, paper)
    for _ in range(10):
        assert ask("ZZZZZZZZZZZZ").status_code == 200
    answer = ask(good)
    assert answer.status_code == 429
    assert "10分钟" in answer.content.decode()
    assert not AccessClaim.objects.exists()


def test_three_claims_wait_on_one_code_at_most(people, paper):
    code = codes.make_code(people.enterprise, paper)
    for n in range(3):
        assert ask(code, username=f"newcomer{n}").status_code == 302
    assert ask(code, username="newcomer3").context["form"].errors["code"] == [claims.BAD_CODE]


def big() -> bytes:
    return PDF + b"0" * (21 * 1024 * 1024)


def cut_jpeg() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (400, 400), "red").save(buffer, "JPEG")
    return buffer.getvalue()[:600]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.exe", b"MZ" + b"0" * 300, "请换成"),
        ("a.jpg", b"MZ" + b"0" * 300, "请换成"),
        ("a.pdf", b"<script>alert(1)</script>" * 20, "请换成"),
        ("a.jpg", cut_jpeg(), "不完整"),
        ("a.pdf", big(), "超过"),
        ("a.pdf", b"", ""),
    ],
    ids=["exe", "exe-as-jpg", "html-as-pdf", "cut-jpeg", "too-big", "empty"],
)
def test_bad_proof_is_refused_and_nothing_is_kept(people, paper, name, data, words):
    answer = ask(codes.make_code(people.enterprise, paper), proof=proof(name, data))
    assert words in answer.context["form"].errors["proof"][0]
    assert not AccessClaim.objects.exists()
    assert not User.objects.filter(username="newcomer").exists()


def test_the_file_gets_a_name_of_ours(people, paper):
    ask(codes.make_code(people.enterprise, paper), proof=proof("../../<b>𠮷\u202egpj.pdf"))
    assert AccessClaim.objects.get().proof.name.rsplit("/", 1)[-1].isascii()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"password2": "other-4711-x"}, "password2"),
        ({"password": "1234567890", "password2": "1234567890"}, "password"),
        ({"phone": "0771"}, "phone"),
        ({"username": "a b<c>"}, "username"),
        ({"name": ""}, "name"),
    ],
)
def test_account_data_are_checked(people, paper, more, field):
    answer = ask(codes.make_code(people.enterprise, paper), **more)
    assert field in answer.context["form"].errors
    assert not AccessClaim.objects.exists()


def test_a_known_person_asks_for_another_site(people, paper):
    client = Client()
    client.force_login(people.stranger)
    code = codes.make_code(people.enterprise, paper)
    answer = client.post(reverse("claim"), {"code": code, "title": "科长", "proof": proof()})
    assert answer.url == reverse("account")
    claims.decide(AccessClaim.objects.get(), by=people.officer, granted=True)
    assert set(enterprises_of(people.stranger)) == {people.enterprise, people.other_enterprise}


@pytest.mark.parametrize("who", ["officer", "security_admin"])
def test_officers_and_administrators_have_no_claim_page(people, who):
    client = Client()
    client.force_login(getattr(people, who))
    assert client.get(reverse("claim")).status_code == 404


def test_asking_twice_is_refused(people, paper):
    claimed(people, paper, people.stranger)
    with pytest.raises(claims.ClaimRefused, match="正在审核"):
        claimed(people, paper, people.stranger)
    with pytest.raises(claims.ClaimRefused, match="已经是"):
        claimed(people, paper, people.representative)


def test_grant_gives_the_right_and_refusal_needs_words(people, paper):
    claim = claimed(people, paper, people.stranger)
    with pytest.raises(claims.ClaimRefused, match="理由"):
        claims.decide(claim, by=people.officer, granted=False)
    claims.decide(claim, by=people.officer, granted=True)
    membership = Membership.objects.get(user=people.stranger, enterprise=people.enterprise)
    assert "执法员甲" in membership.proof
    with pytest.raises(claims.ClaimRefused, match="已经处理"):
        claims.decide(claim, by=people.partner, granted=False, remark="晚了")


def test_a_code_lets_one_person_in(people, paper):
    code = codes.make_code(people.enterprise, paper)
    first = claims.claim(code, people.stranger, title="科长", proof=proof())
    second = claims.claim(code, User.objects.create(username="other"), title="科长", proof=proof())
    claims.decide(first, by=people.officer, granted=True)
    with pytest.raises(claims.ClaimRefused, match="已经开通过"):
        claims.decide(second, by=people.officer, granted=True)
    claims.decide(second, by=people.officer, granted=False, remark="一个登录码只能用一次")


def test_change_of_the_acting_person_ends_the_old_at_once(people, paper):
    claims.decide(claimed(people, paper, people.stranger), by=people.officer, granted=True, replace=True)
    assert set(enterprises_of(people.representative)) == set()
    assert set(enterprises_of(people.group_representative)) == {people.producer}
    assert set(claims.acting_for(people.enterprise)) == {people.stranger.memberships.get(enterprise=people.enterprise)}


def test_an_officer_cannot_be_let_in_as_a_representative(people, paper):
    claim = claimed(people, paper, people.clerk)
    with pytest.raises(claims.ClaimRefused, match="兼任"):
        claims.decide(claim, by=people.officer, granted=True)
    claim.refresh_from_db()
    assert claim.granted is None


# --- the officers' pages -------------------------------------------------------------------------------------------


def test_officers_see_claims_of_their_territory(people, paper, client):
    claim = claimed(people, paper, people.stranger)
    for who, code in [
        ("officer", 200), ("clerk", 200), ("county_officer", 200), ("province_officer", 200),
        ("neighbour_officer", 404), ("leader", 404), ("representative", 404), ("security_admin", 404),
    ]:  # fmt: skip
        client.force_login(getattr(people, who))
        assert client.get(reverse("claim_review", args=[claim.pk])).status_code == code, who
        download = client.get(reverse("claim_proof", args=[claim.pk]))
        assert download.status_code == code, who
        assert not download.streaming or b"".join(download.streaming_content) == PDF
        assert client.get(reverse("enterprise_access", args=[people.enterprise.pk])).status_code == code, who
    client.force_login(people.neighbour_officer)
    assert people.enterprise.name not in client.get(reverse("claims")).content.decode()
    client.force_login(people.officer)
    assert people.enterprise.name in client.get(reverse("claims")).content.decode()


def test_the_proof_is_a_download(people, paper, client):
    claim = claimed(people, paper, people.stranger)
    client.force_login(people.officer)
    answer = client.get(reverse("claim_proof", args=[claim.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == PDF


def test_the_page_decides(people, paper, client):
    claim = claimed(people, paper, people.stranger)
    client.force_login(people.officer)
    url = reverse("claim_review", args=[claim.pk])
    assert "请写明理由" in client.post(url, {"granted": "no"}).content.decode()
    assert "请选择同意或不同意" in client.post(url, {}).content.decode()
    assert client.post(url, {"granted": "yes", "replace": "on"}).url == reverse("claims")
    assert set(enterprises_of(people.stranger)) == {people.enterprise, people.other_enterprise}
    assert "同意开通" in client.get(url).content.decode()


def test_the_list_costs_the_same_for_one_and_three(people, paper, client, django_assert_max_num_queries):
    client.force_login(people.officer)
    client.get(reverse("claims"))
    claimed(people, paper, people.stranger)
    with django_assert_max_num_queries(12) as one:
        client.get(reverse("claims"))
    for n in range(2):
        claimed(people, paper, User.objects.create(username=f"more{n}", name="示例"))
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get(reverse("claims"))


def test_an_authority_is_ended_and_a_code_given_anew(people, paper, client):
    client.force_login(people.officer)
    url = reverse("enterprise_access", args=[people.enterprise.pk])
    membership = people.representative.memberships.get()
    client.post(url, {"end": membership.pk})
    assert set(enterprises_of(people.representative)) == set()
    assert client.post(url, {"end": "not-a-number"}).status_code == 404
    page = client.post(url, {"code": "1"}).content.decode()
    code = AccessCode.objects.get()
    assert code.expires_on == today() + timedelta(days=30)
    assert "只显示这一次" in page
    assert "只显示这一次" not in client.get(url).content.decode()


def test_no_code_without_a_paper(people, client):
    client.force_login(people.officer)
    page = client.post(reverse("enterprise_access", args=[people.producer.pk]), {"code": "1"}).content.decode()
    assert "还没有收到文书" in page


def test_a_representative_gives_his_authority_back(people, client):
    client.force_login(people.group_representative)
    url = reverse("my_access")
    page = client.get(url).content.decode()
    assert people.enterprise.name in page
    assert people.other_enterprise.name not in page
    mine = people.group_representative.memberships.get(enterprise=people.enterprise)
    client.post(url, {"end": mine.pk})
    assert set(enterprises_of(people.group_representative)) == {people.producer}
    other = people.representative.memberships.get()
    assert client.post(url, {"end": other.pk}).status_code == 404
    assert set(enterprises_of(people.representative)) == {people.enterprise}


def test_both_sides_are_told(people, paper, client):
    put_in_charge(paper.dossier, [people.officer])
    ask(codes.make_code(people.enterprise, paper), email="newcomer@example.com")
    claim = AccessClaim.objects.get()
    told = people.officer.notices.get()
    assert (told.kind, told.url) == ("claim-made", reverse("claim_review", args=[claim.pk]))
    client.force_login(people.officer)
    client.post(told.url, {"granted": "no", "remark": "委托书没有盖章"})
    answer = claim.user.notices.get()
    assert (answer.kind, answer.email) == ("claim-decided", "newcomer@example.com")
    assert "委托书没有盖章" in answer.body
