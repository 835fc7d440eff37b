"""A stop of production as its party reads it: what is stopped and why, what to prove, what was asked and answered."""

from datetime import date
from typing import Any

from casework.clock.models import Deadline, DeadlineStatus
from casework.enforcement.models import Finding
from casework.enforcement.standing import SETTLED
from casework.penalties.models import Suspension
from casework.penalties.states import SuspensionState
from casework.web import wording
from casework.web.reply.standing import File

STATES = {
    SuspensionState.IN_FORCE: ("请停产停业整顿，整顿好以后申请验收", "验收同意以前，不得恢复生产。"),
    SuspensionState.ACCEPTANCE_REQUESTED: ("已申请验收，等待执法人员到现场", "验收同意以前，不得恢复生产。"),
    SuspensionState.DEFIED: ("请马上停止生产", "执法人员发现停产期间仍在生产。继续生产的，可能被停止供电、提请关闭。"),
    SuspensionState.CLOSURE_PROPOSED: ("已提请政府决定是否关闭", "决定作出以前，不得恢复生产。"),
    SuspensionState.RESUMED: ("已同意恢复生产", "请继续做好安全生产教育和培训。"),
    SuspensionState.SHUT: ("政府已决定关闭", "请按决定办理。"),
    SuspensionState.LIFTED: ("停产停业已经解除", "不再要求停产停业。"),
}


def sentence(row: Suspension) -> tuple[str, str]:
    return STATES[SuspensionState(row.state)]


def act_of(row: Suspension) -> Any:
    """The paper by which production was stopped."""
    act = row.decision or row.measure
    return act.document if act else None


def why(row: Suspension) -> str:
    if row.decision:
        return f"{wording.full_day(row.decision.decided_on)}的行政处罚决定"
    return "现场处理措施决定"


def findings(row: Suspension) -> list[dict[str, Any]]:
    """What it rests on: the fact, how to mend it, what proves it."""
    rows: list[Finding] = list(row.findings.select_related("violation").order_by("number"))
    return [
        {
            "number": each.number,
            "fact": each.fact,
            "remedy": each.violation.remedy,
            "proof": each.violation.proof,
            "settled": each.standing in SETTLED,
        }
        for each in rows
    ]


def acceptances(row: Suspension) -> list[dict[str, Any]]:
    """Requests to resume with what the officers saw, the newest first."""
    status = {None: ("warn", "等待验收"), True: ("ok", "同意恢复生产"), False: ("", "还不能恢复生产")}
    return [
        {
            "on": wording.short_day(each.requested_on),
            "paper": each.from_paper,
            "text": each.text,
            "files": [File.of(file) for file in each.evidence.all()],
            "kind": status[each.fit][0],
            "status": status[each.fit][1],
            "checked": wording.short_day(each.checked_on) if each.checked_on else "",
            "opinion": each.opinion,
        }
        for each in row.acceptances.prefetch_related("evidence").order_by("-id")
    ]


def answer_by(row: Suspension) -> date | None:
    """The day until which the officers should have come."""
    rows = Deadline.objects.filter(dossier=row.dossier_id, name="fitness", status=DeadlineStatus.RUNNING)
    return rows.order_by("due_on").values_list("due_on", flat=True).first()
