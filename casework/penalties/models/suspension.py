"""停产停业: in force from service, until acceptance, closure or lifting."""

from django.conf import settings
from django.db import models

from casework.core.models import Timestamped
from casework.core.now import today
from casework.enforcement.models import Finding, Measure
from casework.penalties.models.deciding import Decision
from casework.penalties.queries import SuspensionQuerySet
from casework.penalties.states import SuspensionState
from documents.models import Attachment, Document, Dossier


class Suspension(Timestamped):
    """A stop of production, resting on one served decision or one served on-the-spot measure.

    Its dossier is that of the decision or the measure.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="suspensions")
    state = models.CharField("状态", max_length=20, choices=SuspensionState, default="", blank=True)
    version = models.PositiveIntegerField(default=0)
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="suspensions", verbose_name="机关")
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, related_name="suspensions", verbose_name="当事人"
    )
    region_code = models.CharField("地区", max_length=6)
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True, related_name="suspension")
    measure = models.OneToOneField(Measure, models.PROTECT, null=True, blank=True, related_name="suspension")
    findings = models.ManyToManyField(Finding, related_name="suspensions")
    scope = models.CharField("停产范围", max_length=200)
    started_on = models.DateField("开始日期")
    ended_on = models.DateField("结束日期", null=True, blank=True)
    due_on = models.DateField("最近时限", default="9999-12-31")
    stage_reason = models.CharField("解除、关闭理由", max_length=400, blank=True)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "停产停业"
        indexes = [models.Index(fields=["region_code", "state", "due_on", "id"], name="suspension_board")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision__isnull=False) ^ models.Q(measure__isnull=False),
                name="suspension_rests_on_one_act",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} 停产停业"


class Acceptance(Timestamped):
    """A request to resume and what two officers saw on site (复产验收)."""

    suspension = models.ForeignKey(Suspension, models.PROTECT, related_name="acceptances")
    requested_on = models.DateField("申请日期", default=today)
    text = models.TextField("整改情况")
    evidence = models.ManyToManyField(Attachment, related_name="+")
    from_paper = models.BooleanField("由纸质材料录入", default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    officers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name="验收人员")
    checked_on = models.DateField("现场验收日期", null=True, blank=True)
    fit = models.BooleanField("具备安全生产条件", null=True)
    opinion = models.TextField("验收意见", blank=True)
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="acceptance")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "复产验收"
        constraints = [
            models.UniqueConstraint(fields=["suspension"], condition=models.Q(fit=None), name="one_open_acceptance")
        ]


class Defiance(Timestamped):
    """Production seen to go on in spite of the stop, and seen to have ceased."""

    suspension = models.ForeignKey(Suspension, models.PROTECT, related_name="defiances")
    seen_on = models.DateField("发现日期", default=today)
    fact = models.TextField("事实")
    evidence = models.ManyToManyField(Attachment, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="defiance")
    ceased_on = models.DateField("停止日期", null=True, blank=True)
    ceased_fact = models.CharField("停止情况", max_length=300, blank=True)


class PowerCut(Timestamped):
    """停止供电或者供应民用爆炸物品 (安全生产法 70). ``points``: the nine points, each {"met": bool, "words": str}."""

    suspension = models.ForeignKey(Suspension, models.PROTECT, related_name="power_cuts")
    supplier = models.CharField("供应单位", max_length=120)
    what = models.CharField("措施", max_length=40, default="停止供电")
    points = models.JSONField("法定条件", default=dict)
    cut_at = models.DateTimeField("停止时间")
    emergency = models.CharField("紧急情形", max_length=300, blank=True)
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="power_cut")
    supplier_document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="+")
    restored_at = models.DateTimeField("恢复时间", null=True, blank=True)
    restore_reason = models.CharField("恢复理由", max_length=300, blank=True)
    restore_document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="+")


class Closure(Timestamped):
    """提请关闭 (安全生产法 113). ``counts``: the penalties counted when it was proposed."""

    class Ground(models.TextChoices):
        REPEATED = "1", "存在重大事故隐患，180日内3次或者1年内4次受到处罚"
        UNFIT = "2", "经停产停业整顿，仍不具备安全生产条件"
        ACCIDENT = "3", "不具备安全生产条件，导致发生重大、特别重大事故"
        DEFIED = "4", "拒不执行停产停业整顿决定"

    suspension = models.ForeignKey(Suspension, models.PROTECT, related_name="closures")
    ground = models.CharField("理由", max_length=2, choices=Ground)
    counts = models.JSONField("处罚次数", default=dict)
    reason = models.TextField("事实和理由")
    proposed_on = models.DateField("提请日期", default=today)
    government = models.CharField("人民政府", max_length=80)
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="closure")
    closed = models.BooleanField("决定关闭", null=True)
    answer = models.CharField("答复", max_length=300, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    evidence = models.ManyToManyField(Attachment, blank=True, related_name="+")
