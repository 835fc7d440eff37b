"""A designation as its unit reads it: what it is worth, what was asked of it, which dates run, what it may do."""

from typing import Any

from django.urls import reverse

from casework.accreditation import renewal
from casework.accreditation.models import Designation, Ending
from casework.accreditation.states import HOLDING
from casework.clock.models import Deadline, DeadlineStatus
from casework.core.now import today
from casework.web import clocks, wording
from casework.web.reply import penalty_rights

STATES = {
    "active": ("命名有效", "请保持认定条件。每年复核一次，有情况时随时复核。"),
    "under_review": ("命名正在复核", "有结论以前，命名继续有效。"),
    "rectifying": ("请限期整改", "按通知书逐项整改，在期限内报告并附材料，机关将到场核查。"),
    "revocation_notified": ("机关拟终止贵单位的命名", "贵单位可以陈述、申辩。作出决定以前，命名还没有终止。"),
    "revoked": ("命名已经终止", "理由和救济途径见决定书。请停止使用证书和牌匾，并交回机关。"),
    "expired": ("命名已经注销", "证书不再使用。需要恢复的，须重新申报。"),
    "surrendered": ("命名已经按申请注销", "证书不再使用。需要恢复的，须重新申报。"),
}
RIGHTS = {
    "report_rectification": "写明每项问题怎么整改的，并附材料。",
    "make_statement": "认为事实、理由不对的，可以说明并提交材料，机关须逐点答复。",
    "surrender": "不再需要命名的，可以申请注销，名额随即空出。",
}
CLOCKS = {"report_rectification": "designation_rectify", "make_statement": "statement"}


def sentence(row: Designation) -> tuple[str, str]:
    if row.end == Designation.End.RENEWED:
        return "已经由新的命名接替", "请使用新证书。"
    return STATES[row.state]


def dates(row: Designation) -> list[clocks.Clock]:
    """The dates that run, each with how it was counted."""
    rows = Deadline.objects.filter(dossier=row.dossier_id, kind="designation", status=DeadlineStatus.RUNNING)
    found = rows.select_related("period").prefetch_related("pauses").order_by("due_on", "pk")
    return [clocks.clock(one) for one in found]


def rights(page: Any) -> list[penalty_rights.Right]:
    """What the unit may do now, what presses first."""
    rows = Deadline.objects.filter(
        dossier=page.record.dossier_id, kind="designation", status=DeadlineStatus.RUNNING
    ).select_related("period")
    running = {row.name: row for row in rows.prefetch_related("pauses")}
    found = [
        penalty_rights.right(page, step, words, running.get(CLOCKS.get(step, "")), address="my_designation_step")
        for step, words in RIGHTS.items()
    ]
    return [right for right in found if right.href or right.why]


def renewing(row: Designation) -> dict[str, Any]:
    """Whether renewal can be asked for, has been, or from when it can."""
    if row.state not in HOLDING:
        return {}
    asked = renewal.asked_for(row)
    if asked is not None:
        words = "已经申请复评。作出决定以前，命名继续有效。"
        return {"words": words, "href": reverse("my_application", args=[asked.pk]), "act": "看复评申报"}
    opens = renewal.opens_on(row)
    if opens > today():
        return {"words": f"{wording.full_day(opens)}起可以申请复评。在有效期届满前提交的，决定以前命名继续有效。"}
    words = f"现在可以申请复评。须在{wording.full_day(row.valid_to)}以前提交，逾期命名注销。"
    return {"words": words, "href": reverse("my_rounds"), "act": "去申请复评"}


def ending(row: Designation) -> Ending | None:
    """The last notice of an ending, whatever came of it."""
    rows = row.endings.select_related("document", "decision").prefetch_related("papers")
    return rows.order_by("pk").last()
