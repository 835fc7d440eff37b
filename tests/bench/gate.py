"""A step through the gate with everything on, against raw SQL that writes the same rows, and against a bare flow."""

from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from casework.core.now import now, today
from casework.trail import chain
from documents.models import Dossier
from tests.bench.matters.flow import WalkFlow
from tests.bench.matters.lifecycle import CLOCKS, STATES, STEPS
from tests.bench.matters.models import Matter, Plain
from tests.bench.rig import Row, compare
from workflows.engine import take

POSTGRES, SQLITE = 0.6, 0.45


class Supply:
    """Matters made in advance, untimed; each is walked from birth to its sixth state."""

    def __init__(self, people, size: int):
        self.people, self.size = people, size
        self.queue = iter(())

    def prepare(self, model, count: int):
        agency, enterprise, officer = self.people
        dossiers = Dossier.objects.bulk_create(
            Dossier(kind="bench", agency=agency, enterprise=enterprise, region_code=enterprise.region_id, title="测速")
            for _ in range(count)
        )
        grant = Dossier.grants.rel.related_model
        from casework.accounts.grants import handle_permission_id

        grant.objects.bulk_create(
            grant(user=officer, permission_id=handle_permission_id(), content_object=d) for d in dossiers
        )
        if model is None:
            return dossiers
        return model.objects.bulk_create(
            model(dossier=d, party_name="测速企业", region_code=d.region_code) for d in dossiers
        )


def gate(records, officer):
    """One unit: the next step of the next record."""
    moves = ((record, name) for record in records for name in STEPS)

    def work() -> int:
        record, name = next(moves)
        take(record, name, by=officer, note="同一句话")
        return 1

    return work


def floor_texts(postgres: bool) -> dict[str, str]:
    slot = "%s" if postgres else "?"
    columns = (
        "dossier_id, kind, record, name, key, label, starts_on, due_on, lapses_at, status, right_of_party,"
        " calendar_version, created_at, updated_at"
    )
    texts = {
        "lock": "SELECT seq, head FROM documents_dossier WHERE id = %s" + (" FOR NO KEY UPDATE" if postgres else ""),
        "event": f"INSERT INTO trail_event ({chain.COLUMNS}) VALUES ({', '.join(['%s'] * 14)})",
        "record": "UPDATE bench_plain SET note = %s, state = %s, version = %s WHERE id = %s AND version = %s",
        "head": chain.MOVE_HEAD,
        "stop": "UPDATE clock_deadline SET status = 'met', ended_on = %s"
        " WHERE dossier_id = %s AND status = 'running' AND name = %s",
        "start": f"INSERT INTO clock_deadline ({columns}) VALUES ({', '.join(['%s'] * 14)})",
    }
    return {name: text.replace("%s", slot) for name, text in texts.items()}


def floor(records, officer):
    """The same rows, written by the driver alone with prepared statements."""
    connection.ensure_connection()
    raw, postgres = connection.connection, connection.vendor == "postgresql"
    texts = floor_texts(postgres)
    moves = ((record, i) for record in records for i in range(6))
    day, due = today(), today() + timedelta(days=10)
    lapses = datetime.combine(due + timedelta(days=1), datetime.min.time(), UTC)
    stamp = (lambda v: v) if postgres else str
    options = {"prepare": True} if postgres else {}

    def work() -> int:
        record, i = next(moves)
        at, source = now(), "" if i == 0 else STATES[i - 1]
        cursor = raw.cursor()
        run = cursor.execute
        run("BEGIN" if postgres else "BEGIN IMMEDIATE")
        seq, head = run(texts["lock"], [record.dossier_id], **options).fetchone()
        line = chain.Line(
            record.dossier_id,
            seq + 1,
            "plain",
            record.pk,
            i + 1,
            STEPS[i],
            source,
            STATES[i],
            at,
            officer.pk,
            officer.name,
            {"note": "同一句话"},
        )
        end = chain.digest(line, head)
        run(texts["event"], [*line[:8], stamp(at), *line[9:11], '{"note":"同一句话"}', head, end], **options)
        run(texts["record"], ["同一句话", STATES[i], i + 1, record.pk, i], **options)
        run(texts["head"], [seq + 1, end, record.dossier_id], **options)
        if i:
            run(texts["stop"], [stamp(day), record.dossier_id, CLOCKS[0]], **options)
        values = [record.dossier_id, "plain", record.pk, CLOCKS[0] if i % 2 == 0 else CLOCKS[1], str(i), "期限"]
        times = [stamp(day), stamp(due), stamp(lapses)]
        run(texts["start"], [*values, *times, "running", False, 0, stamp(at), stamp(at)], **options)
        run("COMMIT")
        cursor.close()
        return 1

    return work


def bare_flow(dossiers):
    """viewflow's own engine: one Handle after another, with neither record, event nor deadline."""

    def moves():
        for dossier in dossiers:
            with transaction.atomic():
                process = WalkFlow.start.run(dossier=dossier)
            for name in STEPS:
                yield process, name

    todo = moves()

    def work() -> int:
        process, name = next(todo)
        node = getattr(WalkFlow, name)
        task = process.task_set.get(flow_task=node, status="NEW")
        node.run(task, note="同一句话")
        return 1

    return work


def main(people) -> list[Row]:
    goal = POSTGRES if connection.vendor == "postgresql" else SQLITE
    supply = Supply(people, 0)
    officer = people[2]
    count = 4000
    with transaction.atomic():
        variants = {
            "floor": floor(supply.prepare(Plain, count), officer),
            "gate": gate(supply.prepare(Matter, count), officer),
            "flow": bare_flow(supply.prepare(None, 800)),
        }
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    found = compare(variants, "floor")
    ratio = found["gate"][1]
    times = found["gate"][0] / found["flow"][0]
    return [
        Row(
            "gate step, everything on",
            f"{found['gate'][0]:.0f}/s, {ratio:.2f} of the floor ({found['floor'][0]:.0f}/s)",
            f">= {goal}",
            ratio >= goal,
        ),
        Row("gate against a bare Handle flow", f"{times:.1f} times ({found['flow'][0]:.0f}/s)", ">= 3", times >= 3),
    ]
