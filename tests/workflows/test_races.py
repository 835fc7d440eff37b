"""Several at once: exactly one wins, the others are told so in words, and nothing hangs or is written twice."""

import multiprocessing
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from casework.clock.models import Deadline
from casework.notices.models import Notice
from casework.trail.models import Event
from casework.trail.verify import verify_dossier
from documents.models import Document, Serial
from tests.people import cast
from tests.workflows.lawful import WAYS
from tests.workflows.stages import fingerprint, late
from tests.workflows.story import Story
from tests.workflows.together import at_once, refused
from workflows.engine import Refused, Stale, take
from workflows.tick import tick

pytestmark = pytest.mark.django_db(transaction=True)

STEPS = [("inspection", "conclude"), ("case", "order"), ("case", "report"), ("case", "recheck"), ("service", "serve")]


def gap_free() -> bool:
    """Every number taken is on a paper."""
    return all(
        Document.objects.filter(agency=serial.agency, series=serial.series, year=serial.year).count() == serial.last
        for serial in Serial.objects.all()
    )


@pytest.mark.parametrize(("kind", "step"), STEPS)
def test_four_threads_on_one_step(kind, step):
    about = WAYS[kind, step](cast())
    record = about.record
    version = record.version
    found = at_once(*[lambda: take(record, step, by=about.by, version=version, **about.facts)] * 4)
    assert len(refused(found)) == 3 and all(isinstance(r, Stale) for r in refused(found))
    assert str(refused(found)[0]) == "已被他人更改，请刷新后重试。"
    assert about.record.version == version + 1
    assert Event.objects.filter(kind=kind, record=record.pk, step=step).count() == 1
    assert verify_dossier(about.story.dossier.pk, files=False) is None and gap_free()


def test_without_a_version_the_others_meet_the_condition():
    about = WAYS["case", "order"](cast())
    found = at_once(*[lambda: take(about.record, "order", by=about.by, **about.facts)] * 4)
    assert len(refused(found)) == 3 and all("所有问题都已责令整改" in str(r) for r in refused(found))
    assert Document.objects.filter(kind="rectification-order").count() == 1 and gap_free()


def test_different_steps_on_one_case():
    """Whoever comes second meets the case as the first has left it; no deadlock, one event for each version."""
    about = WAYS["case", "recheck"](cast())
    story, p = about.story, about.people
    proof = story.evidence(p.representative, "材料", from_party=True)
    finding = about.finding
    answers = [{"finding": finding.pk, "text": "已补训", "evidence": [proof]}]
    found = at_once(
        lambda: take(story.case, "recheck", by=p.officer, **about.facts),
        lambda: take(story.case, "report", by=p.representative, due_on=finding.due_on, answers=answers),
        lambda: take(story.case, "assign", by=p.head, officers=[p.officer.pk, p.third_officer.pk]),
        tick,
    )
    assert not refused(found[2:3])
    versions = list(Event.objects.filter(kind="case").order_by("version").values_list("version", flat=True))
    assert versions == list(range(1, story.case.version + 1))
    assert verify_dossier(story.dossier.pk, files=False) is None and gap_free()


def test_double_click():
    about = WAYS["case", "order"](cast())
    version = about.record.version
    take(about.record, "order", by=about.by, version=version, **about.facts)
    before = fingerprint()
    with pytest.raises(Stale, match="已被他人更改，请刷新后重试"):
        take(about.record, "order", by=about.by, version=version, **about.facts)
    assert fingerprint() == before


def tick_and_tell(results) -> None:
    connections.close_all()
    try:
        results.put(tick())
    except Exception as error:  # the parent fails, with its words
        results.put({"error": repr(error)})
    connections.close_all()


def test_two_processes_tick_at_once():
    people = cast()
    stories = [late(Story(people)) for _ in range(4)]
    due = Deadline.objects.filter(status="running", fired_at=None, lapses_at__lte=timezone.now())
    wanted = due.count()
    assert wanted >= 4
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    connections.close_all()
    workers = [context.Process(target=tick_and_tell, args=(results,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    done = [results.get(timeout=120) for _ in workers]
    for worker in workers:
        worker.join(60)
    assert not [d for d in done if "error" in d], done
    assert sum(d["fired"] for d in done) == wanted and not due.exists()
    for story in stories:
        assert story.case.state == "expired"
        assert story.dossier.events.filter(step="expire").count() == 1
        told = Notice.objects.filter(dossier=story.dossier, kind="period-expired-party", to=people.representative)
        assert told.count() == 1
        assert verify_dossier(story.dossier.pk, files=False) is None


def test_a_late_tick_and_a_report_at_once():
    """The party answers at the very moment the clock looks: reported, or expired and then reported; never lost."""
    story = late(Story(cast()))
    p, finding = story.people, story.case.findings.get()
    proof = story.evidence(p.representative, "材料", from_party=True)
    answers = [{"finding": finding.pk, "text": "已补训", "evidence": [proof]}]
    found = at_once(
        lambda: take(story.case, "report", by=p.representative, due_on=finding.due_on, answers=answers), tick
    )
    assert not refused(found) and story.case.state == "reported"
    assert story.dossier.deadlines.filter(name="recheck", status="running").count() == 1
    assert verify_dossier(story.dossier.pk, files=False) is None


def test_a_step_on_a_closed_case_is_refused_at_any_speed():
    about = WAYS["case", "reopen"](cast())
    case = about.record
    calls = [lambda: take(case, "report", by=about.people.representative, due_on=timezone.localdate(), answers=[])] * 2
    calls += [lambda: take(case, "order", by=about.by, findings=[], officers=[])] * 2
    before = fingerprint()
    found = at_once(*calls)
    assert len(refused(found)) == 4 and all(isinstance(r, Refused) for r in found)
    assert all("“已结案”状态不能" in str(r) for r in found)
    assert fingerprint() == before


def test_the_clock_is_idempotent_over_days():
    story = late(Story(cast()))
    moments = [timezone.now() + timedelta(days=n) for n in (0, 0, 1, 5)]
    fired = [tick(at=moment)["fired"] for moment in moments]
    assert fired[0] and not fired[1]
    assert story.dossier.events.filter(step="expire").count() == 1
