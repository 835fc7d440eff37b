"""The gate's SQL: few, small, prepared statements with the same text on both databases (docs/adr/0006).

The only place that trades the ORM for speed. Texts are built once from ``_meta``; core facts were measured before:
two reads and a list of plain statements are three times as fast as the ORM's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.db import connection, models, transaction

from casework.accounts.grants import handle_permission_id
from casework.accounts.roles import holders
from casework.core.sql import run
from casework.trail import chain

Cursors = tuple[Any, Any]


class Read(NamedTuple):
    """What the gate knows after one read. ``office``, ``charge``, ``party``: the actor's standing in the dossier."""

    record: Any
    seq: int
    head: str
    agency: int
    region: str
    enterprise: int
    sealed: bool
    office: bool
    charge: bool
    party: bool


@cache
def read_sql(model: type[models.Model], roles: Sequence[str]) -> str:
    columns = ", ".join(f'r."{f.column}"' for f in model._meta.concrete_fields)
    slots = ", ".join(["%s"] * len(roles))
    in_force = "m.valid_from <= %s AND (m.valid_to IS NULL OR m.valid_to >= %s)"
    return (
        f"SELECT {columns}, d.seq, d.head, d.agency_id, d.region_code, d.enterprise_id, d.sealed_at IS NOT NULL,"
        f" EXISTS (SELECT 1 FROM accounts_membership m WHERE m.user_id = %s AND m.agency_id = d.agency_id"
        f" AND m.role IN ({slots}) AND {in_force}),"
        # Guardian's grant by permission id: through the code name the planner walks all grants of the user.
        " EXISTS (SELECT 1 FROM documents_dossieruserobjectpermission g WHERE g.user_id = %s"
        " AND g.permission_id = %s AND g.content_object_id = d.id),"
        " d.person_id = %s OR (NOT d.personal AND EXISTS (SELECT 1 FROM accounts_membership m WHERE m.user_id = %s"
        f" AND m.enterprise_id = d.enterprise_id AND m.role = 'representative' AND {in_force}))"
        f' FROM "{model._meta.db_table}" r JOIN documents_dossier d ON d.id = r.dossier_id WHERE r.id = %s'
    )


@contextmanager
def at_the_gate() -> Iterator[Cursors]:
    """One transaction, and two cursors in it: what one has answered is read while the other asks."""
    with transaction.atomic(), connection.cursor() as first, connection.cursor() as second:
        yield first, second


@contextmanager
def together() -> Iterator[None]:
    """Send the statements inside in one go where the driver can (psycopg's pipeline): most of a step's time is the way
    to the server and back. Only for statements of this house, and what they answer is fetched after; the ORM asks at
    once for row counts.
    """
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def lock_and_read(
    first: Any, second: Any, record: Any, permission: str, user: int, on: date
) -> tuple[tuple[int, str], Read]:
    """Lock the record's dossier, then read it: one way to the server, in this order, on two cursors."""
    with together():
        chain.ask_lock(first, record.dossier_id)
        ask(second, type(record), record.pk, permission, user, on)
    return chain.locked(first), answer(second, type(record), record.pk)


def ask(cursor: Any, model: type[models.Model], pk: int, permission: str, user: int, on: date) -> None:
    """Ask for the record and the actor's standing in one statement. ``user`` 0 is the clock."""
    roles = holders(permission)
    day = connection.ops.adapt_datefield_value(on)
    values = [user, *roles, day, day, user, handle_permission_id(), user, user, day, day, pk]
    run(cursor, read_sql(model, roles), values)


def answer(cursor: Any, model: type[models.Model], pk: int) -> Read:
    """The record as a model instance and the actor's standing.

    Raises:
        LookupError: no such record.
    """
    row = cursor.fetchone()
    if row is None:
        raise LookupError(f"{model.__name__} {pk}")
    names, converted = read_plan(model)
    raw, rest = list(row[: len(names)]), row[len(names) :]
    for place, converters in converted:
        for converter in converters:
            raw[place] = converter(raw[place], None, connection)
    record = model.from_db("default", names, raw)
    return Read(record, *rest[:5], *map(bool, rest[5:]))


