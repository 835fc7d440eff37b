"""What happens to a designation while it stands: reviews, rectifications, notices that it will end; and the bar."""

from django.db import models
from django.db.models import F, Q

from casework.accreditation.models.designation import Designation
from casework.core.models import Timestamped
from casework.core.now import today
from documents.models import Attachment, Document


class Review(Timestamped):
    """复核: opened by the clock each year, or because something has become known; open until it has an outcome."""

    class Ground(models.TextChoices):
        YEARLY = "yearly", "年度复核"
        SUSPENSION = "suspension", "被责令停产停业"
        OBJECTION = "objection", "收到异议"
        ENDING = "ending", "终止告知撤回后继续复核"
        OTHER = "other", "其他情况"

    class Outcome(models.TextChoices):
        PASSED = "passed", "合格"
        RECTIFY = "rectify", "限期整改"
        ENDING = "ending", "拟终止命名"
        LEFT = "left", "命名已经终止"

    designation = models.ForeignKey(Designation, models.PROTECT, related_name="reviews", verbose_name="命名")
    ground = models.CharField("复核事由", max_length=12, choices=Ground)
    reason = models.TextField("情况", blank=True)
    opened_on = models.DateField("开始日期", default=today)
    outcome = models.CharField("结论", max_length=12, choices=Outcome, blank=True)
    opinion = models.TextField("复核意见", blank=True)
    concluded_on = models.DateField("结论日期", null=True, blank=True)
    document = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="review")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "命名复核"
        constraints = [
            models.UniqueConstraint(fields=["designation"], condition=Q(outcome=""), name="one_open_review"),
            models.CheckConstraint(
                condition=Q(outcome="", concluded_on=None) | (~Q(outcome="") & Q(concluded_on__isnull=False)),
                name="review_concluded_with_its_day",
            ),
        ]


class Rectification(Timestamped):
    """限期整改: what a review found wanting, what the unit reports, and whether the re-check found it done."""

    designation = models.ForeignKey(Designation, models.PROTECT, related_name="rectifications", verbose_name="命名")
    review = models.OneToOneField(Review, models.PROTECT, related_name="rectification", verbose_name="复核")
    items = models.JSONField("整改事项")
    ordered_on = models.DateField("通知日期", default=today)
    served_on = models.DateField("送达日期", null=True, blank=True)
    report = models.TextField("整改报告", blank=True)
    reported_on = models.DateField("报告日期", null=True, blank=True)
    evidence = models.ManyToManyField(Attachment, blank=True, related_name="+", verbose_name="整改材料")
    fit = models.BooleanField("整改合格", null=True, blank=True)
    checked_on = models.DateField("核查日期", null=True, blank=True)
    verdict = models.TextField("核查意见", blank=True)
    document = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="rectification")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "命名单位整改"

    @property
    def waits(self) -> bool:
        """The unit has reported, and nobody has looked yet."""
        return self.reported_on is not None and self.fit is None


class Ending(Timestamped):
    """拟终止命名: the notice that a designation is to be revoked (撤销) or withdrawn (撤回), and what the unit says."""

    class Kind(models.TextChoices):
        REVOKE = "revoke", "撤销"
        WITHDRAW = "withdraw", "撤回"

    class Ground(models.TextChoices):
        FRAUD = "fraud", "以欺骗、贿赂等不正当手段取得命名"
        UNMET = "unmet", "整改后仍达不到认定条件"
        POLICY = "policy", "命名所依据的政策修改或者终止"
        CHANGED = "changed", "命名所依据的客观情况发生重大变化"

    designation = models.ForeignKey(Designation, models.PROTECT, related_name="endings", verbose_name="命名")
    kind = models.CharField("方式", max_length=8, choices=Kind)
    ground = models.CharField("事由", max_length=8, choices=Ground)
    facts = models.TextField("事实和理由")
    evidence = models.ManyToManyField(Attachment, blank=True, related_name="+", verbose_name="证据")
    notified_on = models.DateField("告知日期", default=today)
    served_on = models.DateField("送达日期", null=True, blank=True)
    statement = models.TextField("陈述、申辩", blank=True)
    stated_on = models.DateField("陈述日期", null=True, blank=True)
    papers = models.ManyToManyField(Attachment, blank=True, related_name="+", verbose_name="陈述材料")
    answer = models.TextField("复核意见", blank=True)
    dropped_on = models.DateField("不再终止日期", null=True, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    document = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="ending_notice")
    decision = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="ending")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "拟终止命名"
        constraints = [
            models.UniqueConstraint(
                fields=["designation"], condition=Q(dropped_on=None, decided_on=None), name="one_open_ending"
            ),
            models.CheckConstraint(
                condition=Q(kind="revoke", ground__in=("fraud", "unmet"))
                | Q(kind="withdraw", ground__in=("policy", "changed")),
                name="ground_fits_the_kind",
            ),
        ]


class Bar(models.Model):
    """不得再申报: what a revoked designation brings with it. ``until`` is the last day."""

    enterprise = models.ForeignKey("organisations.Enterprise", models.PROTECT, related_name="bars", verbose_name="单位")
    designation = models.OneToOneField(Designation, models.PROTECT, related_name="bar", verbose_name="撤销的命名")
    since = models.DateField("自", default=today)
    until = models.DateField("至")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "不得再申报"
        constraints = [models.CheckConstraint(condition=Q(until__gte=F("since")), name="bar_ends_after_it_began")]
