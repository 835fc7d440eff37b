"""States of an application; names in code are those of docs/lifecycles.md."""

from django.db import models


class ApplicationState(models.TextChoices):
    DRAFT = "draft", "填报中"
    SUBMITTED = "submitted", "已提交，待受理"
    INCOMPLETE = "incomplete", "待补正"
    ACCEPTED = "accepted", "已受理"
    RECOMMENDED = "recommended", "已初审"
    REFUSED = "refused", "不予受理"
    NOT_DESIGNATED = "not_designated", "不予认定"
    WITHDRAWN = "withdrawn", "已撤回"


_S = ApplicationState
GONE = (_S.REFUSED, _S.WITHDRAWN)  # the unit may apply again while the window is open
ENDED = (*GONE, _S.NOT_DESIGNATED)
WITH_PARTY = (_S.DRAFT, _S.INCOMPLETE)  # the applicant writes; nobody in the office waits for himself
EXAMINED = (_S.ACCEPTED, _S.RECOMMENDED)
