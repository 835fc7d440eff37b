"""A review about to be registered: its row, before the first step."""

from casework.core.now import today
from casework.penalties.models import Remedy
from casework.penalties.states import RemedyState
from documents.models import Document


def open_remedy(document: Document, instance: str) -> Remedy:
    """The row of one instance against one act; its first step is ``register``. A form left unfinished is taken up, and
    one registered and not yet concluded is given back: the gate then says so.
    """
    rows = Remedy.objects.filter(document=document, instance=instance, state__in=["", RemedyState.PENDING])
    if (known := rows.first()) is not None:
        return known
    dossier = document.dossier
    assert dossier.enterprise_id is not None  # papers one may appeal against name a party
    return Remedy.objects.create(
        document=document, instance=instance, dossier=dossier, agency_id=document.agency_id,
        enterprise_id=dossier.enterprise_id, region_code=dossier.region_code, applied_on=today(),
    )  # fmt: skip
