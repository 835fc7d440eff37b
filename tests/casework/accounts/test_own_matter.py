"""A person's own way in: the code on his paper opens his matter to him alone, and makes him act for nobody."""

import pytest
from django.test import Client
from django.urls import reverse

from casework.accounts import claims, codes
from casework.accounts.grants import put_in_charge
from casework.accounts.models import AccessClaim, AccessCode, Membership, User
from casework.accounts.queries import audience, enterprises_of
from casework.core.checks import id_check
from casework.core.now import today
from casework.enforcement.models import Case
from documents.models import ElectronicConsent, Service
from documents.queries import documents_visible_to, dossiers_visible_to
from tests.casework.accounts.test_claims import newcomer, proof
from tests.documents.penalty_matter import ID_NUMBER, PenaltyMatter
from workflows import engine

pytestmark = pytest.mark.django_db

OTHER_NUMBER = "45010219900101001" + id_check("45010219900101001")
NOTICE = ("penalty-notice", "行政处罚告知书")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def own(people) -> PenaltyMatter:
    matter = PenaltyMatter(people, personal=True)
    put_in_charge(matter.dossier, [people.officer])
    return matter


@pytest.fixture
def paper(own):
    return own.document(*NOTICE)


@pytest.fixture
def person(db) -> User:
    return User.objects.create(username="person", name="示例负责人甲", email="person@example.com")


def code_of(people, paper) -> str:
    return codes.make_code(people.enterprise, paper)


def asked(people, paper, user, number=ID_NUMBER) -> AccessClaim:
    return claims.claim(code_of(people, paper), user, title="总经理", proof=proof(), id_number=number)


@pytest.fixture
def opened(people, paper, person) -> User:
    claims.decide(asked(people, paper, person), by=people.officer, granted=True)
    return User.objects.get(pk=person.pk)


def test_the_code_opens_the_matter_and_nothing_of_the_enterprise(people, own, opened):
    own.dossier.refresh_from_db()
    assert own.dossier.person == opened
    assert not Membership.objects.filter(user=opened).exists() and not enterprises_of(opened).exists()
    assert audience(opened) == "enterprise"
    assert list(dossiers_visible_to(opened)) == [own.dossier]
    assert not Case.objects.owned_by(opened).exists()


def test_those_who_act_for_the_employer_see_neither_the_dossier_nor_its_papers(people, own, paper, opened, client):
    client.force_login(people.representative)
    addresses = [reverse("dossier", args=[own.dossier.pk]), reverse("document", args=[paper.pk])]
    addresses += [reverse("my_paper", args=[paper.pk]), reverse("trail", args=[own.dossier.pk])]
    assert [client.get(url).status_code for url in addresses] == [404] * 4
    assert own.dossier not in dossiers_visible_to(people.representative)
    assert paper not in documents_visible_to(people.representative)
    client.force_login(opened)
    assert client.get(reverse("trail", args=[own.dossier.pk])).status_code == 200
    assert list(documents_visible_to(opened)) == [paper]


def test_before_it_is_granted_nobody_of_the_party_sees_it(people, own, paper, person, client):
    asked(people, paper, person)
    client.force_login(person)
    assert audience(person) is None and not dossiers_visible_to(person).exists()
    assert client.get(reverse("trail", args=[own.dossier.pk])).status_code == 404


def test_he_sees_his_own_matter_only(people, own, opened, client):
    others = PenaltyMatter(people, personal=True)
    theirs = others.document(*NOTICE)
    unit = own.matter.case.dossier
    client.force_login(opened)
    for dossier in (others.dossier, unit):
        assert client.get(reverse("dossier", args=[dossier.pk])).status_code == 404
    assert client.get(reverse("document", args=[theirs.pk])).status_code == 404
    assert set(documents_visible_to(opened).values_list("dossier", flat=True)) == {own.dossier.pk}


def test_his_home_is_the_partys_wing_without_the_pages_of_units(people, own, opened, client):
    client.force_login(opened)
    assert client.get(reverse("home")).url == reverse("my_home")
    page = client.get(reverse("my_home")).content.decode()
    assert reverse("my_notices") in page
    assert reverse("my_consent") not in page and reverse("my_access") not in page
    assert client.get(reverse("my_consent")).status_code == 404
    assert client.get(reverse("workbench")).status_code == 404


@pytest.mark.parametrize(("number", "words"), [(OTHER_NUMBER, claims.OTHER_PERSON), ("", claims.NUMBER_MISSING)])
def test_another_persons_number_opens_nothing_and_no_account(people, paper, number, words):
    answer = Client().post(reverse("claim"), newcomer(code_of(people, paper), id_number=number))
    assert answer.context["form"].errors["id_number"] == [words]
    assert not AccessClaim.objects.exists() and not User.objects.filter(username="newcomer").exists()


def test_the_number_is_compared_again_when_it_is_granted(people, own, paper, person):
    claim = asked(people, paper, person)
    own.penalty.person.id_number = OTHER_NUMBER
    own.penalty.person.save()
    with pytest.raises(claims.ClaimRefused, match="不一致"):
        claims.decide(claim, by=people.officer, granted=True)
    own.dossier.refresh_from_db()
    assert own.dossier.person is None


