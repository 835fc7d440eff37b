"""A review about to be registered: its row, before the first step."""

from casework.core.now import today
from casework.penalties.models import Remedy
from documents.models import Document


def open_remedy(document: Document, instance: str) -> Remedy:
    """The row of one instance against one act; its first step is ``register``. A form left unfinished is taken up."""
    dossier = document.dossier
    row, _made = Remedy.objects.get_or_create(
        document=document, instance=instance, state="",
        defaults={
            "dossier": dossier, "agency_id": document.agency_id, "enterprise_id": dossier.enterprise_id,
            "region_code": dossier.region_code, "applied_on": today(),
        },
    )  # fmt: skip
    return row
