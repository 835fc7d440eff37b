"""送达地址及电子送达方式确认书 to be signed by pen: the party's own paper, so it has no number, no seal and no code."""

from casework.core.now import today
from casework.organisations.models import Agency, Enterprise
from documents.catalogue import KINDS
from documents.contexts.paper import Paper
from documents.models import Dossier, ElectronicConsent
from documents.render import draw


def confirmation(kind: str, enterprise: Enterprise, agency: Agency) -> bytes:
    """The paper, filled from the confirmation in force, else from what the enterprise told of itself.

    Args:
        kind: its code in the catalogue.
    """
    consent = ElectronicConsent.objects.filter(enterprise=enterprise, withdrawn_on=None).first() or ElectronicConsent(
        enterprise=enterprise, signer=enterprise.representative, address=enterprise.address, email=enterprise.email,
        phone=enterprise.phone, signed_on=today(),
    )  # fmt: skip
    home = Dossier(agency=agency, enterprise=enterprise)
    paper = Paper(record=consent, subject=consent, dossier=home, agency=agency, issued_on=consent.signed_on)
    return draw(kind, KINDS[kind].facts(paper))