def test_officers_do_not_answer_in_their_own_matter_with_the_account_of_their_office(people, paper):
    claim = asked(people, paper, people.clerk)
    with pytest.raises(claims.ClaimRefused, match="另开账户"):
        claims.decide(claim, by=people.officer, granted=True)


def test_a_matter_is_opened_to_one_account(people, paper, person, opened):
    with pytest.raises(claims.ClaimRefused, match="已经开通"):
        asked(people, paper, User.objects.create(username="second"))


def test_two_claims_on_one_matter_by_different_codes(people, paper, person):
    first, second = asked(people, paper, person), asked(people, paper, User.objects.create(username="second"))
    claims.decide(first, by=people.officer, granted=True)
    with pytest.raises(claims.ClaimRefused, match="先终止"):
        claims.decide(second, by=people.officer, granted=True)
    with pytest.raises(claims.ClaimRefused, match="正在审核"):
        third = PenaltyMatter(people, personal=True).document(*NOTICE)
        asked(people, third, person), asked(people, third, person)


def test_a_representative_may_have_a_matter_of_his_own(people, own, paper):
    claims.decide(asked(people, paper, people.representative), by=people.officer, granted=True)
    assert own.dossier in dossiers_visible_to(people.representative)
    assert own.dossier not in dossiers_visible_to(people.group_representative)
    assert list(enterprises_of(people.representative)) == [people.enterprise]


def test_from_the_printed_code_to_the_open_matter_by_the_pages(people, own, paper, client):
    visitor = Client()
    answer = visitor.post(reverse("claim"), newcomer(code_of(people, paper), id_number=ID_NUMBER.lower()))
    assert answer.url == reverse("account_login")
    told = people.officer.notices.get(kind="claim-made-own")
    assert "核对身份证" in told.body
    client.force_login(people.officer)
    page = client.get(told.url).content.decode()
    assert "申请办理本人的案件" in page and ID_NUMBER in page and "替换现有经办人" not in page
    assert "本人" in client.get(reverse("claims")).content.decode()
    client.post(told.url, {"granted": "yes"})
    own.dossier.refresh_from_db()
    assert own.dossier.person == User.objects.get(username="newcomer")
    visitor.post(reverse("account_login"), {"login": "newcomer", "password": "well-kept-4711"})
    account = visitor.get(reverse("account")).content.decode()
    assert "本人的案件" in account and str(own.dossier) in account and "还没有角色" not in account
    assert visitor.get(reverse("document", args=[paper.pk])).status_code != 404


def test_of_who_acts_for_a_unit_no_number_is_kept(people):
    notice = PenaltyMatter(people).document(*NOTICE)
    claim = asked(people, notice, User.objects.create(username="newcomer"))
    assert claim.id_number == "" and not claim.code.personal


def test_a_new_code_for_the_enterprise_never_stands_on_a_persons_paper(people, own, paper, client):
    client.force_login(people.officer)
    page = client.post(reverse("enterprise_access", args=[people.enterprise.pk]), {"code": "1"}).content.decode()
    assert "只显示这一次" in page
    assert AccessCode.objects.get().document.dossier == own.matter.case.dossier


def test_officers_close_a_matter_and_give_a_new_code(people, own, paper, opened, client):
    client.force_login(people.officer)
    url = reverse("own_access", args=[people.enterprise.pk])
    assert "person" in client.get(url).content.decode()
    client.post(url, {"dossier": own.dossier.pk, "end": "1"})
    own.dossier.refresh_from_db()
    assert own.dossier.person is None and audience(opened) is None
    assert "只显示这一次" in client.post(url, {"dossier": own.dossier.pk, "code": "1"}).content.decode()
    assert client.post(url, {"dossier": own.matter.case.dossier_id, "code": "1"}).status_code == 404
    for who in ("neighbour_officer", "leader", "representative"):
        client.force_login(getattr(people, who))
        assert client.get(url).status_code == 404, who


def test_the_employers_consent_to_electronic_service_does_not_bind_the_person(people, own, paper):
    ElectronicConsent.objects.create(
        enterprise=people.enterprise, signed_on=paper.issued_on, signer="示例签署人", address="示例路1号",
        by=people.officer,
    )  # fmt: skip
    unit = PenaltyMatter(people)
    put_in_charge(unit.dossier, [people.officer])
    facts = {"mode": "electronic", "served_on": today(), "receiver": "示例收件人"}
    served = engine.begin(service(unit.document(*NOTICE)), "prepare", by=people.officer)
    engine.take(served, "serve", by=people.officer, **facts)
    refused = engine.begin(service(paper), "prepare", by=people.officer)
    with pytest.raises(engine.Refused, match="没有签署电子送达确认书"):
        engine.take(refused, "serve", by=people.officer, **facts)
    engine.take(refused, "serve", by=people.officer, **{**facts, "mode": "direct"})


def service(document) -> Service:
    return Service(dossier=document.dossier, document=document, recipient="示例收件人")
