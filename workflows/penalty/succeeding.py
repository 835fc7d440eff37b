"""行政处罚案件, another party in the place of the first: what the first one was told, the second has not heard."""

from functools import partial

from casework.penalties.models import PenaltyNotice
from casework.penalties.states import NOTICED
from documents.models import Document, Service
from workflows.engine import begin
from workflows.matter import change_of_party
from workflows.penalty.matter import PenaltyMatter
from workflows.unserved import OPEN
from workflows.words import OnService

PAPERS = (("document", "served_on", "defence"), ("hearing_document", "hearing_served_on", "hearing_request"))


class Succeeding(PenaltyMatter):
    idle: dict[str, list[str | None]] | None

    change_party = change_of_party(
        "行政处罚法第40条、第44条",
        starts=["serve", OnService("defence"), OnService("hearing_request")],
        stops=["defence", "hearing_request"],
    )

    def party_changed(self, kind: str) -> None:
        self.idle = {}
        if kind == "rename" or self.personal or self.record.state not in NOTICED or self.notice is None:
            return  # it is still the same party that was told, or nobody was
        self.tell_anew(self.notice)

    def tell_anew(self, notice: PenaltyNotice) -> None:
        """What was served on the former party is served on its successor, whose own periods then run; what waits is
        sent to the successor. A waiver of the former party binds nobody else.
        """
        assert self.idle is not None  # just begun
        again: list[Document] = []
        for paper, day, clock in PAPERS:
            document = getattr(notice, paper)
            if document is None:
                continue
            Service.objects.filter(document=document, state__in=OPEN).update(recipient=self.record.party_name[:120])
            if getattr(notice, day) is not None:
                setattr(notice, day, None)
                self.idle[clock] = [str(document.pk)]
                again.append(document)
        notice.defence_waived_on = notice.hearing_waived_on = None
        notice.save(update_fields=["served_on", "hearing_served_on", "defence_waived_on", "hearing_waived_on"])
        self.subject = notice if again else None
        for document in again:
            self.then(partial(self.open_service, document))

    def open_service(self, document: Document) -> None:
        row = Service(dossier_id=document.dossier_id, document=document, recipient=self.record.party_name[:120])
        begin(row, "prepare", by=self.by)
