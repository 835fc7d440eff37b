"""Seal the heads of all chains that moved: a Merkle root, chained to the seal before. The published root is what proves
anything to an outsider; the chains alone prove order (docs/adr/0007).
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import connection, transaction

from casework.core.now import now
from casework.trail.models import Seal, SealLeaf

MOVED = """
SELECT d.id, d.seq, d.head FROM documents_dossier d
LEFT JOIN (SELECT dossier_id, MAX(seq) AS seq FROM trail_sealleaf GROUP BY dossier_id) s ON s.dossier_id = d.id
WHERE d.seq > COALESCE(s.seq, 0) ORDER BY d.id"""


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def root_of(leaves: Iterable[tuple[int, int, str]]) -> str:
    """The Merkle root of (dossier, seq, head) triples in the order of their dossiers."""
    level = [hashed(f"{dossier}:{seq}:{head}") for dossier, seq, head in leaves]
    while len(level) > 1:
        if len(level) % 2:
            level.append(level[-1])
        level = [hashed(level[i] + level[i + 1]) for i in range(0, len(level), 2)]
    return level[0] if level else hashed("")


def seal_digest(at: datetime, root: str, previous: str) -> str:
    return hashed(f"{previous}\n{at.astimezone(UTC).isoformat(timespec='microseconds')}\n{root}")


@transaction.atomic
def seal() -> Seal | None:
    """Seal what moved since the last seal; None when nothing did. A matter in flight is simply in the next seal."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # two workers must not seal at once
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('trail_seal'))")
    with connection.cursor() as cursor:
        cursor.execute(MOVED)
        leaves = cursor.fetchall()
    if not leaves:
        return None
    last, at, root = Seal.objects.order_by("-id").first(), now(), root_of(leaves)
    previous = last.digest if last else ""
    row = Seal.objects.create(
        at=at, root=root, leaves=len(leaves), previous=previous, digest=seal_digest(at, root, previous)
    )
    SealLeaf.objects.bulk_create(
        [SealLeaf(seal=row, dossier_id=d, seq=seq, digest=head) for d, seq, head in leaves], batch_size=2000
    )
    return row
