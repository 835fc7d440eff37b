"""One matter, told step by step. Every method is one thing somebody does; each passes the gate like a page's form."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from casework.accounts.models import User
from casework.core.now import today
from casework.enforcement.models import Case, Inspection
from casework.organisations.models import Agency, Enterprise
from documents.evidence import accept
from documents.models import Dossier, Service
from workflows.approval import request, sign
from workflows.engine import take
from workflows.models import Proposal, Signature
from workflows.opening import open_inspection


@dataclass(frozen=True)
class Cast:
    """Who tells the story."""

    agency: Agency
    enterprise: Enterprise
    officers: Sequence[User]
    head: User
    leader: User
    legal: User
    chief: User
    representative: User


def photo(words: str = "现场照片", colour: str = "#5b7a8c") -> SimpleUploadedFile:
    """A drawn picture that passes for evidence and shows plainly that it is none."""
    picture = Image.new("RGB", (480, 360), colour)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((60, 180, 220, 320), fill="#39424a")
    pen.polygon([(220, 320), (320, 150), (420, 320)], fill="#7b8f6a")
    pen.text((20, 20), "EXAMPLE", fill="white")
    return as_upload(picture, f"{words}.jpg", "JPEG")


def drawn_name() -> SimpleUploadedFile:
    """A signature as the pad draws it."""
    picture = Image.new("RGBA", (400, 160), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.line([(40, 60), (120, 50), (90, 120), (200, 40), (180, 120), (330, 70)], fill=(10, 10, 10, 255), width=6)
    return as_upload(picture, "签名.png", "PNG")


def as_upload(picture: Image.Image, name: str, form: str) -> SimpleUploadedFile:
    file = io.BytesIO()
    picture.save(file, form)
    return SimpleUploadedFile(name, file.getvalue(), content_type=f"image/{form.lower()}")


class Story:
    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.officer = cast.officers[0]
        self.inspection = open_inspection(cast.agency, cast.enterprise, cast.officers)

    @property
    def dossier(self) -> Dossier:
        return self.inspection.dossier

    @property
    def case(self) -> Case:
        return Case.objects.get(dossier=self.dossier)

    @property
    def visit(self) -> Inspection:
        return Inspection.objects.get(pk=self.inspection.pk)

    @property
    def ids(self) -> list[int]:
        return [user.pk for user in self.cast.officers]

    def evidence(self, by: User | None = None, words: str = "现场照片", **more: Any) -> int:
        return int(accept(photo(words), dossier=self.dossier, by=by or self.officer, **more).pk)

    def signature(self) -> int:
        return int(accept(drawn_name(), dossier=self.dossier, by=self.officer, kind="signature").pk)

    def approve(self, proposal: Proposal) -> Proposal:
        """Everybody on the route agrees."""
        people = {
            "review": self.cast.head,
            "legal": self.cast.legal,
            "approve": self.cast.leader,
            "chief": self.cast.chief,
        }
        while not proposal.outcome:
            task = Signature.objects.filter(process=proposal, status__in=["NEW", "ASSIGNED"]).earliest("pk")
            proposal = sign(task.pk, by=people[task.flow_task.name], decision="agreed")
        return proposal

    def ask(self, record: Any, step: str, opinion: str = "拟同意。", **facts: Any) -> Any:
        """Take a step, with all signatures where it needs any."""
        done = request(record, step, by=self.officer, opinion=opinion, **facts)
        return self.approve(done) if isinstance(done, Proposal) else done

    # --- the visit ------------------------------------------------------------------------------------------------
    def plan(self, planned_on: date | None = None) -> Self:
        facts: dict[str, Any] = {"planned_on": planned_on or today(), "content": "安全培训、持证上岗和班组长轮训情况"}
        self.ask(self.visit, "plan", officers=self.ids, **facts)
        return self

    def start(self, place: str = "生产车间") -> Self:
        facts: dict[str, Any] = {"officers": self.ids, "shown": True, "place": place}
        if not self.visit.planned_on:
            facts |= {"ground": "lead", "lead": "群众举报有人无证上岗"}
        request(self.visit, "start", by=self.officer, opinion="情况紧急，先行检查。", **facts)
        return self

    def confirm(self) -> Self:
        """Sign what was begun without a plan."""
        for proposal in Proposal.objects.filter(dossier=self.dossier, step="confirm_start", outcome=""):
            self.approve(proposal)
        return self

    def find(
        self, violation: str = "V1", fact: str = "3名操作工未经安全技能培训考核合格即上岗作业", **more: Any
    ) -> Self:
        facts = {"violation": violation, "fact": fact, "evidence": [self.evidence()], "post": "操作岗位", **more}
        take(self.visit, "record_finding", by=self.officer, **facts)
        return self

    def conclude(self, **more: Any) -> Self:
        facts: dict[str, Any] = {"officer_signatures": [self.signature(), self.signature()]}
        facts |= {"site_manager": "示例现场负责人", "site_manager_post": "车间主任"}
        if "refusal" not in more:
            facts["party_signature"] = self.signature()
        take(self.visit, "conclude", by=self.officer, **facts, **more)
        return self

    # --- the correction -------------------------------------------------------------------------------------------
    def order(self, days: int = 15, **by_number: int) -> Self:
        """Order every waiting finding; ``days`` until due, or ``n1=10`` for finding 1."""
        waiting = self.case.findings.filter(order=None, guidance=False)
        rows = [
            {"finding": f.pk, "due_on": today() + timedelta(days=by_number.get(f"n{f.number}", days))} for f in waiting
        ]
        reason = "补考取证需要时间" if max([days, *by_number.values()]) > 30 else ""
        take(self.case, "order", by=self.officer, findings=rows, officers=self.ids, reason=reason)
        return self

    def serve(self, mode: str = "direct", **more: Any) -> Self:
        """Hand over every paper that waits for service."""
        facts = {"mode": mode, "served_on": today(), "receiver": "示例收件人", "place": "企业办公室", **more}
        for service in Service.objects.filter(dossier=self.dossier, state="pending"):
            take(service, "serve", by=self.officer, **facts)
        return self

    def report(self, due_on: date | None = None, text: str = "已补训并考核合格，合格前不上岗。") -> Self:
        waiting = self.case.findings.exclude(due_on=None).exclude(standing__in=["done", "dropped"])
        by = self.cast.representative
        due_on = due_on or waiting.earliest("due_on").due_on
        answers = [
            {
                "finding": f.pk,
                "text": text,
                "evidence": [self.evidence(by, "整改材料", from_party=True)],
            }
            for f in waiting.filter(due_on=due_on)
        ]
        take(self.case, "report", by=by, due_on=due_on, answers=answers)
        return self

    def request_extension(self, days: int = 15) -> Self:
        findings = list(self.case.findings.filter(standing="open").exclude(order=None))
        take(
            self.case,
            "request_extension",
            by=self.cast.representative,
            findings=[f.pk for f in findings],
            wished_on=max(f.due_on or today() for f in findings) + timedelta(days=days),
            reason="最近一场实操考试在期限之后，已报名。",
            evidence=[self.evidence(self.cast.representative, "考试报名回执", from_party=True)],
        )
        return self

    def decide_extension(self, granted: bool = True, reason: str = "") -> Self:
        asked = self.case.extensions.filter(granted=None).earliest("pk")
        facts: dict[str, Any] = {
            "request": asked.pk,
            "granted": granted,
            "reason": reason or ("" if granted else "理由不充分"),
        }
        self.ask(self.case, "decide_extension", new_on=asked.wished_on if granted else None, **facts)
        return self

    def recheck(self, result: str = "done", fact: str = "现场核查培训档案和证件，情况属实。", **by_number: str) -> Self:
        rows = [
            {"finding": f.pk, "result": by_number.get(f"n{f.number}", result), "fact": fact}
            for f in self.case.findings.exclude(order=None).exclude(standing__in=["done", "dropped"])
        ]
        take(self.case, "recheck", by=self.officer, officers=self.ids, checked_on=today(), judgements=rows)
        return self

    # --- the end --------------------------------------------------------------------------------------------------
    def decline(self) -> Self:
        self.ask(
            self.case,
            "decline_penalty",
            findings=[f.pk for f in self.case.findings.all()],
            party_name=self.cast.enterprise.name,
            ground="33-1-minor",
            reason="涉及人数少，已及时改正，没有造成危害后果",
        )
        return self

    def close(self) -> Self:
        self.ask(self.case, "close", result="各项问题已全部改正，经复查属实。")
        return self

    def escalate(self) -> Self:
        party = {"party": self.cast.enterprise.name, "propose": True, "reason": "逾期未改正，拟按第二档立案"}
        person = {"party": self.cast.enterprise.representative, "person": True, "post": "法定代表人", "propose": True}
        take(self.case, "escalate", by=self.officer, parties=[party, person | {"reason": "直接负责的主管人员"}])
        return self

    def found(self) -> Self:
        return self.start().find().conclude()

    def corrected(self) -> Self:
        return self.found().order().serve().report().recheck()
