"""The stages of a penalty, a stop and a remedy for the stepper, and the step that decides what comes next."""

from casework.clock.deadlines import period
from casework.penalties.models import Penalty, PenaltyNotice, Suspension
from casework.penalties.states import PenaltyState as S
from casework.penalties.states import SuspensionState as T
from casework.web import wording
from casework.web.officers.stages import Stage, placed

POSITIONS = {
    S.FILED: 0,
    S.INVESTIGATED: 1,
    S.NOTIFIED: 2,
    S.HEARING_REQUESTED: 3,
    S.HEARING_SCHEDULED: 3,
    S.HEARD: 3,
    S.DECIDED: 4,
    S.DEMANDED: 5,
    S.AT_COURT: 5,
    S.PERFORMED: 6,
    S.NOT_PUNISHED: 6,
    S.ENDED: 6,
    S.TRANSFERRED: 6,
    S.WITHDRAWN: 6,
}
LAST = {S.TRANSFERRED: "移送", S.WITHDRAWN: "撤销", S.NOT_PUNISHED: "不予处罚", S.ENDED: "终结执行"}
LEVELS = {S.DEMANDED: "amber", S.AT_COURT: "amber", S.CLOSED: "green", S.PERFORMED: "green"}

# The decisive steps ahead of each state: their conditions are the checklist at the heart of the page.
DECISIVE: dict[str, tuple[str, ...]] = {
    "": ("file",),
    S.FILED: ("conclude_investigation",),
    S.INVESTIGATED: ("notify", "not_punish"),
    S.NOTIFIED: ("decide", "not_punish"),
    S.HEARING_REQUESTED: ("schedule_hearing", "decide"),
    S.HEARING_SCHEDULED: ("hold_hearing", "decide"),
    S.HEARD: ("decide", "not_punish"),
    S.DECIDED: ("demand", "perform"),
    S.DEMANDED: ("apply_to_court", "perform"),
    S.AT_COURT: ("perform", "end_enforcement"),
    **dict.fromkeys((S.PERFORMED, S.NOT_PUNISHED, S.ENDED, S.TRANSFERRED, S.WITHDRAWN), ("close",)),
    S.CLOSED: (),
}
# While a stop is simply obeyed, what comes next is the party's: nothing of the office's is decisive.
SUSPENSION_DECISIVE: dict[str, tuple[str, ...]] = {
    T.ACCEPTANCE_REQUESTED: ("resume",),
    T.DEFIED: ("cut_power", "propose_closure"),
    T.CLOSURE_PROPOSED: ("answer_closure", "cut_power"),
}


def of_penalty(row: Penalty) -> list[Stage]:
    notice = next((n for n in reversed(row.notices.all()) if n.void_on is None), None)
    decision = row.decisions.all()[len(row.decisions.all()) - 1] if row.decisions.all() else None
    stages = [
        Stage("立案调查", f"{wording.short_day(row.filed_on)}立案" if row.state else "等待立案"),
        Stage("调查终结", sanction_note(row)),
        Stage("告知", served_note(notice, "告知书")),
        Stage("申辩、听证", rights_note(notice)),
        Stage("决定", served_note(decision, "决定书")),
        Stage("执行", "缴款、停产停业、申请法院"),
        Stage(LAST.get(S(row.state), "结案") if row.state else "结案", "送达、退付、公示都已办完"),
    ]
    return placed(stages, POSITIONS.get(S(row.state), len(stages)) if row.state else 0)


def sanction_note(row: Penalty) -> str:
    found = list(row.sanctions.all())
    return "、".join(found[-1].kinds()) if found else "查清事实、提出处理意见"


def rights_note(notice: PenaltyNotice | None) -> str:
    if notice and notice.hearing_right:
        return "有权要求听证"
    return f"送达后{period('defence').amount}个工作日"


def served_note(paper: object, name: str) -> str:
    if paper is None:
        return f"还没有{name}"
    served = getattr(paper, "served_on", None)
    return f"{wording.short_day(served)}送达" if served else f"{name}待送达"


def of_suspension(row: Suspension) -> list[Stage]:
    ended = {T.RESUMED: "恢复生产", T.SHUT: "关闭", T.LIFTED: "解除"}
    stages = [
        Stage("停产停业", f"{wording.short_day(row.started_on)}开始"),
        Stage("申请验收", "企业提出"),
        Stage(ended.get(T(row.state), "恢复生产") if row.state else "恢复生产", wording.short_day(row.ended_on)),
    ]
    if row.state in (T.DEFIED, T.CLOSURE_PROPOSED):
        stages[1] = Stage(row.get_state_display(), "见下面的记录")
    return placed(stages, {T.IN_FORCE: 0}.get(T(row.state), 1 if row.ended_on is None else 3) if row.state else 0)