@cache
def read_plan(model: type[models.Model]) -> tuple[list[str], list[tuple[int, list[Any]]]]:
    """The columns' names, and the places of the few whose value the driver does not give as the field wants it."""
    fields = model._meta.concrete_fields
    converted = []
    for place, field in enumerate(fields):
        expression = field.get_col(model._meta.db_table)
        found = [*connection.ops.get_db_converters(expression), *field.get_db_converters(connection)]
        if found:
            converted.append((place, found))
    return [field.attname for field in fields], converted


@cache
def adapters() -> dict[type, Any]:
    """How the driver wants a value of a plain type, whatever its column; None: as it is."""
    plain: dict[type, Any] = dict.fromkeys((int, bool, str, type(None)))
    if connection.vendor == "postgresql":
        return {**plain, date: None, datetime: None}
    operations = connection.ops
    return {**plain, date: operations.adapt_datefield_value, datetime: operations.adapt_datetimefield_value}


def prepared(field: models.Field[Any, Any], value: Any) -> Any:
    """A value as the driver takes it; most need no field to say so."""
    known = adapters()
    kind = type(value)
    if kind not in known:
        return field.get_db_prep_save(value, connection)
    adapt = known[kind]
    return adapt(value) if adapt else value


@lru_cache(maxsize=512)
def update_sql(model: type[models.Model], attnames: tuple[str, ...]) -> str:
    columns = [next(f.column for f in model._meta.concrete_fields if f.attname == a) for a in attnames]
    sets = "".join(f'"{column}" = %s, ' for column in columns)
    return f'UPDATE "{model._meta.db_table}" SET {sets}version = %s WHERE id = %s AND version = %s RETURNING id'


def changed(record: models.Model, before: dict[str, Any]) -> tuple[str, ...]:
    """Columns whose value differs from ``before`` (a copy of the instance's dict taken before the body ran)."""
    return tuple(
        f.attname
        for f in record._meta.concrete_fields
        if f.attname != "version" and record.__dict__.get(f.attname) != before.get(f.attname)
    )


def update(cursor: Any, record: Any, attnames: tuple[str, ...]) -> None:
    """Write the changed columns and the next version; the cursor then holds no row when somebody was faster."""
    fields = {f.attname: f for f in record._meta.concrete_fields}
    values = [prepared(fields[a], getattr(record, a)) for a in attnames]
    run(cursor, update_sql(type(record), attnames), [*values, record.version + 1, record.pk, record.version])  # type: ignore[arg-type]  # a class is hashable


@lru_cache(maxsize=64)
def insert_plan(model: type[models.Model]) -> tuple[str, list[tuple[str, bool, models.Field[Any, Any]]]]:
    """The statement, and for each column its attribute, whether the field sets it on saving, and the field."""
    fields = [f for f in model._meta.concrete_fields if not f.primary_key]
    columns = ", ".join(f'"{f.column}"' for f in fields)
    slots = ", ".join(["%s"] * len(fields))
    text = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({slots}) ON CONFLICT DO NOTHING'
    return text, [(f.attname, getattr(f, "auto_now", False) or getattr(f, "auto_now_add", False), f) for f in fields]


def values_of(row: models.Model, plan: Sequence[tuple[str, bool, models.Field[Any, Any]]]) -> list[Any]:
    return [prepared(f, f.pre_save(row, True) if stamped else getattr(row, name)) for name, stamped, f in plan]


def insert(cursor: Any, rows: Iterable[models.Model]) -> None:
    """Insert rows that do not need their key back; one that breaks a unique constraint is already there and is left."""
    for row in rows:
        text, plan = insert_plan(type(row))
        run(cursor, text, values_of(row, plan))


def insert_many(cursor: Any, found: Sequence[models.Model]) -> None:
    """Insert rows of one model in one go."""
    if found:
        text, plan = insert_plan(type(found[0]))
        cursor.executemany(text, [values_of(row, plan) for row in found])


def stop_clocks(cursor: Any, dossier: int, names: Sequence[str], on: date, key: str | None, status: str) -> None:
    """End the running clocks of these names (``*``: all but the party's rights)."""
    text = "UPDATE clock_deadline SET status = %s, ended_on = %s WHERE dossier_id = %s AND status = 'running'"
    values: list[Any] = [status, connection.ops.adapt_datefield_value(on), dossier]
    if "*" in names:
        text += " AND NOT right_of_party"
    else:
        text += f" AND name IN ({', '.join(['%s'] * len(names))})"
        values += names
    if key is not None:
        text += " AND key = %s"
        values.append(key)
    run(cursor, text, values)
