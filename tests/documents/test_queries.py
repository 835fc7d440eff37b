"""Who reads which file and paper."""

import itertools
from datetime import date

import pytest

from documents.models import Attachment, Document, Dossier
from documents.queries import attachments_visible_to, documents_visible_to, dossiers_visible_to

pytestmark = pytest.mark.django_db

codes = itertools.count()


@pytest.fixture
def dossiers(people):
    """One dossier in 兴宁区 about ``enterprise``, one in 柳州市城中区 about ``other_enterprise``; each with an open and
    an internal file and paper.
    """

    def dossier(agency, region, enterprise) -> Dossier:
        made = Dossier.objects.create(
            kind="case", agency=agency, region_code=region, enterprise=enterprise, title=enterprise.name
        )
        for internal in (False, True):
            Attachment.objects.create(dossier=made, name="a.jpg", by=people.officer, size=1, internal=internal)
            Document.objects.create(
                dossier=made,
                kind="rectification-order",
                title="责令限期整改指令书",
                agency=agency,
                facts={},
                issued_on=date(2026, 9, 1),
                internal=internal,
                code=f"CODE{next(codes):08}",
            )
        return made

    return (
        dossier(people.county, "450102", people.enterprise),
        dossier(people.neighbour_county, "450202", people.other_enterprise),
    )


@pytest.mark.parametrize(
    ("person", "ours", "theirs"),
    [
        ("officer", 2, 0),
        ("county_officer", 2, 0),
        ("clerk", 2, 0),
        ("neighbour_officer", 0, 2),
        ("province_officer", 2, 2),
        ("representative", 1, 0),
        ("group_representative", 1, 0),
        ("stranger", 0, 1),
        ("system_admin", 0, 0),
        ("security_admin", 0, 0),
        ("audit_admin", 0, 0),
    ],
)
def test_files_and_papers_seen(people, dossiers, person, ours, theirs):
    user = getattr(people, person)
    seen = dict(zip(dossiers, (ours, theirs), strict=True))
    assert set(dossiers_visible_to(user)) == {d for d, n in seen.items() if n}
    for visible in (attachments_visible_to(user), documents_visible_to(user)):
        rows = list(visible)
        assert [sum(r.dossier == d for r in rows) for d in dossiers] == [ours, theirs]
        if max(ours, theirs) == 1:
            assert not any(r.internal for r in rows)


def test_an_authority_that_ended_shows_nothing(people, dossiers):
    people.representative.memberships.update(valid_to=date(2026, 1, 1))
    assert not attachments_visible_to(people.representative) and not documents_visible_to(people.representative)


def test_a_list_of_files_costs_one_query(people, dossiers, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):  # the person's places, then the files
        list(attachments_visible_to(people.officer))
