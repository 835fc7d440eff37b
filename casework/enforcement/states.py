"""States of the enforcement lifecycles and of a finding; names in code are those of docs/lifecycles.md."""

from django.db import models


class InspectionState(models.TextChoices):
    PLANNED = "planned", "已列计划"
    STARTED = "started", "检查中"
    CONCLUDED = "concluded", "已结束"
    CANCELLED = "cancelled", "已取消"


class CaseState(models.TextChoices):
    FOUND = "found", "已发现，待责令整改"
    ORDERED = "ordered", "整改中"
    REPORTED = "reported", "已报整改，待复查"
    EXPIRED = "expired", "期限已过，待复查"
    OVERDUE = "overdue", "逾期未改正"
    CORRECTED = "corrected", "已改正，待结案"
    CLOSED = "closed", "已结案"
    TRANSFERRED = "transferred", "已移送"
    WITHDRAWN = "withdrawn", "已撤销"


class Standing(models.TextChoices):
    """How one ordered finding stands; the case's state sums these up."""

    OPEN = "open", "待整改"
    REPORTED = "reported", "已报整改"
    DONE = "done", "已改正"
    NOT_DONE = "not_done", "逾期未改正"
    DROPPED = "dropped", "不再要求"


OPEN = (CaseState.FOUND, CaseState.ORDERED, CaseState.REPORTED, CaseState.EXPIRED, CaseState.OVERDUE)
RUNNING = OPEN[1:]
ANSWERABLE = (CaseState.ORDERED, CaseState.REPORTED, CaseState.EXPIRED)
