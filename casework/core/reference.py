"""Loading reference data again and again without undoing what an administrator changed."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Model

DATA = Path(__file__).resolve().parent.parent / "data"
LOADED = "reference data"  # the change reason in a row's history that tells our writing from a person's


def read_yaml(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


def put(model: type[Model], key: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """Create the row, or bring it up to date if nobody but the loader ever changed it.

    Returns "created", "updated", "same" or "kept" (somebody edited the row: his figures stand). The model needs
    django-simple-history, because the history is what knows who wrote last.
    """
    row = model._default_manager.filter(**key).first()
    if row is None:
        save(model(**key, **values))
        return "created"
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return "same"
    if edited(row):
        return "kept"
    for name, value in changed.items():
        setattr(row, name, value)
    save(row)
    return "updated"


def save(row: Model) -> None:
    setattr(row, "_change_reason", LOADED)  # noqa: B010  read by django-simple-history, unknown to the model
    row.save()


def edited(row: Model) -> bool:
    """Whether somebody but the loader ever wrote the row."""
    return bool(getattr(row, "history").exclude(history_change_reason=LOADED).exists())  # noqa: B009  likewise


def tally(outcomes: Mapping[str, Counter[str]]) -> str:
    """A summary for a person: one line for each kind of row."""
    return "\n".join(
        f"{label}: {', '.join(f'{n} {what}' for what, n in c.items() if n)}" for label, c in outcomes.items()
    )
