"""How a decision comes about: legal review, discussion of the leaders with their votes, the decision itself."""

from django.conf import settings
from django.db import models

from casework.core.models import Timestamped
from casework.core.now import today
from casework.penalties.models.penalty import Penalty, Sanction
from documents.models import Document


class LegalReview(Timestamped):
    """法制审核 of one sanction (行政处罚法 58)."""

    class Result(models.TextChoices):
        PASS = "pass", "同意"
        AMEND = "amend", "建议修改"
        REFUSE = "refuse", "不同意"

    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    result = models.CharField("结论", max_length=8, choices=Result)
    opinion = models.TextField("审核意见")
    on = models.DateField("审核日期", default=today)
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="legal_review")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "法制审核"


class Deliberation(Timestamped):
    """集体讨论 of one sanction (行政处罚法 57): investigators report and do not vote."""

    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="deliberations")
    on = models.DateField("讨论日期", default=today)
    place = models.CharField("地点", max_length=120)
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorder = models.CharField("记录人", max_length=40)
    reported_by = models.CharField("汇报人", max_length=80)
    discussion = models.TextField("讨论记录")
    conclusion = models.TextField("结论性意见")
    carried = models.BooleanField("通过")
    committee_reason = models.CharField("负责人不足时的说明", max_length=300, blank=True)
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="deliberation")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "集体讨论"


class Vote(models.Model):
    deliberation = models.ForeignKey(Deliberation, models.CASCADE, related_name="votes")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agrees = models.BooleanField("同意")
    words = models.CharField("意见", max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["deliberation", "member"], name="one_vote_each")]


class Decision(Timestamped):
    """A decision to punish or not to. The one in force has ``standing`` set to standing; others are history."""

    class Standing(models.TextChoices):
        STANDING = "standing", "有效"
        CHANGED = "changed", "已变更"
        ANNULLED = "annulled", "已撤销"
        UNLAWFUL = "unlawful", "确认违法，保留效力"

    penalty = models.ForeignKey(Penalty, models.PROTECT, related_name="decisions")
    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="decisions")
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="penalty_decision")
    punishes = models.BooleanField("给予处罚", default=True)
    ground = models.CharField("不予处罚的条款", max_length=12, blank=True)
    education = models.CharField("教育情况", max_length=300, blank=True)
    reasons = models.TextField("申辩、听证采纳情况和裁量理由", blank=True)
    decided_on = models.DateField("决定日期", default=today)
    late = models.BooleanField("超过办案期限", default=False)
    served_on = models.DateField("送达日期", null=True, blank=True)
    standing = models.CharField("效力", max_length=10, choices=Standing, default=Standing.STANDING)
    standing_reason = models.CharField("变更、撤销理由", max_length=400, blank=True)
    ended_on = models.DateField("失效日期", null=True, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "处罚决定"
        constraints = [
            models.UniqueConstraint(
                fields=["penalty"],
                condition=models.Q(standing__in=["standing", "unlawful"]),
                name="one_decision_in_force",
            )
        ]
