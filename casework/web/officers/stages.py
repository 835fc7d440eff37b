"""The stages of a matter for the stepper: done, current, to come."""

from dataclasses import dataclass, replace

from casework.enforcement.models import Case, Inspection
from casework.enforcement.states import CaseState, InspectionState
from casework.web import wording


@dataclass
class Stage:
    label: str
    note: str = ""
    state: str = ""


# The stage a case stands in; what ended otherwise ends on the last one.
POSITIONS = {
    CaseState.FOUND: 1,
    CaseState.ORDERED: 2,
    CaseState.REPORTED: 3,
    CaseState.EXPIRED: 3,
    CaseState.OVERDUE: 3,
    CaseState.CORRECTED: 4,
}
ENDS = {CaseState.CLOSED: "结案", CaseState.TRANSFERRED: "移送", CaseState.WITHDRAWN: "撤销"}


def of_case(case: Case) -> list[Stage]:
    order = case.orders.order_by("id").first()
    recheck = case.rechecks.order_by("-id").first()
    dues = sorted({due for due in case.findings.values_list("due_on", flat=True) if due})
    stages = [
        Stage("现场检查", f"{wording.short_day(case.opened_on)}发现"),
        Stage("责令限期整改", order_note(order)),
        Stage("企业整改", f"最后期限{wording.short_day(dues[-1])}" if dues else "按指令书期限"),
        Stage("复查", f"{wording.short_day(recheck.on)}已复查" if recheck else "报告或期满后10日内"),
        Stage(ENDS.get(CaseState(case.state), "结案") if case.state else "结案", "全部改正或处罚执行完毕"),
    ]
    if case.state == CaseState.OVERDUE:
        stages[3].label = "复查：逾期未改正"
    return placed(stages, POSITIONS.get(CaseState(case.state), len(stages)) if case.state else 0)


def order_note(order: object) -> str:
    if order is None:
        return "签发后7个工作日内送达"
    served, issued = getattr(order, "served_on", None), getattr(order, "issued_on", None)
    return f"{wording.short_day(served)}送达" if served else f"{wording.short_day(issued)}签发，待送达"


def of_inspection(inspection: Inspection) -> list[Stage]:
    started, ended = inspection.started_at, inspection.ended_at
    stages = [
        Stage("列入计划", wording.short_day(inspection.planned_on) if inspection.planned_on else "计划外"),
        Stage("现场检查", wording.moment(started) if started else "两名执法人员出示证件"),
        Stage("结束检查", wording.moment(ended) if ended else "双方签字"),
    ]
    if inspection.state == InspectionState.CANCELLED:
        stages[-1] = Stage("已取消", inspection.reason)
    positions = {InspectionState.PLANNED: 0, InspectionState.STARTED: 1}
    state = InspectionState(inspection.state) if inspection.state else None
    return placed(stages, positions.get(state, len(stages)) if state else 0)


def placed(stages: list[Stage], position: int) -> list[Stage]:
    words = {True: "done", False: ""}
    return [
        replace(stage, state="current" if number == position else words[number < position])
        for number, stage in enumerate(stages)
    ]
