"""Drawing every kind from a warm template, against docxtpl's own load, render and save of the same template; and by two
processes against one, with the memory of one that has drawn a thousand.
"""

import hashlib
import os
import resource
import statistics
import time
from multiprocessing import get_context

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from documents import qr, render, samples
from documents.catalogue import KINDS
from tests.bench.rig import Row, compare
from tests.documents.matters import seal_picture
from tests.documents.plain import pictures_of, plain, texts
from tests.documents.samples import order_facts

KIND = "rectification-order"
GOAL, TWO_GOAL, MEMORY_GOAL = 10, 1.6, 400
MANY = int(os.environ.get("BENCH_PAPERS", "1000"))


def facts_with_seal() -> dict:
    body = seal_picture()
    name = default_storage.save("seals/bench.png", ContentFile(body))
    seal = {"file": name, "sha256": hashlib.sha256(body).hexdigest()}
    return order_facts(pictures={"seal": seal, "officer_1": "", "officer_2": "", "party": ""})


def one_kind() -> list[Row]:
    """The paper everybody knows, with a seal, in rounds against docxtpl."""
    facts = facts_with_seal()

    # Every paper has a square code of its own, so both make it anew each time.
    def ours() -> int:
        qr.png.cache_clear()
        render.draw(KIND, facts)
        return 1

    def theirs() -> int:
        qr.png.cache_clear()
        plain(KIND, facts)
        return 1

    drawn, ordinary = render.draw(KIND, facts), plain(KIND, facts)
    same = texts(drawn) == texts(ordinary) and pictures_of(drawn) == pictures_of(ordinary)
    found = compare({"ours": ours, "plain": theirs}, floor="plain")
    default_storage.delete(facts["pictures"]["seal"]["file"])
    times = found["ours"][1]
    figure = f"{times:.1f} times docxtpl ({1000 / found['ours'][0]:.1f} ms, {1000 / found['plain'][0]:.0f} ms)"
    return [
        Row("paper of two pages drawn", figure, f">= {GOAL}", times >= GOAL),
        Row("… with the same text and pictures", "yes" if same else "no", "yes", same),
    ]


def spent(draw, kind: str, facts: dict, times: int) -> float:
    """The best of some draws, in milliseconds: the least disturbed."""
    found = []
    for _ in range(times):
        qr.png.cache_clear()
        start = time.perf_counter()
        draw(kind, facts)
        found.append((time.perf_counter() - start) * 1000)
    return min(found)


def every_kind() -> list[Row]:
    ratios, different = {}, []
    for code in KINDS:
        facts = samples.sample(code)
        if texts(render.draw(code, facts)) != texts(plain(code, facts)):
            different.append(code)
        ratios[code] = spent(plain, code, facts, 2) / spent(render.draw, code, facts, 5)
    slowest = min(ratios, key=lambda code: ratios[code])
    least, usual = ratios[slowest], statistics.median(ratios.values())
    figure = f"{least:.1f} times docxtpl at least ({slowest}), median {usual:.1f}, {len(ratios)} kinds"
    same = ", ".join(different) or "yes"
    return [
        Row("every kind drawn from its sample", figure, f">= {GOAL}", least >= GOAL),
        Row("… with the same text in all parts", same, "yes", not different),
    ]


def draw_many(count: int) -> int:
    """Some hundreds of papers of all kinds in turn; the memory this process has come to, in megabytes."""
    kinds = list(KINDS)
    for n in range(count):
        qr.png.cache_clear()
        code = kinds[n % len(kinds)]
        render.draw(code, samples.sample(code))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def together(workers: int) -> tuple[float, int]:
    """Seconds for all papers by so many warm processes, and the memory of the greatest."""
    with get_context("fork").Pool(workers) as pool:
        pool.map(draw_many, [len(KINDS)] * workers, chunksize=1)
        start = time.perf_counter()
        memories = pool.map(draw_many, [MANY // workers] * workers, chunksize=1)
        return time.perf_counter() - start, max(memories)


def many() -> list[Row]:
    alone, memory = together(1)
    both, _ = together(2)
    figure = f"{alone / both:.2f} times one ({MANY / both:.0f} a second)"
    return [
        Row(f"{MANY} papers by two workers", figure, f">= {TWO_GOAL}", alone / both >= TWO_GOAL),
        Row(f"memory of a worker after {MANY} papers", f"{memory} MB", f"< {MEMORY_GOAL}", memory < MEMORY_GOAL),
    ]


def main(people) -> list[Row]:
    return [*one_kind(), *every_kind(), *many()]
