"""Money after a decision, the court, and what is published."""

from django.conf import settings
from django.db import models

from casework.core.models import Timestamped
from casework.core.now import today
from casework.penalties.models.deciding import Decision
from casework.penalties.models.penalty import Penalty
from documents.models import Attachment, Document


class PaymentImport(Timestamped):
    """One file of the collecting bank. ``errors``: [{"line", "words"}]; rows already known are counted, not doubled."""

    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="payment_imports")
    name = models.CharField("文件名", max_length=160)
    sha256 = models.CharField("摘要", max_length=64)
    taken = models.PositiveIntegerField("入账", default=0)
    known = models.PositiveIntegerField("已入账过", default=0)
    errors = models.JSONField("未入账", default=list, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = "缴款导入"


class Payment(Timestamped):
    """One bank receipt: money in, or money paid back. A receipt number counts once per agency."""

    class Kind(models.TextChoices):
        PAID = "paid", "缴款"
        REFUND = "refund", "退付"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="payments")
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+")
    kind = models.CharField("类别", max_length=8, choices=Kind, default=Kind.PAID)
    receipt = models.CharField("缴款凭证号", max_length=60)
    amount = models.DecimalField("金额", max_digits=14, decimal_places=2)
    paid_on = models.DateField("缴款日期")
    reason = models.CharField("退付理由", max_length=300, blank=True)
    batch = models.ForeignKey(PaymentImport, models.PROTECT, null=True, blank=True, related_name="payments")
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="payment")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["paid_on", "id"]
        verbose_name = verbose_name_plural = "缴款"
        constraints = [
            models.UniqueConstraint(fields=["agency", "receipt"], name="receipt_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_above_nothing"),
        ]


class Deferral(Timestamped):
    """A request to pay later or in instalments, and its answer (行政处罚法 66)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="deferrals")
    requested_on = models.DateField("申请日期", default=today)
    reason = models.TextField("申请理由")
    evidence = models.ManyToManyField(Attachment, blank=True, related_name="+")
    from_paper = models.BooleanField("由纸质材料录入", default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted = models.BooleanField("同意", null=True)
    decision_reason = models.CharField("答复理由", max_length=300, blank=True)
    decided_on = models.DateField("答复日期", null=True, blank=True)
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="deferral")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "延期分期缴纳"
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=models.Q(granted=None), name="one_open_deferral_request"
            )
        ]


class Instalment(models.Model):
    """One date and amount of a granted deferral; a plain deferral has one."""

    deferral = models.ForeignKey(Deferral, models.CASCADE, related_name="instalments")
    due_on = models.DateField("缴纳期限")
    amount = models.DecimalField("金额", max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["due_on", "id"]


class Demand(Timestamped):
    """催告: the first because the fine is unpaid, the last before the court is asked (行政强制法 35, 54)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="demands")
    last = models.BooleanField("申请法院执行前的催告", default=False)
    made_on = models.DateField("催告日期", default=today)
    fine = models.DecimalField("应缴罚款", max_digits=14, decimal_places=2)
    surcharge = models.DecimalField("应缴加处罚款", max_digits=14, decimal_places=2, default=0)
    pay_by = models.DateField("缴纳期限")
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="demand")
    served_on = models.DateField("送达日期", null=True, blank=True)
    objection = models.TextField("当事人陈述申辩", blank=True)
    objection_answer = models.CharField("复核意见", max_length=400, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "催告"


class Surcharge(Timestamped):
    """加处罚款 up to a day (行政处罚法 72); ``days`` leaves out days deferred or under remedy."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="surcharges")
    upto_on = models.DateField("计至")
    days = models.PositiveIntegerField("天数")
    amount = models.DecimalField("加处罚款", max_digits=14, decimal_places=2)
    computation = models.TextField("计算", blank=True)
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="surcharge")
    served_on = models.DateField("送达日期", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "加处罚款"


class CourtApplication(Timestamped):
    """强制执行申请 (行政强制法 53–55)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="court_applications")
    court = models.CharField("法院", max_length=80)
    applied_on = models.DateField("申请日期", default=today)
    fine = models.DecimalField("罚款", max_digits=14, decimal_places=2)
    surcharge = models.DecimalField("加处罚款", max_digits=14, decimal_places=2, default=0)
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="court_application")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "申请法院强制执行"


class Ruling(Timestamped):
    """A court's paper on our application."""

    class Outcome(models.TextChoices):
        ENFORCE = "enforce", "准予执行"
        REFUSED = "refused", "不予受理或者不准予执行"
        COLLECTED = "collected", "执行到位"
        ENDED = "ended", "终结执行"

    application = models.ForeignKey(CourtApplication, models.PROTECT, related_name="rulings")
    outcome = models.CharField("结果", max_length=10, choices=Outcome)
    number = models.CharField("文书号", max_length=60)
    ruled_on = models.DateField("裁定日期")
    received_on = models.DateField("收到日期", default=today)
    words = models.CharField("内容", max_length=400, blank=True)
    evidence = models.ManyToManyField(Attachment, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "法院裁定"


class Publication(Timestamped):
    """What the public page shows of a decision (公示). ``shown`` is the redacted text, frozen when published."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="publications")
    penalty = models.ForeignKey(Penalty, models.PROTECT, related_name="publications")
    region_code = models.CharField("地区", max_length=6)
    shown = models.JSONField("公示内容")
    published_on = models.DateField("公示日期", default=today)
    until_on = models.DateField("公示期满", null=True, blank=True)
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="publication")
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回理由", max_length=300, blank=True)

    class Meta:
        ordering = ["-published_on", "-id"]
        verbose_name = verbose_name_plural = "处罚公示"
        indexes = [models.Index(fields=["withdrawn_on", "-published_on", "-id"], name="publication_list")]
        constraints = [
            models.UniqueConstraint(fields=["decision"], condition=models.Q(withdrawn_on=None), name="published_once")
        ]
