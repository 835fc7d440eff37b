"""States of this chapter's matters; names in code are those of docs/lifecycles.md."""

from django.db import models


class ApplicationState(models.TextChoices):
    DRAFT = "draft", "填报中"
    SUBMITTED = "submitted", "已提交，待受理"
    INCOMPLETE = "incomplete", "待补正"
    ACCEPTED = "accepted", "已受理"
    RECOMMENDED = "recommended", "已初审"
    EVALUATING = "evaluating", "评审中"
    EVALUATED = "evaluated", "已评审"
    SHORTLISTED = "shortlisted", "已列入拟认定名单"
    PUBLICISED = "publicised", "公示中"
    OBJECTED = "objected", "异议核查中"
    DESIGNATED = "designated", "已命名"
    REFUSED = "refused", "不予受理"
    NOT_DESIGNATED = "not_designated", "不予认定"
    WITHDRAWN = "withdrawn", "已撤回"


class ListingState(models.TextChoices):
    DRAWN_UP = "drawn_up", "已拟定，待公示"
    PUBLICISED = "publicised", "公示中"
    DESIGNATED = "designated", "已命名"
    CLOSED = "closed", "已办结"


_S = ApplicationState
GONE = (_S.REFUSED, _S.WITHDRAWN)  # the unit may apply again while the window is open
ENDED = (*GONE, _S.NOT_DESIGNATED, _S.DESIGNATED)
WITH_PARTY = (_S.DRAFT, _S.INCOMPLETE)  # the applicant writes; nobody in the office waits for himself
EXAMINED = (_S.ACCEPTED, _S.RECOMMENDED, _S.EVALUATING, _S.EVALUATED, _S.SHORTLISTED, _S.PUBLICISED)
ON_LIST = (_S.SHORTLISTED, _S.PUBLICISED, _S.OBJECTED)  # a slot is promised to it


class DesignationState(models.TextChoices):
    ACTIVE = "active", "有效"
    UNDER_REVIEW = "under_review", "复核中"
    RECTIFYING = "rectifying", "限期整改中"
    REVOCATION_NOTIFIED = "revocation_notified", "已告知拟终止"
    REVOKED = "revoked", "已撤销、撤回"
    EXPIRED = "expired", "已注销"
    SURRENDERED = "surrendered", "已申请注销"


_D = DesignationState
LOOSE = (_D.ACTIVE, _D.UNDER_REVIEW, _D.RECTIFYING)  # may end without being heard: by time, or by the unit itself
HOLDING = (*LOOSE, _D.REVOCATION_NOTIFIED)  # holds its slot
LEFT = (_D.REVOKED, _D.EXPIRED, _D.SURRENDERED)


class EvaluationState(models.TextChoices):
    ASSIGNED = "assigned", "待评审"
    RECUSED = "recused", "已回避"
    REPLACED = "replaced", "已更换"
    SUBMITTED = "submitted", "已提交"
    VOIDED = "voided", "已作废"


COUNTS = (EvaluationState.ASSIGNED, EvaluationState.SUBMITTED)  # what still is part of the panel's work
