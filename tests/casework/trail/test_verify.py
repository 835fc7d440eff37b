"""One changed byte anywhere in a chain, a file or a seal is found and named."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from casework.trail import guards
from casework.trail.models import Event, SealLeaf
from casework.trail.seals import seal
from casework.trail.verify import verify_dossier, verify_seals
from documents import drawing
from documents.models import Attachment, Document
from tests.people import cast
from tests.workflows.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    story = Story(cast()).found().order()
    drawing.sweep()
    assert verify_dossier(story.dossier.pk) is None
    return story


@pytest.fixture
def unguarded():
    """Somebody who owns the database and dropped its guards."""
    guards.remove(connection)
    yield
    guards.install(connection)


def overwrite(name):
    with default_storage.open(name) as file:
        body = file.read()
    default_storage.delete(name)
    assert default_storage.save(name, ContentFile(body[:-1] + bytes([body[-1] ^ 1]))) == name


@pytest.mark.parametrize("column", ["by_name", "step", "source", "at", "facts", "digest", "previous"])
def test_a_changed_event_is_named(story, unguarded, column):
    event = Event.objects.filter(dossier=story.dossier, seq=3).get()
    value = {"at": "2020-01-01T00:00Z", "facts": {"x": 1}}.get(column, "改动")
    Event.objects.filter(pk=event.pk).update(**{column: value})
    broken = verify_dossier(story.dossier.pk)
    assert (broken.what, broken.where) == ("event", event.pk) and "第3条" in str(broken)


def test_a_missing_last_event_is_found(story, unguarded):
    Event.objects.filter(dossier=story.dossier).latest("seq").delete()
    assert verify_dossier(story.dossier.pk).what == "head"


def test_a_changed_paper_is_named(story):
    document = Document.objects.filter(dossier=story.dossier, kind="rectification-order").get()
    overwrite(document.file.name)
    broken = verify_dossier(story.dossier.pk)
    assert (broken.what, broken.where) == ("document", document.pk) and document.number in str(broken)


def test_a_changed_piece_of_evidence_is_named(story):
    attachment = Attachment.objects.filter(dossier=story.dossier).first()
    overwrite(attachment.file.name)
    assert verify_dossier(story.dossier.pk).where == attachment.pk


def test_changed_facts_of_a_paper_are_named(story, unguarded):
    document = Document.objects.filter(dossier=story.dossier).last()
    Document.objects.filter(pk=document.pk).update(facts={**document.facts, "title": "别的"})
    assert verify_dossier(story.dossier.pk).where == document.pk


def test_seals_chain_and_hold_the_heads(story, unguarded):
    first = seal()
    assert seal() is None
    story.serve()
    second = seal()
    assert second.previous == first.digest and verify_seals() is None
    SealLeaf.objects.filter(seal=first).update(digest="0" * 64)
    assert verify_seals().where == first.pk


def test_a_rehashed_chain_breaks_its_seal(story, unguarded):
    """Whoever can write may hash a chain anew; the seal that went out before still holds the old head."""
    made = seal()
    event = Event.objects.filter(dossier=story.dossier).latest("seq")
    Event.objects.filter(pk=event.pk).update(digest="1" * 64)
    assert verify_seals().where == made.pk


def test_the_command_names_what_is_broken(story, capsys):
    call_command("verify_trail")
    assert "校验通过" in capsys.readouterr().out
    overwrite(Attachment.objects.filter(dossier=story.dossier).first().file.name)
    with pytest.raises(CommandError):
        call_command("verify_trail")
    assert "被改动" in capsys.readouterr().out
