"""Drawing a two-page paper from a warm template, against docxtpl's own load, render and save of the same template."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from documents import qr, render
from tests.bench.rig import Row, compare
from tests.documents.matters import seal_picture
from tests.documents.plain import pictures_of, plain, texts
from tests.documents.samples import order_facts

KIND = "rectification-order"
GOAL = 10


def facts_with_seal() -> dict:
    body = seal_picture()
    name = default_storage.save("seals/bench.png", ContentFile(body))
    seal = {"file": name, "sha256": hashlib.sha256(body).hexdigest()}
    return order_facts(pictures={"seal": seal, "officer_1": "", "officer_2": "", "party": ""})


def main(people) -> list[Row]:
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
