"""States of penalties, suspensions and remedies; names in code are those of docs/lifecycles.md."""

from django.db import models


class PenaltyState(models.TextChoices):
    FILED = "filed", "已立案，调查中"
    INVESTIGATED = "investigated", "调查终结"
    NOTIFIED = "notified", "已告知"
    HEARING_REQUESTED = "hearing_requested", "已申请听证"
    HEARING_SCHEDULED = "hearing_scheduled", "已定听证日期"
    HEARD = "heard", "已听证"
    DECIDED = "decided", "已作处罚决定"
    DEMANDED = "demanded", "已催告"
    AT_COURT = "at_court", "已申请法院执行"
    PERFORMED = "performed", "已履行"
    NOT_PUNISHED = "not_punished", "不予处罚"
    ENDED = "ended", "已终结执行"
    TRANSFERRED = "transferred", "已移送"
    WITHDRAWN = "withdrawn", "已撤销"
    CLOSED = "closed", "已结案"


class SuspensionState(models.TextChoices):
    IN_FORCE = "in_force", "停产停业中"
    ACCEPTANCE_REQUESTED = "acceptance_requested", "已申请验收"
    DEFIED = "defied", "拒不停产"
    CLOSURE_PROPOSED = "closure_proposed", "已提请关闭"
    RESUMED = "resumed", "已恢复生产"
    SHUT = "shut", "已关闭"
    LIFTED = "lifted", "已解除"


class RemedyState(models.TextChoices):
    PENDING = "pending", "审理中"
    ENDED = "ended", "已结束"


_S = PenaltyState
READY = (_S.INVESTIGATED, _S.NOTIFIED, _S.HEARD)
NOTICED = (_S.NOTIFIED, _S.HEARING_REQUESTED, _S.HEARING_SCHEDULED, _S.HEARD)
ASKED = (_S.HEARING_REQUESTED, _S.HEARING_SCHEDULED)
BEFORE = (_S.FILED, _S.INVESTIGATED, *NOTICED)
AFTER = (_S.DECIDED, _S.DEMANDED, _S.AT_COURT)

STOPPED = (
    SuspensionState.IN_FORCE,
    SuspensionState.ACCEPTANCE_REQUESTED,
    SuspensionState.DEFIED,
    SuspensionState.CLOSURE_PROPOSED,
)
