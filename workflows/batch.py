"""The clock's way through the gate: the same step for many records at once, with the gate's order and one statement for
each kind of row. Only steps of the clock pass here; their dossiers are locked already (clock.queries.claim_due).
"""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.db import connection

from casework.clock import deadlines
from casework.clock.models import Deadline
from casework.core.now import now
from casework.trail import chain
from documents.models import Dossier
from workflows import rows
from workflows.engine import Lifecycle, Rights, Step, event_facts
from workflows.facts import with_defaults
from workflows.words import OnService

WHOSE = ("dossier_id", "kind", "record", "key")


@dataclass
class Passage:
    """One record on its way: ``refused`` is the sentence when it may not pass."""

    page: Lifecycle
    dossier: Dossier
    facts: dict[str, Any]
    refused: str = ""
    line: chain.Line | None = None
    previous: str = ""
    plans: list[Deadline] = field(default_factory=list)


def take_many(step: str, pages: Iterable[tuple[Lifecycle, Dossier]], facts: Sequence[dict[str, Any]]) -> list[Passage]:
    """Take a step of the clock for each page; those that may not pass are left as they are, with the reason.

    A dossier may come several times; its chain goes on from passage to passage.
    """
    passages = [Passage(page, dossier, given) for (page, dossier), given in zip(pages, facts, strict=True)]
    planned: dict[Any, Deadline] = {}
    for passage in passages:
        move(passage, step, planned)
    passed = [passage for passage in passages if passage.line]
    if passed:
        with connection.cursor() as cursor:
            write_lines(cursor, passed)
            write_records(cursor, passed)
            rows.insert_many(cursor, [plan for passage in passed for plan in passage.plans])
    return passages


def move(passage: Passage, step: str, planned: dict[Any, Deadline]) -> None:
    """The gate's checks and the body, in memory; the event is linked to the dossier's chain."""
    page, dossier = passage.page, passage.dossier
    page.rights, page.facts = Rights(clock=True), SimpleNamespace(**with_defaults(type(page), step, passage.facts))
    record, source = page.record, page.record.state
    transition = page.transition(step)
    if transition is None or not transition.has_perm(page, None):
        passage.refused = "当前状态不能办理此事项。"
        return
    if unmet := transition.get_unmet_condition(page):
        passage.refused = unmet[1].unmet
        return
    getattr(page, step)(**passage.facts)
    told = event_facts(Step(step, None, passage.facts))
    passage.line = chain.Line(
        *(record.dossier_id, dossier.seq + 1, page.kind, record.pk, record.version + 1, step, source, record.state),
        *(now(), None, "系统时钟", told),
    )
    passage.previous, dossier.seq = dossier.head, dossier.seq + 1
    dossier.head = chain.digest(passage.line, passage.previous)
    record.version += 1
    passage.plans = plans_of(page, page.effects(step).starts, planned)


def plans_of(page: Lifecycle, starts: Sequence[Any], planned: dict[Any, Deadline]) -> list[Deadline]:
    """The clocks that start. One that differs only in whose it is was computed before: the date is counted once."""
    found = []
    for name in starts:
        for more in [] if isinstance(name, OnService) else page.starting(name):
            whose = {
                "dossier_id": page.record.dossier_id,
                "kind": page.kind,
                "record": page.record.pk,
                "key": "",
                **more,
            }
            rest = {key: value for key, value in whose.items() if key not in WHOSE}
            mark = (name, *sorted(rest.items()))
            if mark not in planned:
                planned[mark] = deadlines.plan(**{**whose, "name": name})
            row = copy(planned[mark])
            for key in WHOSE:
                setattr(row, key, whose[key])
            found.append(row)
    return found


def write_lines(cursor: Any, passed: list[Passage]) -> None:
    """All events, then the heads of their dossiers."""
    chain.write_many(cursor, [(p.line, p.previous) for p in passed if p.line])
    heads = {p.dossier.pk: p.dossier for p in passed}
    cursor.executemany(chain.MOVE_HEAD, [[d.seq, d.head, d.pk] for d in heads.values()])


def write_records(cursor: Any, passed: list[Passage]) -> None:
    """State and version of each record, in the order of its events: the guard asks for every version."""
    model = type(passed[0].page.record)
    text = f'UPDATE "{model._meta.db_table}" SET state = %s, version = %s WHERE id = %s AND version = %s'
    lines = [p.line for p in passed if p.line]
    cursor.executemany(text, [[line.target, line.version, line.record, line.version - 1] for line in lines])
