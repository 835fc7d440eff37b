"""Every way round the gate that we know is refused by the database itself, and nothing has changed afterwards."""

import pytest
from django.db import DatabaseError, connection, transaction

from casework.enforcement.models import Case, Inspection
from casework.trail import guards
from casework.trail.models import Event
from documents.models import Attachment, Document, Serial, Service
from tests.people import cast
from tests.workflows.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story(cast()).found().order().serve()


def refused(work):
    """The work fails at its own statement, inside the savepoint, and says why in words."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        work()
    return str(caught.value)


def sql(text, *values):
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def save_with(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


STATE = [
    ("update", lambda s: Case.objects.filter(pk=s.case.pk).update(state="closed")),
    (
        "update with version",
        lambda s: Case.objects.filter(pk=s.case.pk).update(state="closed", version=s.case.version + 1),
    ),
    ("save", lambda s: save_with(s.case, state="closed")),
    ("bulk_update", lambda s: bulk(s.case)),
    ("raw sql", lambda s: sql("UPDATE enforcement_case SET state = 'closed' WHERE id = %s", s.case.pk)),
    ("version alone", lambda s: Case.objects.filter(pk=s.case.pk).update(version=99)),
    ("another dossier", lambda s: Case.objects.filter(pk=s.case.pk).update(dossier=other_dossier(s))),
    ("delete", lambda s: Case.objects.filter(pk=s.case.pk)._raw_delete("default")),
    ("inspection", lambda s: Inspection.objects.filter(pk=s.inspection.pk).update(state="cancelled")),
    ("service", lambda s: Service.objects.filter(dossier=s.dossier).update(state="cancelled")),
]


def bulk(case):
    case.state = "closed"
    Case.objects.bulk_update([case], ["state"])


def other_dossier(story):
    from workflows.opening import open_dossier

    return open_dossier("case", story.cast.agency, story.cast.enterprise, [])


@pytest.mark.parametrize(("way", "work"), STATE, ids=[way for way, _ in STATE])
def test_a_state_changes_through_the_gate_only(story, way, work):
    before = (story.case.state, story.case.version, story.dossier.events.count())
    words = refused(lambda: work(story))
    assert any(sentence in words for sentence in guards.WORDS.values())
    assert (story.case.state, story.case.version, story.dossier.events.count()) == before


def test_the_refusal_names_the_steps_that_lead_there_and_their_articles(story):
    closing = refused(lambda: Case.objects.filter(pk=story.case.pk).update(state="closed"))
    assert f"{guards.WORDS['step']}进入“已结案”的环节：“结案”（行政处罚法第47条，安全生产法第97条）。" in closing
    staying = refused(lambda: Case.objects.filter(pk=story.case.pk).update(version=99))
    assert f"{guards.WORDS['step']}停留在“整改中”的环节：" in staying
    assert "“答复延期申请”" in staying
    assert guards.WORDS["step"] in refused(lambda: Case.objects.filter(pk=story.case.pk).update(state="nowhere"))


def test_guards_stand_without_any_page(story, monkeypatch):
    """Who builds guards knows no page: without sentences the rule itself is said."""
    monkeypatch.setattr(guards, "SENTENCES", {})
    try:
        guards.install(connection)
        words = refused(lambda: Case.objects.filter(pk=story.case.pk).update(state="closed"))
    finally:
        monkeypatch.undo()
        guards.install(connection)
    assert guards.WORDS["step"] in words
    assert "环节：" not in words


def test_a_record_is_born_in_no_state(story):
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.create(
            dossier=other_dossier(story), state="closed", agency=story.cast.agency, enterprise=story.cast.enterprise,
            party_name="示例", region_code="450102", industry=story.cast.enterprise.industry,
        )  # fmt: skip


FROZEN = [
    ("event changed", lambda s: Event.objects.filter(dossier=s.dossier).update(by_name="别人")),
    ("event deleted", lambda s: Event.objects.filter(dossier=s.dossier).latest("seq").delete()),
    (
        "document renumbered",
        lambda s: Document.objects.filter(dossier=s.dossier).update(number="（南）应急责改〔2026〕9号"),
    ),
    ("facts changed", lambda s: Document.objects.filter(dossier=s.dossier).update(facts={})),
    ("document deleted", lambda s: Document.objects.filter(dossier=s.dossier)._raw_delete("default")),
    ("evidence changed", lambda s: Attachment.objects.filter(dossier=s.dossier).update(sha256="0" * 64)),
    ("evidence deleted", lambda s: Attachment.objects.filter(dossier=s.dossier)._raw_delete("default")),
    ("number taken back", lambda s: Serial.objects.update(last=0)),
    ("series deleted", lambda s: Serial.objects.all()._raw_delete("default")),
]


@pytest.mark.parametrize(("way", "work"), FROZEN, ids=[way for way, _ in FROZEN])
def test_history_is_frozen(story, way, work):
    words = refused(lambda: work(story))
    assert any(sentence in words for sentence in guards.WORDS.values())


def test_what_is_no_state_stays_free(story):
    assert Case.objects.filter(pk=story.case.pk).update(stage_reason="备注") == 1


@pytest.mark.needs("sqlite")
def test_replace_is_refused_although_it_fires_no_delete_trigger(story):
    event = Event.objects.filter(dossier=story.dossier).latest("seq")
    words = refused(lambda: sql("INSERT OR REPLACE INTO trail_event SELECT * FROM trail_event WHERE id = %s", event.pk))
    assert guards.WORDS["frozen"] in words


@pytest.mark.needs("postgresql")
def test_truncate_is_refused(story):
    sql("SET CONSTRAINTS ALL IMMEDIATE")  # or the server refuses for another reason
    assert guards.WORDS["frozen"] in refused(lambda: sql("TRUNCATE trail_event CASCADE"))


def test_all_guards_stand_after_migrate(db):
    assert guards.count(connection) == guards.expected(connection) > 25


def test_a_missing_guard_is_noticed(db):
    from casework.trail.apps import guards_stand

    guards.remove(connection)
    try:
        assert [found.id for found in guards_stand(None, ["default"])] == ["trail.W001"]
    finally:
        guards.install(connection)
