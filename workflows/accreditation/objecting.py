"""What somebody of the public says against a unit on a list: in time through the gate, later for a review."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from casework.accreditation.models import Application, Objection
from casework.accreditation.objections import new_receipt
from casework.accreditation.publicity import publicity_of, runs_on
from casework.accreditation.states import ApplicationState as S
from casework.core.now import today
from casework.notices.write import write
from casework.trail import chain
from documents.evidence import Upload, accept_all
from workflows import engine

OPEN_TO_ALL = (S.PUBLICISED, S.OBJECTED, S.DESIGNATED)
MISSING = "请写明真实姓名（单位写名称）、联系方式和具体理由。"


def in_time(application: Application) -> bool:
    """Whether the notice of this unit still runs, or stands still."""
    row = publicity_of(application)
    return application.state in (S.PUBLICISED, S.OBJECTED) and row is not None and runs_on(row, today())


def receive(
    application: Application, *, name: str, contact: str, grounds: str, uploads: Iterable[Upload] = (), by: Any = None
) -> Objection:
    """Take an objection in, with its files; ``by`` is the officer who enters one that came on paper.

    Raises:
        Refused: nobody may object to this unit now, or the objection is not signed or has no grounds.
        documents.evidence.BadUpload: a file that cannot be kept; nothing is left.
    """
    if application.state not in OPEN_TO_ALL:
        raise engine.Refused("该单位现在不在公示名单或者命名名单上，不能提出异议。")
    said = {"name": name.strip(), "contact": contact.strip(), "grounds": grounds.strip()}
    if not all(said.values()):
        raise engine.Refused(MISSING)
    files = accept_all(uploads, dossier=application.dossier, by=by, kind="异议材料") if uploads else []
    evidence = [file.pk for file in files]
    if not in_time(application):
        return keep_late(application, said, evidence)
    with transaction.atomic():
        facts: dict[str, Any] = {**said, "evidence": evidence}
        engine.take(application, "object", by=by, **facts)
        return Objection.objects.filter(application=application).latest("pk")


@transaction.atomic
def keep_late(application: Application, said: dict[str, str], evidence: Sequence[int]) -> Objection:
    """One that came after the notice was over stops nothing: it stays for a review, and the officers are told."""
    row = Objection.objects.create(application=application, receipt=new_receipt(), late=True, **said)
    row.evidence.set(evidence)
    chain.append(application.dossier_id, "objection", row.pk, "receive_late", {"receipt": row.receipt})
    write("objection-late", application.dossier, f"objection:{row.pk}", {"party": application.party_name})
    return row
