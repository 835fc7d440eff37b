"""One uploads, another approves, and papers of a later day are drawn with it; those dated before stay as they are."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from casework.core.now import today
from documents import drawing
from documents.models import Document, TemplateVersion
from documents.templating import compare, versions
from tests.documents.matters import Matter
from tests.documents.office_template import ORDER, changed, factory_file
from tests.documents.plain import texts

pytestmark = pytest.mark.django_db

NEW = changed(("经查，你单位存在下列问题：", "经现场检查，你单位存在下列问题："))
SAYS_NEW, SAYS_OLD = "经现场检查，你单位存在下列问题：", "经查，你单位存在下列问题："


@pytest.fixture
def uploaded(people):
    return versions.upload(ORDER, people.agency, NEW, words="加“现场检查”", warnings=[], by=people.clerk)


def issued(people, on: date) -> Document:
    from documents.catalogue import KINDS

    matter = Matter(people)
    facts = KINDS[ORDER].facts(matter.paper(ORDER, issued_on=on))
    return Document.objects.create(
        dossier=matter.dossier, kind=ORDER, title="责令限期整改指令书", number=matter.number, agency=people.agency,
        facts=facts, issued_on=on, code=f"CODE{on:%m%d}{matter.dossier.pk:04}",
    )  # fmt: skip


def body_text(document: Document) -> list[str]:
    document.refresh_from_db()
    with document.file.open("rb") as file:
        return texts(file.read())["body"]


def test_a_paper_is_drawn_with_the_version_of_its_own_day(people, uploaded):
    tomorrow = today() + timedelta(1)
    versions.approve(uploaded, begins=tomorrow, ends=tomorrow + timedelta(9), by=people.legal)
    before, after, ended = (issued(people, day) for day in (today(), tomorrow, tomorrow + timedelta(10)))
    drawing.draw_all(10)
    assert SAYS_OLD in body_text(before) and SAYS_NEW in body_text(after) and SAYS_OLD in body_text(ended)
    assert after.template_digest == uploaded.sha256 != before.template_digest == ended.template_digest


def test_a_paper_drawn_again_after_a_later_version_is_the_same_to_the_byte(people, uploaded):
    tomorrow = today() + timedelta(1)
    versions.approve(uploaded, begins=tomorrow, by=people.legal)
    paper = issued(people, tomorrow)
    drawing.draw_all(10)
    paper.refresh_from_db()
    first = paper.sha256
    later = versions.upload(ORDER, people.agency, factory_file(), words="改回", warnings=[], by=people.clerk)
    versions.approve(later, begins=tomorrow + timedelta(1), by=people.legal)
    Document.objects.filter(pk=paper.pk).update(sha256="", file="")
    drawing.draw_all(10)
    paper.refresh_from_db()
    assert paper.sha256 == first and paper.template_digest == uploaded.sha256


def test_another_agency_keeps_its_own(people, uploaded):
    tomorrow = today() + timedelta(1)
    versions.approve(uploaded, begins=tomorrow, by=people.legal)
    assert versions.in_force(ORDER, people.agency.pk, tomorrow) is not None
    assert versions.in_force(ORDER, people.neighbour.pk, tomorrow) is None
    assert versions.in_force("correction", people.agency.pk, tomorrow) is None


def test_what_is_refused_about_the_dates(people, uploaded):
    day = today() + timedelta(3)
    with pytest.raises(versions.VersionRefused, match="最早是明天"):
        versions.approve(uploaded, begins=today(), by=people.legal)
    with pytest.raises(versions.VersionRefused, match="不能早于起用日期"):
        versions.approve(uploaded, begins=day, ends=day - timedelta(1), by=people.legal)
    versions.approve(uploaded, begins=day, by=people.legal)
    second = versions.upload(ORDER, people.agency, factory_file(), words="另一版", warnings=[], by=people.clerk)
    with pytest.raises(versions.VersionRefused, match="已经有另一版起用"):
        versions.approve(second, begins=day, by=people.legal)


def test_nobody_approves_his_own(people):
    own = versions.upload(ORDER, people.agency, NEW, words="改", warnings=[], by=people.legal)
    with pytest.raises(versions.VersionRefused, match="不能由自己批准"):
        versions.approve(own, begins=today() + timedelta(1), by=people.legal)
    with pytest.raises(IntegrityError), transaction.atomic():
        TemplateVersion.objects.filter(pk=own.pk).update(
            status="approved", decided_by=people.legal, decided_on=today(), effective_from=today() + timedelta(1)
        )


def test_one_waits_at_a_time_and_is_decided_once(people, uploaded):
    with pytest.raises(versions.VersionRefused, match="第1版还在等批准"):
        versions.upload(ORDER, people.agency, NEW, words="再传", warnings=[], by=people.clerk)
    versions.refuse(uploaded, reason="措辞不对", by=people.legal)
    for again in (
        lambda: versions.refuse(uploaded, reason="再退", by=people.legal),
        lambda: versions.approve(uploaded, begins=today() + timedelta(1), by=people.legal),
    ):
        with pytest.raises(versions.VersionRefused, match="已经处理过"):
            again()
    assert versions.upload(ORDER, people.agency, NEW, words="再传", warnings=[], by=people.clerk).no == 2


def test_stopped_today_it_no_longer_counts_tomorrow(people, uploaded):
    tomorrow = today() + timedelta(1)
    versions.approve(uploaded, begins=tomorrow, by=people.legal)
    versions.stop(uploaded, by=people.legal)
    assert versions.in_force(ORDER, people.agency.pk, tomorrow) is None
    uploaded.refresh_from_db()
    with pytest.raises(versions.VersionRefused):
        versions.stop(uploaded, by=people.legal)
    assert uploaded.history.count() == 3


def test_a_file_changed_behind_our_back_is_not_used(people, uploaded):
    versions.approve(uploaded, begins=today() + timedelta(1), by=people.legal)
    with open(uploaded.file.path, "ab") as file:
        file.write(b"x")
    with pytest.raises(versions.VersionRefused, match="摘要不一致"):
        versions.body_of(uploaded)


def test_the_database_refuses_another_file_or_text(people, uploaded):
    for change in ({"sha256": "0" * 64}, {"file": "other.docx"}, {"note": "别的话"}, {"author": people.head}):
        with pytest.raises(DatabaseError, match="已固定的记录"), transaction.atomic():
            TemplateVersion.objects.filter(pk=uploaded.pk).update(**change)
    with pytest.raises(DatabaseError, match="已固定的记录"), transaction.atomic():
        TemplateVersion.objects.filter(pk=uploaded.pk).delete()


def test_side_by_side_names_what_changed():
    found = compare.side_by_side(factory_file(), NEW)
    assert [(line.old, line.new) for line in found if line.kind == "changed"] == [(SAYS_OLD, SAYS_NEW)]
    assert compare.side_by_side(NEW, NEW) == []
    shorter = changed(("经查，你单位存在下列问题：", ""))
    assert [line.old for line in compare.side_by_side(factory_file(), shorter) if line.kind == "gone"] == [SAYS_OLD]
