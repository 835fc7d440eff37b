"""The daily clock, as one idempotent sweep: what is due fires once, what is near is told once, however many sweeps run
at once or how late. The clock moves a record to a waiting state and tells people; it never issues a paper.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from casework.clock.models import Deadline
from casework.clock.moves import recalculate
from casework.clock.queries import claim_due, claim_to_warn, mark_fired, mark_warned
from casework.core.now import now
from casework.core.words import date_cn
from casework.enforcement import standing
from casework.enforcement.models import Case
from casework.enforcement.queries import refresh_due_many
from casework.notices.write import Letter, write_many
from casework.trail import chain
from documents.models import Service
from workflows import after, engine
from workflows.accreditation import lapsing, reminding, watching
from workflows.batch import Passage, take_many
from workflows.enforcement.case import CaseLifecycle

BATCH = 500
MOVES = 5000  # dates moved in one tick after a change of the calendar; the next tick goes on
# Their steps tell whom they concern; a second notice of the same day is noise.
TOLD_ELSEWHERE = ("rectification", *lapsing.STEPS, *watching.CLOCKS)
# The applicant's own dates: he is warned of them, and nobody in the office waits for a draft.
APPLICANTS = ("application_window", "supplement")
PARTYS = ("rectification", "designation_rectify")  # who must put something right is warned as well


def tick(at: datetime | None = None, limit: int | None = None) -> dict[str, int]:
    """Run the sweep until nothing is due.

    Args:
        at: the moment to sweep for, default now; a day that was missed is only late.
        limit: stop after about so many deadlines (for tests and benches).

    Returns:
        How many fired, were warned of, and moved with the calendar.
    """
    moment, done = at or now(), {"fired": 0, "warned": 0, "moved": recalculate(chain.append, limit=MOVES)}
    for name, work in (("fired", fire_batch), ("warned", warn_batch)):
        while count := work(moment):
            done[name] += count
            if limit and done[name] >= limit:
                break
    done["fired"] += watching.end_those_run_out()
    watching.remind_of_renewal()
    if any(done.values()):
        after.nudge()
    return done


@transaction.atomic
def fire_batch(moment: datetime) -> int:
    """Fire up to a batch of lapsed deadlines; returns how many were claimed."""
    claimed = claim_due(BATCH, moment)
    if not claimed:
        return 0
    by_name: dict[str, list[Deadline]] = {}
    for deadline in claimed:
        by_name.setdefault(deadline.name, []).append(deadline)
    expire(by_name.get("rectification", []))
    deem_served(by_name.get("public_notice", []))
    lapsing.follow(by_name)
    watching.follow(by_name)
    mark_fired([deadline.pk for deadline in claimed], now())
    told = [d for d in claimed if d.name not in TOLD_ELSEWHERE and not d.right_of_party]
    write_many([letter("deadline-lapsed", deadline) for deadline in told])
    return len(claimed)


def expire(lapsed: list[Deadline]) -> list[Passage]:
    """The cases whose date passed: one step each, told to both sides; a date held or answered meanwhile stays."""
    if not lapsed:
        return []
    cases = {case.pk: case for case in Case.objects.filter(pk__in={d.record for d in lapsed})}
    standing.preload(cases.values())
    pages = [(CaseLifecycle(cases[d.record]), d.dossier) for d in lapsed]
    passages = take_many("expire", pages, [{"due_on": d.due_on} for d in lapsed])
    passed = [p for p in passages if p.line]
    write_many([letter for p in passed for letter in expiry_letters(p)])
    refresh_due_many({p.dossier.pk for p in passed})
    return passages


def expiry_letters(passage: Passage) -> Iterable[Letter]:
    record = passage.page.record
    for code in passage.page.wanted(CaseLifecycle.steps()["expire"].tells):
        yield Letter(code, passage.dossier, f"case:{record.pk}:{record.version}", {"party": record.party_name})


def deem_served(lapsed: list[Deadline]) -> None:
    """Public notices that are over; few, so each takes the whole gate."""
    for deadline in lapsed:
        service = Service.objects.get(pk=int(deadline.key))
        try:
            engine.take(service, "deem_served", by=None)
        except engine.Refused:
            continue  # served in another way, or annulled, meanwhile


@transaction.atomic
def warn_batch(moment: datetime) -> int:
    """Tell of deadlines that are near: due and not yet told, never "exactly so many days"."""
    claimed = claim_to_warn(BATCH, moment)
    write_many([letter("deadline-near", d) for d in claimed if not d.right_of_party and d.name not in APPLICANTS])
    write_many([letter("deadline-near-applicant", d) for d in claimed if d.name in APPLICANTS])
    write_many([letter("deadline-near-party", d) for d in claimed if d.name in PARTYS])
    write_many(reminding.letters(claimed))
    mark_warned([deadline.pk for deadline in claimed], now())
    return len(claimed)


def letter(code: str, deadline: Deadline) -> Letter:
    words: dict[str, Any] = {"label": deadline.label, "due_on": date_cn(deadline.due_on)}
    return Letter(code, deadline.dossier, f"deadline:{deadline.pk}", words)
