"""Who reads which file and paper."""

import itertools
from datetime import date

import pytest

from casework.accounts.models import Membership
from documents.models import Attachment, Document, Dossier, Service
from documents.queries import attachments_visible_to, documents_visible_to, dossiers_visible_to
from workflows import engine

pytestmark = pytest.mark.django_db

codes = itertools.count()


def paper(dossier: Dossier, internal: bool = False) -> Document:
    return Document.objects.create(
        dossier=dossier,
        kind="a-letter",
        title="复函",
        agency=dossier.agency,
        facts={},
        issued_on=date(2026, 9, 1),
        internal=internal,
        code=f"CODE{next(codes):08}",
    )


@pytest.fixture
def dossiers(people):
    """A dossier in 兴宁区 about ``enterprise``, another in 柳州市城中区 about ``other_enterprise``: in each an open and
    an internal paper, and three files: the party's, the officer's, an internal one.
    """

    def dossier(agency, region, enterprise) -> Dossier:
        made = Dossier.objects.create(
            kind="case", agency=agency, region_code=region, enterprise=enterprise, title=enterprise.name
        )
        for internal in (False, True):
            paper(made, internal)
        for from_party, internal in ((True, False), (False, False), (False, True)):
            Attachment.objects.create(
                dossier=made, name="a.jpg", by=people.officer, size=1, from_party=from_party, internal=internal
            )
        return made

    return (
        dossier(people.county, "450102", people.enterprise),
        dossier(people.neighbour_county, "450202", people.other_enterprise),
    )


@pytest.mark.parametrize(
    ("person", "ours", "theirs"),
    [
        ("officer", True, False),
        ("county_officer", True, False),
        ("clerk", True, False),
        ("neighbour_officer", False, True),
        ("province_officer", True, True),
        ("system_admin", False, False),
        ("security_admin", False, False),
        ("audit_admin", False, False),
    ],
)
def test_the_office_reads_everything_of_its_territory(people, dossiers, person, ours, theirs):
    user = getattr(people, person)
    seen = {d for d, visible in zip(dossiers, (ours, theirs), strict=True) if visible}
    assert set(dossiers_visible_to(user)) == seen
    assert set(documents_visible_to(user)) == set(Document.objects.filter(dossier__in=seen))
    assert set(attachments_visible_to(user)) == set(Attachment.objects.filter(dossier__in=seen))


@pytest.mark.parametrize(("person", "own"), [("representative", 0), ("group_representative", 0), ("stranger", 1)])
def test_a_party_reads_its_own_matters_and_nothing_internal(people, dossiers, person, own):
    user = getattr(people, person)
    assert list(dossiers_visible_to(user)) == [dossiers[own]]
    assert list(documents_visible_to(user)) == list(Document.objects.filter(dossier=dossiers[own], internal=False))
    assert list(attachments_visible_to(user)) == list(Attachment.objects.filter(dossier=dossiers[own], from_party=True))


def service(document: Document, by) -> Service:
    row = Service(dossier=document.dossier, document=document, recipient=str(document.dossier.enterprise))
    return engine.begin(row, "prepare", by=by)


def test_a_paper_is_the_partys_once_it_reached_it(people, dossiers):
    document = paper(dossiers[0])
    row = service(document, people.county_officer)
    assert document in documents_visible_to(people.officer)
    assert document not in documents_visible_to(people.representative)

    tried = date(2026, 9, 1)
    row = engine.take(row, "attempt", by=people.county_officer, mode="direct", tried_on=tried, remark="大门锁闭")
    assert document not in documents_visible_to(people.representative)

    engine.take(row, "serve", by=people.county_officer, mode="direct", served_on=date(2026, 9, 2), receiver="门卫甲")
    service(document, people.county_officer)  # a second recipient is still to be served
    assert list(documents_visible_to(people.representative)).count(document) == 1
    assert document not in documents_visible_to(people.stranger)


def test_an_administrators_role_closes_every_matter(people, dossiers):
    both = Membership(user=people.officer, role="system_admin", valid_from=date(2020, 1, 1))
    Membership.objects.bulk_create([both])  # against the rule, past the check that holds it
    assert not documents_visible_to(people.officer) and not attachments_visible_to(people.officer)


def test_an_authority_that_ended_shows_nothing(people, dossiers):
    people.representative.memberships.update(valid_to=date(2026, 1, 1))
    assert not attachments_visible_to(people.representative) and not documents_visible_to(people.representative)


@pytest.mark.parametrize("person", ["officer", "representative"])
def test_a_list_of_files_costs_the_same_however_long(people, dossiers, person, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        assert list(attachments_visible_to(getattr(people, person)))
