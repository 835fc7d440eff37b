"""What a certificate is worth on the day somebody looks at it, in words for everybody: no person, no reason given."""

from typing import NamedTuple

from casework.accreditation import renewal
from casework.accreditation.models import Designation
from casework.accreditation.states import LEFT
from casework.accreditation.states import DesignationState as S
from casework.core.now import today
from casework.core.words import date_cn
from casework.penalties.models import Suspension
from casework.penalties.states import STOPPED


class Status(NamedTuple):
    """``label`` is the standing in a word or two."""

    level: str
    head: str
    label: str
    words: str


WHILE = {
    S.UNDER_REVIEW: ("命名正在复核", "复核中", "有结论以前，命名继续有效。"),
    S.RECTIFYING: ("命名单位正在限期整改", "限期整改", "整改期间，命名继续有效。"),
    S.REVOCATION_NOTIFIED: ("命名正在办理终止", "拟终止", "作出决定以前，命名还没有终止。"),
}
ENDED = {
    Designation.End.REVOKED: ("red", "命名已经撤销", "已撤销"),
    Designation.End.WITHDRAWN: ("red", "命名已经撤回", "已撤回"),
    Designation.End.EXPIRED: ("red", "命名已经到期注销", "已到期"),
    Designation.End.DISSOLVED: ("red", "命名已经注销", "已注销"),
    Designation.End.SURRENDERED: ("red", "命名已经注销", "已注销"),
    Designation.End.RENEWED: ("amber", "这份证书已经由新证书接替", "已换新证书"),
}


def status(row: Designation, *, replaced: bool = False) -> Status:
    """As things stand now, whatever the paper says; ``replaced``: another certificate has been issued since."""
    if row.state in LEFT:
        level, head, label = ENDED[Designation.End(row.end)]
        return Status(level, head, label, f"自{date_cn(row.ended_on)}起不再有效。")
    if replaced:
        return Status("amber", "这份证书已经换发", "已换发", "请以新证书为准。")
    if Suspension.objects.filter(enterprise=row.enterprise_id, state__in=STOPPED).exists():
        words = "恢复生产以前，请勿按示范单位对待。"
        return Status("red", "命名单位正在停产停业", "暂停", words)
    if row.state in WHILE:
        head, label, words = WHILE[S(row.state)]
        return Status("amber", head, label, words)
    return in_time(row)


def in_time(row: Designation) -> Status:
    assert row.valid_to is not None  # set when it was designated
    until = f"有效期至{date_cn(row.valid_to)}"
    if row.valid_to >= today():
        return Status("green", "这份证书是真的，命名有效", "有效", f"{until}。")
    if renewal.asked_for(row) is not None:
        return Status("green", "这份证书是真的，命名有效", "有效", f"{until}；复评正在办理，作出决定以前继续有效。")
    return Status("red", "命名已经到期", "已到期", f"{until}。")
