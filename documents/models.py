"""The folder of a matter and all paper in it: documents, numbers, evidence, service."""

from django.conf import settings
from django.db import models
from guardian.models import UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from casework.core.models import Timestamped
from casework.core.now import today


class Dossier(Timestamped):
    """The folder of one matter. ``seq`` and ``head`` are the end of its chain of events (casework.trail).

    ``region_code`` and ``agency`` decide who sees it, ``enterprise`` who answers in it. A ``personal`` dossier is about
    one natural person of that enterprise: he alone answers in it, once he has an account (``person``), and those who
    act for the enterprise do not see it. One without an enterprise is about several, such as a list, and nobody answers
    in it. A sealed volume takes no further paper; ``reopen`` begins another volume.
    """

    kind = models.CharField("类别", max_length=20)
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="dossiers", verbose_name="承办机关")
    region_code = models.CharField("地区", max_length=6)
    enterprise = models.ForeignKey(
        "organisations.Enterprise",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dossiers",
        verbose_name="当事人",
    )
    personal = models.BooleanField("当事人为个人", default=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="own_dossiers",
        verbose_name="本人",
    )
    title = models.CharField("案卷名称", max_length=200)
    volume = models.PositiveSmallIntegerField("册", default=1)
    sealed_at = models.DateTimeField("封卷时间", null=True, blank=True)
    recused = models.JSONField("已回避人员", default=list, blank=True)
    seq = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    class Meta:
        verbose_name = verbose_name_plural = "案卷"
        indexes = [models.Index(fields=["region_code", "id"]), models.Index(fields=["enterprise", "id"])]
        permissions = [("handle_dossier", "承办此案卷")]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> str:
        """Whom the dossier is about, for a notice or a table; its own title where that is nobody alone."""
        return self.enterprise.name if self.enterprise else self.title


class DossierUserObjectPermission(UserObjectPermissionBase):
    """Guardian's direct-foreign-key grants: who is in charge of a dossier (casework/accounts/grants.py)."""

    id = models.BigAutoField(primary_key=True)
    content_object = models.ForeignKey(Dossier, models.CASCADE, related_name="grants")

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False


class Document(Timestamped):
    """An issued paper. Its facts are frozen with its number; the file is drawn after commit and may be drawn again.

    A document without ``sha256`` is work for the drawing sweep: the row is the queue.
    """

    class Status(models.TextChoices):
        ISSUED = "issued", "已签发"
        WITHDRAWN = "withdrawn", "已撤销"
        REPLACED = "replaced", "已更正"

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="documents", verbose_name="案卷")
    kind = models.CharField("文书种类", max_length=40)
    title = models.CharField("名称", max_length=60)
    number = models.CharField("文号", max_length=60, blank=True)
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年份", null=True)
    series = models.CharField("字号", max_length=20, blank=True)
    serial = models.PositiveIntegerField("序号", null=True)
    facts = models.JSONField("事实")
    issued_on = models.DateField("签发日期")
    about = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name="所更正的文书"
    )
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.ISSUED)
    status_reason = models.CharField("撤销、更正原因", max_length=200, blank=True)
    internal = models.BooleanField("内部文书", default=False)
    code = models.CharField("核验码", max_length=12, unique=True)
    template_digest = models.CharField("模板摘要", max_length=64, blank=True)
    file = models.FileField("文件", upload_to="documents/%Y/%m/", max_length=200, blank=True)
    sha256 = models.CharField("摘要", max_length=64, blank=True)
    sm3 = models.CharField("SM3摘要", max_length=64, blank=True)
    size = models.PositiveIntegerField("字节", default=0)
    pdf = models.FileField("PDF", upload_to="documents/%Y/%m/", max_length=200, blank=True)
    pdf_sha256 = models.CharField("PDF摘要", max_length=64, blank=True)
    pdf_sm3 = models.CharField("PDF的SM3摘要", max_length=64, blank=True)
    signature = models.JSONField("PDF的电子签名", default=dict, blank=True)  # documents.signing.Signature; empty: none
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "文书"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "series", "serial"],
                condition=models.Q(serial__isnull=False),
                name="number_once_per_series",
            )
        ]
        indexes = [
            models.Index(fields=["dossier", "kind"]),
            models.Index(fields=["id"], condition=models.Q(sha256=""), name="document_to_draw"),
        ]

    def __str__(self) -> str:
        return self.number or self.title


class Serial(models.Model):
    """The last number given in a series of an agency's year. Only ``numbering.next_number`` moves it."""

    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="serials")
    year = models.PositiveSmallIntegerField("年份")
    series = models.CharField("字号", max_length=20)
    last = models.PositiveIntegerField("已用至")

    class Meta:
        verbose_name = verbose_name_plural = "文号序列"
        constraints = [models.UniqueConstraint(fields=["agency", "year", "series"], name="serial_once")]


class ReservedNumber(Timestamped):
    """A number that no document of this product accounts for: taken out of a series for a form filled where there is
    no network, void with its reason, or given on paper before the series went on here.
    """

    class Status(models.TextChoices):
        RESERVED = "reserved", "已预留"
        USED = "used", "已使用"
        VOID = "void", "已作废"
        PAPER = "paper", "纸质已用"

    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="reserved_numbers")
    year = models.PositiveSmallIntegerField("年份")
    series = models.CharField("字号", max_length=20)
    serial = models.PositiveIntegerField("序号")
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.RESERVED)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="领用人")
    document = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="reserved_number")
    reason = models.CharField("作废原因", max_length=200, blank=True)

    class Meta:
        ordering = ["agency", "year", "series", "serial"]
        verbose_name = verbose_name_plural = "预留与作废文号"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "series", "serial"], name="reserved_number_once"),
            models.CheckConstraint(
                condition=~models.Q(status="void") | ~models.Q(reason=""), name="void_number_has_reason"
            ),
        ]


