"""行政复议、行政诉讼 against one served act, one row per instance."""

from django.conf import settings
from django.db import models

from casework.core.models import Timestamped
from casework.core.now import today
from casework.penalties.queries import RemedyQuerySet
from casework.penalties.states import RemedyState
from documents.models import Attachment, Document, Dossier


class Remedy(Timestamped):
    """One instance. ``obliges`` is the step our act must take once the outcome is known; ``obeyed_on`` when it did."""

    class Instance(models.TextChoices):
        RECONSIDERATION = "reconsideration", "行政复议"
        SUIT = "suit", "行政诉讼一审"
        APPEAL = "appeal", "行政诉讼二审"

    class Outcome(models.TextChoices):
        UPHELD = "upheld", "维持或者驳回"
        CHANGED = "changed", "变更"
        ANNULLED = "annulled", "撤销"
        UNLAWFUL = "unlawful", "确认违法，不撤销"
        REDO = "redo", "撤销并责令重新作出"
        WITHDRAWN = "withdrawn", "申请人撤回"

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="remedies")
    state = models.CharField("状态", max_length=10, choices=RemedyState, default="", blank=True)
    version = models.PositiveIntegerField(default=0)
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="remedies", verbose_name="机关")
    enterprise = models.ForeignKey("organisations.Enterprise", models.PROTECT, related_name="remedies")
    region_code = models.CharField("地区", max_length=6)
    document = models.ForeignKey(Document, models.PROTECT, related_name="remedies", verbose_name="被诉行为")
    instance = models.CharField("类别", max_length=16, choices=Instance)
    body = models.CharField("复议机关或者法院", max_length=80)
    case_number = models.CharField("案号", max_length=60, blank=True)
    applied_on = models.DateField("申请、起诉日期")
    received_on = models.DateField("收到副本日期", default=today)
    claims = models.TextField("请求和理由", blank=True)
    papers = models.ManyToManyField(Attachment, blank=True, related_name="+", verbose_name="收到的文书")
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answer = models.TextField("答复意见", blank=True)
    answer_document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="remedy_answer")
    outcome = models.CharField("结果", max_length=10, choices=Outcome, blank=True, default="")
    outcome_words = models.TextField("裁判要旨", blank=True)
    outcome_fine = models.DecimalField("变更后的罚款", max_digits=14, decimal_places=2, null=True, blank=True)
    ended_on = models.DateField("裁判送达日期", null=True, blank=True)
    obliges = models.CharField("应当办理", max_length=12, blank=True, default="")
    obeyed_on = models.DateField("已办理", null=True, blank=True)
    due_on = models.DateField("最近时限", default="9999-12-31")

    objects = RemedyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "复议、诉讼"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "instance"], condition=models.Q(state__in=["", "pending"]),
                name="one_pending_remedy_per_instance",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_instance_display()} {self.case_number}".strip()


class Stay(Timestamped):
    """停止执行 while a remedy is pending (行政复议法 42, 行政诉讼法 56)."""

    remedy = models.ForeignKey(Remedy, models.PROTECT, related_name="stays")
    since = models.DateField("停止执行日期", default=today)
    until = models.DateField("恢复执行日期", null=True, blank=True)
    reason = models.CharField("理由", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
