"""What somebody says against an application under public notice, and what was found (异议)."""

from django.db import models
from django.db.models import Q

from casework.accreditation.models.application import Application
from casework.core.models import Timestamped
from casework.core.now import today
from documents.models import Attachment, Document


class Objection(Timestamped):
    """异议: by a named person, with grounds. One that came after the notice was over is ``late``: it stays for a review
    of the designation. ``receipt`` is how whoever objected asks after it; ``finding`` is empty until it is answered.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="objections", verbose_name="申请")
    receipt = models.CharField("回执编号", max_length=14, unique=True)
    name = models.CharField("异议人", max_length=60)
    contact = models.CharField("联系方式", max_length=60)
    grounds = models.TextField("异议内容和理由")
    evidence = models.ManyToManyField(Attachment, blank=True, related_name="+", verbose_name="证据材料")
    received_on = models.DateField("收到日期", default=today)
    late = models.BooleanField("公示期满后提出", default=False)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    upheld = models.BooleanField("异议成立", null=True, blank=True)
    finding = models.TextField("核查结论和理由", blank=True)
    document = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="objection")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "异议"
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(grounds=""), name="objection_has_name_and_grounds"),
            models.CheckConstraint(
                condition=Q(answered_on=None, upheld=None, finding="")
                | Q(answered_on__isnull=False, upheld__isnull=False),
                name="objection_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.party_name}：{self.name}的异议"
