"""A story in every state of every lifecycle, and the fingerprint by which a test sees that nothing has changed."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from casework.accreditation.models import (
    Application,
    Bar,
    CriterionScore,
    Designation,
    Ending,
    Evaluation,
    Listing,
    Objection,
    Panel,
    Ranked,
    Recommendation,
    Rectification,
    Review,
    Seat,
    SiteReport,
    Supplement,
)
from casework.clock.models import Deadline
from casework.core.now import standing_at
from casework.enforcement.models import Case, Finding, Inspection
from casework.notices.models import Notice
from casework.penalties.models import (
    Defence,
    KeptEvidence,
    LegalReview,
    Penalty,
    PenaltyNotice,
    Remedy,
    Sanction,
    Suspension,
)
from casework.trail.models import Event
from documents.models import Document, Serial, Service
from tests.people import Cast
from tests.workflows.story import Story
from workflows.tick import tick


def ago(days: int) -> Any:
    """Half past nine so many days ago."""
    day = timezone.localdate() - timedelta(days=days)
    return standing_at(timezone.make_aware(datetime.combine(day, time(9, 30))))


def late(story: Story) -> Story:
    """Found, ordered and served long ago; the date has passed, the clock has not yet looked."""
    with ago(20):
        story.found()
    with ago(19):
        story.order(10)
    with ago(18):
        story.serve()
    return story


def expired(story: Story) -> Story:
    late(story)
    tick()
    return story


def transferred(story: Story) -> Story:
    facts = {"receiver": "柳州市应急管理局", "reason": "不属本机关管辖", "basis": "行政处罚法第二十五条"}
    story.found().order().serve().ask(story.case, "transfer", **facts)
    return story


def withdrawn(story: Story) -> Story:
    story.found().order().serve().ask(story.case, "withdraw", ground="given_up", reason="生产线已经停用")
    return story


CASES: dict[str, Callable[[Story], Story]] = {
    "found": lambda s: s.found(),
    "ordered": lambda s: s.found().order().serve(),
    "reported": lambda s: s.found().order().serve().report(),
    "expired": expired,
    "overdue": lambda s: expired(s).recheck("not_done"),
    "corrected": lambda s: s.corrected(),
    "closed": lambda s: s.corrected().serve().decline().close(),
    "transferred": transferred,
    "withdrawn": withdrawn,
}
INSPECTIONS: dict[str, Callable[[Story], Any]] = {
    "": lambda s: s,
    "planned": lambda s: s.plan(),
    "started": lambda s: s.plan().start(),
    "concluded": lambda s: s.plan().start().conclude(),
    "cancelled": lambda s: s.plan().ask(s.visit, "cancel", reason="企业停产"),
}
SECOND_HALF = (Penalty, Suspension, Remedy, Application, Evaluation, Listing, Designation)
SERVICES = ("pending", "attempted", "posted", "served", "returned", "cancelled")


def service_in(state: str, people: Cast) -> tuple[Story, Service]:
    """The service of an order, taken to a state by real steps."""
    from workflows.engine import take

    story = Story(people)
    with ago(3):
        story.found().order()
        service = Service.objects.get(dossier=story.dossier, state="pending")
        tried = timezone.localdate() - timedelta(days=3)
        moves: dict[str, list[tuple[str, dict[str, Any]]]] = {
            "attempted": [("attempt", {"mode": "direct", "tried_on": tried, "remark": "无人在场"})],
            "returned": [("fail", {"remark": "邮件退回"})],
            "cancelled": [("cancel", {"remark": "文书已撤销"})],
            "served": [("serve", {"mode": "direct", "served_on": tried, "receiver": "示例收件人"})],
        }
        moves["posted"] = [
            *moves["attempted"],
            ("post", {"posted_on": tried, "remark": "下落不明", "whereabouts_unknown": True}),
        ]
        for step, facts in moves.get(state, []):
            service = take(service, step, by=people.officer, **facts)
    return story, service


def fingerprint() -> tuple[Any, ...]:
    """Everything a refused step must leave alone."""
    return (
        list(Case.objects.order_by("pk").values_list("pk", "state", "version", "due_on")),
        list(Inspection.objects.order_by("pk").values_list("pk", "state", "version")),
        list(Service.objects.order_by("pk").values_list("pk", "state", "version")),
        *[list(model.objects.order_by("pk").values_list("pk", "state", "version")) for model in SECOND_HALF],
        list(PenaltyNotice.objects.order_by("pk").values_list("pk", "served_on", "void_on")),
        (Sanction.objects.count(), Defence.objects.count(), LegalReview.objects.count(), KeptEvidence.objects.count()),
        list(Finding.objects.order_by("pk").values_list("pk", "standing", "due_on", "order")),
        list(Deadline.objects.order_by("pk").values_list("pk", "status", "due_on")),
        list(Serial.objects.order_by("pk").values_list("series", "last")),
        list(Supplement.objects.order_by("pk").values_list("pk", "served_on", "answered_on")),
        (Recommendation.objects.count(), Application.objects.count(), Panel.objects.count()),
        (CriterionScore.objects.count(), SiteReport.objects.count()),
        list(Seat.objects.order_by("pk").values_list("pk", "left_on", "left_reason")),
        Bar.objects.count(),
        list(Objection.objects.order_by("pk").values_list("pk", "answered_on", "upheld", "document")),
        list(Ranked.objects.order_by("pk").values_list("pk", "publicised_on", "designated_on", "decision")),
        list(Designation.objects.order_by("pk").values_list("pk", "slot", "number", "end")),
        list(Review.objects.order_by("pk").values_list("pk", "outcome")),
        list(Rectification.objects.order_by("pk").values_list("pk", "served_on", "reported_on", "fit")),
        list(Ending.objects.order_by("pk").values_list("pk", "served_on", "stated_on", "dropped_on", "decided_on")),
        (Event.objects.count(), Document.objects.count(), Notice.objects.count()),
    )
