"""Reference data for a test: loaded once per process the real way, then put back from memory."""

from io import StringIO

from django.apps import apps
from django.core.management import call_command
from django.db.models import Model

from casework.core.management.commands.load_reference import LOADERS
from casework.organisations.models import Region

ROWS: list[tuple[type[Model], list[Model]]] = []


def load() -> None:
    """Regions, departments, agencies, industries, periods, thresholds, holidays, violations and articles.

    Their histories are not put back: to the loader they look untouched by anybody, which is what they are.
    """
    if Region.objects.count() > 100:
        return
    if not ROWS:
        call_command("load_reference", verbosity=0, stdout=StringIO())
        ROWS.extend(read())
        return
    for model, rows in ROWS:
        for row in rows:
            row._state.adding = True
        model._default_manager.bulk_create(rows, batch_size=500)


def read() -> list[tuple[type[Model], list[Model]]]:
    labels = {loader.split(".")[1] for loader in LOADERS}
    models = [m for m in apps.get_models() if m._meta.app_label in labels and not m.__name__.startswith("Historical")]
    found = [(model, list(model._default_manager.order_by("pk"))) for model in models]
    return [(model, rows) for model, rows in found if rows]
