"""The story of a case in real steps: tests that need a case in some state tell it as far as they need."""

import io
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from casework.core.now import today
from casework.enforcement.models import Case, Inspection
from documents.evidence import accept
from workflows.approval import request, sign
from workflows.engine import take
from workflows.models import Proposal, Signature
from workflows.opening import open_inspection


def photo(name: str = "现场照片.jpg", colour: str = "teal") -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), content_type="image/jpeg")


def drawn() -> SimpleUploadedFile:
    """A signature as the pad draws it."""
    file = io.BytesIO()
    picture = Image.new("RGBA", (200, 80), (0, 0, 0, 0))
    picture.paste((0, 0, 0, 255), (20, 30, 160, 40))
    picture.save(file, "PNG")
    return SimpleUploadedFile("签名.png", file.getvalue(), content_type="image/png")


class Story:
    """One matter, told step by step by the cast. Every method is one thing somebody does."""

    def __init__(self, cast):
        self.cast = cast
        self.officers = [cast.officer, cast.partner]
        self.inspection: Inspection = open_inspection(cast.agency, cast.enterprise, self.officers)

    @property
    def dossier(self):
        return self.inspection.dossier

    @property
    def case(self) -> Case:
        return Case.objects.get(dossier=self.dossier)

    @property
    def ids(self) -> list[int]:
        return [user.pk for user in self.officers]

    def evidence(self, by=None, **more) -> int:
        return accept(photo(), dossier=self.dossier, by=by or self.cast.officer, **more).pk

    def signature(self) -> int:
        return accept(drawn(), dossier=self.dossier, by=self.cast.officer, kind="signature").pk

    def approve(self, proposal: Proposal) -> Proposal:
        """Everybody on the route agrees."""
        by_node = {"review": "head", "legal": "legal", "approve": "leader", "chief": "chief"}
        while not proposal.outcome:
            task = Signature.objects.filter(process=proposal, status__in=["NEW", "ASSIGNED"]).first()
            proposal = sign(task.pk, by=getattr(self.cast, by_node[task.flow_task.name]), decision="agreed")
        return proposal

    def start(self):
        facts = {"officers": self.ids, "shown": True, "place": "熔炼车间", "ground": "lead", "lead": "群众举报"}
        request(self.inspection, "start", by=self.cast.officer, **facts)
        self.inspection.refresh_from_db()
        return self

    def find(self, violation="V1", **more):
        facts = {"fact": "3名中频炉操作工未经安全技能培训考核合格即上岗作业", "post": "中频炉操作工", **more}
        record = Inspection.objects.get(pk=self.inspection.pk)
        take(record, "record_finding", by=self.cast.officer, violation=violation, evidence=[self.evidence()], **facts)
        return self

    def conclude(self):
        signatures = [self.signature(), self.signature()]
        record = Inspection.objects.get(pk=self.inspection.pk)
        take(
            record, "conclude", by=self.cast.officer, officer_signatures=signatures, site_manager="示例现场负责人",
            party_signature=self.signature(),
        )  # fmt: skip
        return self

    def order(self, days=15, **by_number):
        """Order every waiting finding; ``days`` until due, or ``n1=10`` for finding 1."""
        waiting = self.case.findings.filter(order=None, guidance=False)
        rows = [
            {"finding": f.pk, "due_on": today() + timedelta(days=by_number.get(f"n{f.number}", days))} for f in waiting
        ]
        take(self.case, "order", by=self.cast.officer, findings=rows, officers=self.ids)
        return self

    def serve(self, document=None):
        """Hand over every paper that waits for service."""
        for service in self.dossier.services.filter(state="pending"):
            take(
                service, "serve", by=self.cast.officer, mode="direct", served_on=today(), receiver="示例收件人",
                place="企业办公室",
            )  # fmt: skip
        return self

    def report(self, due_on=None):
        due_on = due_on or self.case.findings.exclude(due_on=None).earliest("due_on").due_on
        answers = [
            {
                "finding": f.pk,
                "text": "已补训并考核合格",
                "evidence": [self.evidence(self.cast.representative, from_party=True)],
            }
            for f in self.case.findings.filter(due_on=due_on)
        ]
        take(self.case, "report", by=self.cast.representative, due_on=due_on, answers=answers)
        return self

    def recheck(self, result="done"):
        rows = [
            {"finding": f.pk, "result": result, "fact": "现场核查培训档案"}
            for f in self.case.findings.exclude(order=None).exclude(standing="done")
        ]
        take(
            self.case, "recheck", by=self.cast.officer, officers=self.ids, checked_on=today(), judgements=rows,
        )  # fmt: skip
        return self

    def decline(self):
        proposal = request(
            self.case, "decline_penalty", by=self.cast.officer, findings=[f.pk for f in self.case.findings.all()],
            party_name=self.cast.enterprise.name, ground="33-1-minor", reason="情节轻微，已及时改正",
        )  # fmt: skip
        self.approve(proposal)
        return self

    def close(self):
        self.approve(request(self.case, "close", by=self.cast.officer, result="全部改正"))
        return self

    def found(self):
        return self.start().find().conclude()

    def corrected(self):
        return self.found().order().serve().report().recheck()
