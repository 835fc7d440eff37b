"""A dossier's whole life as one list: every event with its digest, the paper or file it speaks of beside it.

Read in one query per kind, however long the life. The party sees the same chain; what is internal shows its digest
and nothing else, so that the party too can follow the chain from end to end.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.urls import reverse

from casework.penalties.models import LegalReview
from casework.trail.models import Event
from casework.web import wording
from documents.models import Attachment, Document, Dossier, Service
from documents.queries import REACHED
from workflows.registry import PAGES

INTERNAL = "机关内部办理"
INTERNAL_KINDS = ("proposal", "evaluation")  # the party knows when it is evaluated, not by whom
# Steps the office takes within itself: the party learns of them by the paper that follows, or not at all.
INTERNAL_STEPS = {
    "conclude_investigation", "send_back", "review_legality", "deliberate", "extend_decision", "propose_closure",
    "refer_crime", "deliver_referral", "answer_referral", "name_expert", "conclude_evaluation", "reopen_evaluation",
}  # fmt: skip
DRAWN = ("draw", "pdf")  # what the machine does with a paper after somebody issued it
LATEST = 4
NOTES = ("fact", "reason", "remark", "obstacle", "refusal", "result")
RESULTS = dict(LegalReview.Result.choices)
DECISIONS = {"agreed": "同意", "returned": "退回", "against": "不同意"}
OUTCOMES = {"taken": "已批准并办理", "refused": "办理时不再具备条件", "returned": "已退回", "withdrawn": "已撤回"}
PLAIN = {
    ("document", "issue"): "签发{name}",
    ("document", "draw"): "生成文件：{name}",
    ("document", "pdf"): "生成PDF：{name}",
    ("attachment", "receive"): "收到材料：{name}",
    ("proposal", "propose"): "提请审批：{label}",
    ("proposal", "sign"): "签批“{label}”：{decision}",
    ("proposal", "end"): "审批办结：{label}{outcome}",
    ("deadline", "move"): "时限改期：{label}",
}


@dataclass
class Link:
    label: str
    href: str


@dataclass
class Entry:
    """One line of the timeline, worded."""

    seq: int
    what: str
    who: str
    at: str
    digest: str
    previous: str
    note: str = ""
    links: list[Link] = field(default_factory=list)
    level: str = ""


@dataclass
class Things:
    """What the events of a dossier speak of."""

    documents: Mapping[int, Document]
    attachments: Mapping[int, Attachment]
    services: Mapping[int, Service]
    own_only: bool = False  # in a penalty the office's evidence may name who told it: the party sees what it brought

    @classmethod
    def of(cls, dossier: Dossier) -> "Things":
        plain = Document.objects.filter(dossier=dossier).defer("facts")
        files = Attachment.objects.filter(dossier=dossier)
        services = Service.objects.filter(dossier=dossier)
        return cls(plain.in_bulk(), files.in_bulk(), services.in_bulk(), own_only=dossier.kind == "penalty")

    @cached_property
    def on_their_way(self) -> set[int]:
        """Papers that must be served and have not arrived: not yet the party's to open."""
        sent = self.services.values()
        return {row.document_id for row in sent} - {row.document_id for row in sent if row.state in REACHED}


def entries(dossier: Dossier, *, party: bool = False) -> list[Entry]:
    """The timeline, newest first.

    Args:
        party: leave out what is internal but its place in the chain.
    """
    things = Things.of(dossier)
    return [entry(event, things, party) for event in Event.objects.filter(dossier=dossier).order_by("-seq")]


def latest(dossier: Dossier) -> list[Entry]:
    """What people last did: that a file was drawn afterwards says nothing new."""
    things = Things.of(dossier)
    told = Event.objects.filter(dossier=dossier).exclude(kind="document", step__in=DRAWN).order_by("-seq")
    return [entry(event, things, party=False) for event in told[:LATEST]]


def entry(event: Event, things: Things, party: bool) -> Entry:
    made = Entry(
        event.seq, INTERNAL, "", wording.moment(event.at),
        wording.short_digest(event.digest), wording.short_digest(event.previous),
    )  # fmt: skip
    if party and internal(event, things):
        return made
    made.who = event.by_name
    made.what = words(event, things)
    made.links = list(links(event, things, party))
    if not party:
        said = (str(event.facts[name]) for name in NOTES if event.facts.get(name))
        made.note = "；".join(str(RESULTS.get(words, words)) for words in said)
    return made


def internal(event: Event, things: Things) -> bool:
    if event.kind == "document":
        paper = things.documents.get(event.record)
        return paper is None or paper.internal
    if event.kind == "attachment":
        file = things.attachments.get(event.record)
        return file is None or file.internal or (things.own_only and not file.from_party)
    return event.kind in INTERNAL_KINDS or event.step in INTERNAL_STEPS


def words(event: Event, things: Things) -> str:
    """What happened, in a sentence: the step's own label and the state it led to."""
    page = PAGES.get(event.kind)
    if page is not None:
        return step_words(event, things, page)
    name = name_of(event, things)
    label = str(event.facts.get("label", ""))
    said = {"name": name, "label": label, "decision": decision(event), "outcome": outcome(event)}
    form = PLAIN.get((event.kind, event.step))
    return form.format(**said) if form else str(event.facts.get("words") or name or event.step)


def step_words(event: Event, things: Things, page: Any) -> str:
    effects = page.steps().get(event.step)
    label = str(effects.label) if effects else event.step
    states = dict(page.record_model._meta.get_field("state").choices or ())
    moved = f"，转为“{states[event.target]}”" if event.target != event.source and event.target in states else ""
    if event.kind == "service" and (service := things.services.get(event.record)):
        paper = things.documents.get(service.document_id)
        label = f"{label}：{paper.title}" if paper else label
    return f"{label}{moved}"


def name_of(event: Event, things: Things) -> str:
    if event.kind == "document" and (paper := things.documents.get(event.record)):
        return paper.title
    file = things.attachments.get(event.record) if event.kind == "attachment" else None
    return file.name if file else ""


def decision(event: Event) -> str:
    value = str(event.facts.get("decision", ""))
    return DECISIONS.get(value, value)


def outcome(event: Event) -> str:
    value = OUTCOMES.get(str(event.facts.get("outcome", "")), "")
    return f"，{value}" if value else ""


def links(event: Event, things: Things, party: bool) -> Iterable[Link]:
    """The paper or file of the event."""
    paper = things.documents.get(event.record) if event.kind == "document" else None
    if paper and not (party and paper.pk in things.on_their_way):
        yield Link(paper.number or paper.title, reverse("document", args=[paper.pk]))
    file = things.attachments.get(event.record) if event.kind == "attachment" else None
    if file and (file.from_party or not party):
        yield Link("看文件", reverse("attachment", args=[file.pk]))