class Attachment(Timestamped):
    """A file somebody brought: evidence, proof of service, an authority. Kept as normalised, with its digest."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="attachments", verbose_name="案卷")
    name = models.CharField("文件名", max_length=160)
    kind = models.CharField("证据种类", max_length=20, blank=True)
    media_type = models.CharField("类型", max_length=100)
    file = models.FileField("文件", upload_to="evidence/%Y/%m/", max_length=200)
    sha256 = models.CharField("摘要", max_length=64)
    sm3 = models.CharField("SM3摘要", max_length=64)
    size = models.PositiveIntegerField("字节")
    original_sha256 = models.CharField("原文件摘要", max_length=64, blank=True)
    captured_at = models.DateTimeField("拍摄时间", null=True, blank=True)
    latitude = models.FloatField("纬度", null=True, blank=True)
    longitude = models.FloatField("经度", null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="上传人"
    )  # empty: somebody of the public
    from_party = models.BooleanField("当事人提交", default=False)
    internal = models.BooleanField("内部材料", default=False)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "附件"

    def __str__(self) -> str:
        return self.name


class ServiceState(models.TextChoices):
    PENDING = "pending", "待送达"
    ATTEMPTED = "attempted", "送达未成"
    POSTED = "posted", "公告中"
    SERVED = "served", "已送达"
    RETURNED = "returned", "已退回"
    CANCELLED = "cancelled", "不再送达"


class ServiceMode(models.TextChoices):
    ON_SPOT = "on_spot", "当场交付"
    DIRECT = "direct", "直接送达"
    LEFT = "left", "留置送达"
    ELECTRONIC = "electronic", "电子送达"
    ENTRUSTED = "entrusted", "委托送达"
    MAIL = "mail", "邮寄送达"
    FORWARDED = "forwarded", "转交送达"
    PUBLIC_NOTICE = "public_notice", "公告送达"


class Service(Timestamped):
    """The service of one document on one recipient (送达). A lifecycle: workflows/service.py."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="services", verbose_name="案卷")
    document = models.ForeignKey(Document, models.PROTECT, related_name="services", verbose_name="文书")
    state = models.CharField("状态", max_length=12, choices=ServiceState, default="", blank=True)
    version = models.PositiveIntegerField(default=0)
    recipient = models.CharField("受送达人", max_length=120)
    mode = models.CharField("送达方式", max_length=15, choices=ServiceMode, blank=True)
    served_on = models.DateField("送达日期", null=True, blank=True)
    served_at = models.DateTimeField("到达时间", null=True, blank=True)
    receiver = models.CharField("收件人", max_length=60, blank=True)
    place = models.CharField("送达地点", max_length=160, blank=True)
    remark = models.CharField("备注", max_length=300, blank=True)
    proof = models.ManyToManyField(Attachment, blank=True, related_name="+", verbose_name="送达凭证")
    posted_on = models.DateField("公告日期", null=True, blank=True)
    read_at = models.DateTimeField("查阅时间", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("未成次数", default=0)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "送达"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="served") | models.Q(served_on__isnull=False), name="served_has_date"
            )
        ]


class ElectronicConsent(Timestamped):
    """送达地址及电子送达方式确认书: without one in force nothing is served electronically (行政处罚法 61)."""

    enterprise = models.ForeignKey("organisations.Enterprise", models.PROTECT, related_name="consents")
    signed_on = models.DateField("签署日期", default=today)
    signer = models.CharField("签署人", max_length=40)
    address = models.CharField("送达地址", max_length=160)
    email = models.EmailField("电子邮箱", blank=True)
    phone = models.CharField("手机号", max_length=20, blank=True)
    signature = models.ImageField("签名", upload_to="consents/%Y/", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "送达地址及电子送达方式确认书"
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise"], condition=models.Q(withdrawn_on=None), name="one_consent_in_force"
            )
        ]


class TemplateVersion(Timestamped):
    """A template an agency wrote itself for a kind of paper (documents/templating). Its file never changes.

    Of the approved versions the one that began last counts, for papers dated from that day on; after its last day the
    factory's template is used again. The first day lies after the approval, so that the version of a paper never
    depends on when its file was drawn.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "待批准"
        APPROVED = "approved", "已批准"
        REFUSED = "refused", "已退回"

    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+", verbose_name="机关")
    kind = models.CharField("文书种类", max_length=40)
    no = models.PositiveSmallIntegerField("版本")
    file = models.FileField("文件", upload_to="templates/%Y/", max_length=200)
    sha256 = models.CharField("摘要", max_length=64)
    note = models.CharField("改了什么", max_length=200)
    warnings = models.JSONField("提醒", default=list, blank=True)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.WAITING)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准人"
    )
    decided_on = models.DateField("批准日期", null=True, blank=True)
    reason = models.CharField("退回原因", max_length=200, blank=True)
    effective_from = models.DateField("起用日期", null=True, blank=True)
    effective_to = models.DateField("停用日期", null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-no"]
        verbose_name = verbose_name_plural = "文书模板"
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "no"], name="template_version_once"),
            models.UniqueConstraint(
                fields=["agency", "kind"], condition=models.Q(status="waiting"), name="one_template_waits"
            ),
            models.UniqueConstraint(
                fields=["agency", "kind", "effective_from"],
                condition=models.Q(status="approved"),
                name="one_template_begins_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(decided_by=models.F("author")), name="template_approved_by_another"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="approved")
                | models.Q(decided_by__isnull=False, effective_from__gt=models.F("decided_on")),
                name="approved_template_begins_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} 第{self.no}版"
