"""What lies on an officer's desk: the list that is handed over when he leaves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Count, OuterRef, QuerySet, Subquery

from casework.accounts.grants import handle_permission_id


@dataclass(frozen=True)
class Matter:
    """A dossier in somebody's charge with the next date that runs in it."""

    dossier: Any
    next_due: date | None
    next_label: str

    @property
    def record(self) -> Any:
        """The inspection or case of the dossier, if one is there."""
        return getattr(self.dossier, self.dossier.kind, None)


def dossiers_of(user: Any) -> QuerySet[Any]:
    """Dossiers granted to the person, ended ones too."""
    dossiers = apps.get_model("documents", "Dossier").objects
    return dossiers.filter(grants__user=user, grants__permission_id=handle_permission_id())


def matters_of(user: Any, agencies: Any = None) -> list[Matter]:
    """Every dossier in the person's charge, the nearest date first; only those of ``agencies`` where they are given.

    One query, whatever the number of dossiers.
    """
    running = apps.get_model("clock", "Deadline").objects.filter(dossier=OuterRef("pk"), status="running")
    nearest = running.order_by("due_on", "id")
    rows = dossiers_of(user).select_related("enterprise", "agency", "case", "inspection")
    if agencies is not None:
        rows = rows.filter(agency__in=agencies)
    rows = rows.annotate(
        next_due=Subquery(nearest.values("due_on")[:1]), next_label=Subquery(nearest.values("label")[:1])
    )
    found = [Matter(dossier, dossier.next_due, dossier.next_label or "") for dossier in rows]
    return sorted(found, key=lambda matter: (matter.next_due or date.max, matter.dossier.pk))


def loads(agencies: Any) -> Iterator[tuple[int, str, str, int]]:
    """For each person with dossiers of the agencies: the person's key, the kind, the record's state, how many."""
    table = apps.get_model("documents", "DossierUserObjectPermission")
    kind, case, visit = (f"content_object__{name}" for name in ("kind", "case__state", "inspection__state"))
    rows = (
        table.objects.filter(permission_id=handle_permission_id(), content_object__agency__in=agencies)
        .values_list("user", kind, case, visit)
        .annotate(number=Count("pk"))
    )
    for user, what, case_state, visit_state, number in rows:
        yield user, what, (case_state if what == "case" else visit_state) or "", number
