"""What a designation's dossier holds: its stages, its reviews, its rectifications, and how it was to end."""

from typing import Any

from django.urls import reverse

from casework.accreditation.models import Designation, Ending, Rectification, Review
from casework.accreditation.states import LEFT
from casework.accreditation.states import DesignationState as S
from casework.web import wording
from casework.web.officers.penalty_file import Entry, Panel, filled, link
from casework.web.officers.stages import Stage, placed

POSITIONS = {S.ACTIVE: 0, S.UNDER_REVIEW: 1, S.RECTIFYING: 2, S.REVOCATION_NOTIFIED: 3}


def stages(row: Designation) -> list[Stage]:
    """Named, reviewed, put right, heard, ended: most years lead back to the first."""
    made = [
        Stage("命名", f"{wording.short_day(row.designated_on)}命名"),
        Stage("复核", "每年一次，或者有情况时"),
        Stage("限期整改", "复核发现问题时"),
        Stage("告知拟终止", "听取陈述、申辩"),
        Stage(row.get_end_display() or "终止", wording.short_day(row.ended_on) if row.ended_on else "名额空出"),
    ]
    return placed(made, len(made) if row.state in LEFT else POSITIONS.get(S(row.state), 0))


def panels(row: Designation) -> list[Panel]:
    made = (
        Panel("reviews", "复核", entries=[reviewed(one) for one in row.reviews.select_related("document")]),
        Panel("rectifications", "整改", entries=[rectified(one) for one in of_rectification(row)]),
        Panel("endings", "拟终止命名", entries=[told(one) for one in of_ending(row)]),
    )
    return filled([panel for panel in made if panel.entries])


def of_rectification(row: Designation) -> Any:
    return row.rectifications.select_related("document").prefetch_related("evidence")


def of_ending(row: Designation) -> Any:
    return row.endings.select_related("document", "decision").prefetch_related("evidence", "papers")


def files(rows: Any) -> list[tuple[str, str]]:
    return [(file.name, reverse("attachment", args=[file.pk])) for file in rows.all()]


def reviewed(one: Review) -> Entry:
    kind = "ok" if one.outcome == Review.Outcome.PASSED else "" if one.outcome else "warn"
    lines = [("情况", one.reason), ("复核意见", one.opinion)]
    head = f"{wording.short_day(one.opened_on)}　{one.get_ground_display()}"
    return Entry(head, one.get_outcome_display() or "还没有结论", kind, lines, link(one.document))


def rectified(one: Rectification) -> Entry:
    states = {True: ("整改合格", "ok"), False: ("整改不合格", "warn")}
    waits = ("已报告，待核查", "warn") if one.waits else ("等待整改", "warn")
    state, kind = states.get(one.fit, waits) if one.fit is not None else waits
    lines = [
        ("整改事项", "\n".join(f"{n}. {item}" for n, item in enumerate(one.items, 1))),
        (f"{wording.short_day(one.reported_on)}报告" if one.reported_on else "报告", one.report),
        (f"{wording.short_day(one.checked_on)}核查" if one.checked_on else "核查", one.verdict),
    ]
    head = f"{wording.short_day(one.ordered_on)}要求整改"
    return Entry(head, state, kind, lines, link(one.document) + files(one.evidence))


def told(one: Ending) -> Entry:
    state, kind = ("等待决定", "warn")
    if one.decided_on:
        state, kind = f"{wording.short_day(one.decided_on)}决定{one.get_kind_display()}", ""
    elif one.dropped_on:
        state, kind = f"{wording.short_day(one.dropped_on)}不再终止", "ok"
    lines = [
        ("事由", one.get_ground_display()), ("事实和理由", one.facts),
        ("送达", wording.short_day(one.served_on) if one.served_on else "还没有送达"),
        ("陈述、申辩", one.statement), ("复核意见", one.answer),
    ]  # fmt: skip
    papers = link(one.document) + link(one.decision) + files(one.evidence) + files(one.papers)
    return Entry(f"{wording.short_day(one.notified_on)}告知拟{one.get_kind_display()}", state, kind, lines, papers)
