"""The clock's sweep over a million open deadlines with ten thousand due, against the set-based SQL that fires them."""

import multiprocessing
import resource
import time

from django.db import connection, connections, transaction

from casework.clock.models import Deadline
from casework.core.now import now
from casework.trail.models import Event
from tests.bench import generate
from tests.bench.rig import Row
from workflows.tick import fire_batch

FLOOR = """
WITH due AS (SELECT id, dossier_id, record FROM clock_deadline WHERE status = 'running' AND fired_at IS NULL
             AND lapses_at <= %s ORDER BY lapses_at, id LIMIT 500 FOR UPDATE SKIP LOCKED),
fired AS (UPDATE clock_deadline d SET fired_at = %s FROM due WHERE d.id = due.id RETURNING d.id),
moved AS (UPDATE bench_plain p SET state = 'expired', version = 2 FROM due WHERE p.id = due.record RETURNING p.id),
told AS (INSERT INTO trail_event (dossier_id, seq, kind, record, version, step, source, target, at, by_name, facts,
             previous, digest)
         SELECT dossier_id, 1, 'floor', record, 2, 'expire', 'ordered', 'expired', %s, '', '{}', '', '' FROM due)
SELECT COUNT(*) FROM fired"""


def floor() -> float:
    """Seconds for ten thousand by set-based SQL in batches of 500; undone afterwards."""
    spent = 0.0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM bench_plain")  # what the gate's floor left there
        cursor.execute(
            "INSERT INTO bench_plain (id, dossier_id, state, version, party_name, region_code, note)"
            " SELECT record, dossier_id, 'ordered', 1, '', '', '' FROM clock_deadline WHERE name = 'rectification'"
        )
        start, moment = time.perf_counter(), now()
        while True:
            cursor.execute(FLOOR, [moment, moment, moment])
            if not cursor.fetchone()[0]:
                break
        spent = time.perf_counter() - start
        transaction.set_rollback(True)
    return spent


def work(results) -> None:
    """One worker: sweep until nothing is due; says how many it fired and its memory."""
    connections.close_all()
    moment, fired = now(), 0
    while count := fire_batch(moment):
        fired += count
    results.put((fired, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))
    connections.close_all()


def swept(workers: int) -> tuple[float, int, int]:
    """Seconds, deadlines fired and the largest memory in MB."""
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    connections.close_all()
    start = time.perf_counter()
    processes = [context.Process(target=work, args=(results,)) for _ in range(workers)]
    for process in processes:
        process.start()
    found = [results.get(timeout=600) for _ in processes]
    for process in processes:
        process.join()
    return time.perf_counter() - start, sum(fired for fired, _ in found), max(memory for _, memory in found)


def make_due() -> None:
    """Ten thousand more: the same cases' dates pass once again."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE clock_deadline SET fired_at = NULL WHERE name = 'rectification'")
    Deadline.objects.filter(name="recheck", kind="case", key__gt="").delete()


def main(people) -> list[Row]:
    generate.generate(people[0].pk, people[1].pk, people[1].industry_id)
    if connection.vendor != "postgresql":
        spent, fired, memory = swept(1)
        return [Row("sweep of 10 000 due among 1 000 000, SQLite", f"{spent:.1f} s, {fired} fired", "", None)]
    base = floor()
    one, fired, memory = swept(1)
    again = Event.objects.filter(step="expire").count()
    make_due()
    two, both, _ = swept(2)
    due = generate.CASES // 100
    whole = fired + 500 >= due and again + 500 >= due and both + 500 >= due
    return [
        Row(
            "sweep, 10 000 due of 1 000 000",
            f"{one:.1f} s, {base / one:.3f} of set-based SQL ({base:.2f} s)",
            ">= 0.05",
            base / one >= 0.05,
        ),
        Row("sweep, two workers", f"{two:.1f} s against {one:.1f} s", "faster than one", two < one),
        Row("sweep, memory of a worker", f"{memory} MB", "< 300 MB", memory < 300),
        Row("sweep, none lost or twice", f"{fired} and {both} fired, {again} events", f"{due}", whole),
    ]
