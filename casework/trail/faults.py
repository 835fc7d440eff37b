"""What the nightly check finds, kept until it is whole again."""

from collections.abc import Iterable

from casework.core.now import now
from casework.trail.models import Fault
from casework.trail.verify import Broken


def record(found: Iterable[tuple[int | None, Broken]]) -> list[Fault]:
    """Keep what a check found and end what it no longer finds; returns what was not known to be broken before."""
    broken = {(row.what, row.where): (dossier, row) for dossier, row in found}
    for fault in Fault.objects.filter(ended_at=None):
        if (fault.what, fault.where) not in broken:
            Fault.objects.filter(pk=fault.pk).update(ended_at=now(), updated_at=now())
    fresh = []
    for (what, where), (dossier, row) in broken.items():
        facts = {"dossier_id": dossier, "words": str(row)[:300]}
        fault, is_new = Fault.objects.get_or_create(what=what, where=where, ended_at=None, defaults=facts)
        if is_new:
            fresh.append(fault)
    return fresh
