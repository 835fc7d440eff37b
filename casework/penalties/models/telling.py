"""The rights of the other side before a decision: the notice, the defence, the hearing."""

from django.conf import settings
from django.db import models

from casework.core.models import Timestamped
from casework.core.now import today
from casework.penalties.models.penalty import Penalty, Sanction
from documents.models import Attachment, Document


class PenaltyNotice(Timestamped):
    """行政处罚告知书 of one sanction, and the 听证告知书 where the law gives a hearing.

    A window is closed once its clock has run out or the party waived it in writing. ``void_on``: sent back, or another
    notice took its place.
    """

    penalty = models.ForeignKey(Penalty, models.PROTECT, related_name="notices")
    sanction = models.OneToOneField(Sanction, models.PROTECT, related_name="notice")
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="penalty_notice")
    hearing_right = models.BooleanField("有权要求听证", default=False)
    hearing_document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="hearing_right_notice")
    issued_on = models.DateField("签发日期", default=today)
    served_on = models.DateField("告知书送达日期", null=True, blank=True)
    hearing_served_on = models.DateField("听证告知书送达日期", null=True, blank=True)
    defence_waived_on = models.DateField("放弃陈述申辩日期", null=True, blank=True)
    hearing_waived_on = models.DateField("放弃听证日期", null=True, blank=True)
    void_on = models.DateField("失效日期", null=True, blank=True)
    void_reason = models.CharField("失效原因", max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "处罚告知"
        constraints = [
            models.UniqueConstraint(
                fields=["penalty"], condition=models.Q(void_on=None), name="one_penalty_notice_in_force"
            )
        ]


class Defence(Timestamped):
    """陈述申辩. ``points``: [{"point", "adopted": bool, "reason"}], empty until answered (行政处罚法 45)."""

    notice = models.ForeignKey(PenaltyNotice, models.PROTECT, related_name="defences")
    text = models.TextField("陈述、申辩意见")
    evidence = models.ManyToManyField(Attachment, blank=True, related_name="+")
    submitted_on = models.DateField("提出日期", default=today)
    late_reason = models.CharField("逾期提出的理由", max_length=300, blank=True)
    from_paper = models.BooleanField("由纸质材料录入", default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    points = models.JSONField("逐点复核", default=list, blank=True)
    answered_on = models.DateField("复核日期", null=True, blank=True)
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="defence")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "陈述申辩"


class Hearing(Timestamped):
    """One hearing (听证): asked for, scheduled, perhaps postponed, held or given up (行政处罚法 63–64)."""

    class Outcome(models.TextChoices):
        HELD = "held", "已举行"
        ABSENT = "absent", "当事人无正当理由不到场"
        LEFT = "left", "当事人中途退场"
        WAIVED = "waived", "当事人撤回"

    penalty = models.ForeignKey(Penalty, models.PROTECT, related_name="hearings")
    notice = models.ForeignKey(PenaltyNotice, models.PROTECT, related_name="hearings")
    requested_on = models.DateField("申请日期", default=today)
    request = models.TextField("申请理由", blank=True)
    from_paper = models.BooleanField("由纸质材料录入", default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    public = models.BooleanField("公开举行", default=True)
    private_reason = models.CharField("不公开的理由", max_length=200, blank=True)
    held_at = models.DateTimeField("听证时间", null=True, blank=True)
    place = models.CharField("听证地点", max_length=120, blank=True)
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    clerk = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    postponed = models.PositiveSmallIntegerField("延期次数", default=0)
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="hearing")
    served_on = models.DateField("听证会通知书送达日期", null=True, blank=True)
    agents = models.CharField("委托代理人", max_length=120, blank=True)
    minutes = models.TextField("听证笔录", blank=True)
    refusal = models.CharField("拒签情况", max_length=200, blank=True)
    report = models.TextField("听证会报告", blank=True)
    outcome = models.CharField("结果", max_length=8, choices=Outcome, blank=True, default="")
    ended_on = models.DateField("结束日期", null=True, blank=True)
    signed = models.ManyToManyField(Attachment, blank=True, related_name="+", verbose_name="签名的笔录")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "听证"
