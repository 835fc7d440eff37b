"""What goes round the gate: each way sets a record's state by itself; the database refuses it, naming the article."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.admin import AdminSite, ModelAdmin
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory
from viewflow.fsm import State

from casework.trail import guards
from workflows.registry import page_of
from workflows.words import SELF, Effects


def by_update(record: Any, state: str) -> None:
    type(record).objects.filter(pk=record.pk).update(state=state, version=record.version + 1)


def by_bulk(record: Any, state: str) -> None:
    record.state, record.version = state, record.version + 1
    type(record).objects.bulk_update([record], ["state", "version"])


def by_admin(record: Any, state: str) -> None:
    """Nobody registers a record with a lifecycle; what an admin page would do if somebody did."""
    record.state, record.version = state, record.version + 1
    page = ModelAdmin(type(record), AdminSite())
    page.save_model(RequestFactory().post("/"), record, form=None, change=True)


def by_sql(record: Any, state: str) -> None:
    with connection.cursor() as cursor:
        text = f'UPDATE "{record._meta.db_table}" SET state = %s, version = version + 1 WHERE id = %s'
        cursor.execute(text, [state, record.pk])


WAYS: dict[str, Callable[[Any, str], None]] = {
    "update": by_update,
    "bulk_update": by_bulk,
    "admin": by_admin,
    "sql": by_sql,
}


# A constraint of the row's own would refuse first: what it asks is given, so that only the guard stands in the way.
GIVEN: dict[tuple[str, str], dict[str, Any]] = {("documents_service", "served"): {"served_on": date(2026, 1, 5)}}


def refused(work: Callable[[Any, str], None], record: Any, state: str) -> str:
    """The work fails at its own statement, inside the savepoint; what the database says."""
    given = GIVEN.get((record._meta.db_table, state), {})
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        if given:
            type(record).objects.filter(pk=record.pk).update(**given)
        record.refresh_from_db()
        work(record, state)
    return str(caught.value)


def aims(record: Any, effects: Effects) -> list[str]:
    """The states to which the step leads from here; none where it does not lead out of the record's state."""
    for sources, aim in effects.moves.items():
        if sources is State.ANY or record.state in (sources if isinstance(sources, tuple) else (sources,)):
            return [record.state] if aim is SELF else [str(state) for state in getattr(aim, "states", [aim])]
    return []


def refuse_every_way(record: Any, step: str) -> None:
    """No way round the gate brings the record where the step would, and each refusal names the step and its article.

    Where the law asks something of the state itself, that sentence may come first: it has an article of its own.
    """
    effects = page_of(record).steps()[step]
    named = f"“{effects.label}”（{effects.law}）" if effects.law else f"“{effects.label}”"
    for state in aims(record, effects):
        demanded = guards.DEMANDED.get((record._meta.db_table, state), ("", ""))[1]
        for name, work in WAYS.items():
            said = refused(work, record, state)
            by_the_step = guards.WORDS["step"] in said and named in said
            assert by_the_step or (demanded and demanded in said), (name, state, said)
