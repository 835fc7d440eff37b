"""People: who they are, where they serve, what their certificate covers, who stands in for whom."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords

from casework.accounts.roles import Role
from casework.core.models import Timestamped
from casework.core.now import today


class User(AbstractUser):
    """A person. Rights come from memberships (roles.py), never from ``is_superuser``."""

    first_name = last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=40)
    phone = models.CharField("手机号", max_length=20, blank=True)
    id_number = models.CharField("身份证号", max_length=18, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "用户"
        constraints = [models.UniqueConstraint(Lower("username"), name="username_whatever_the_case")]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name


class InForce(models.QuerySet):
    def in_force(self, on=None):
        """Rows whose from–to covers the day (default today)."""
        on = on or today()
        return self.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=on), valid_from__lte=on)


class Membership(Timestamped):
    """A role held in one agency or for one enterprise, from–to."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="用户")
    role = models.CharField("角色", max_length=20, choices=Role)
    agency = models.ForeignKey(
        "organisations.Agency", models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name="机关"
    )
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name="企业"
    )
    title = models.CharField("职务", max_length=40, blank=True)
    valid_from = models.DateField("自", default=today)
    valid_to = models.DateField("至", null=True, blank=True)
    proof = models.CharField("授权依据", max_length=200, blank=True)
    history = HistoricalRecords()

    objects = InForce.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职与授权"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agency=None, enterprise__isnull=False)
                | models.Q(agency__isnull=False, enterprise=None)
                | models.Q(agency=None, enterprise=None, role__in=["system_admin", "security_admin", "audit_admin"]),
                name="membership_of_one_body",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "agency", "enterprise"],
                condition=models.Q(valid_to=None),
                nulls_distinct=False,
                name="membership_once",
            ),
        ]
        indexes = [models.Index(fields=["user", "agency", "role"]), models.Index(fields=["user", "enterprise"])]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class OfficerCertificate(Timestamped):
    """An officer's 行政执法证; without one in force nobody inspects (行政处罚法 42)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="certificates", verbose_name="执法人员")
    number = models.CharField("证号", max_length=30, unique=True)
    valid_from = models.DateField("有效期自")
    valid_to = models.DateField("有效期至")
    suspended = models.BooleanField("暂扣", default=False)
    history = HistoricalRecords()

    objects = InForce.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政执法证"

    def __str__(self) -> str:
        return self.number


class Deputation(Timestamped):
    """Who signs for whom from–to. ``excluded`` names the steps that stay with the principal, e.g. ``case.close``."""

    principal = models.ForeignKey(User, models.PROTECT, related_name="deputations_given", verbose_name="委托人")
    deputy = models.ForeignKey(User, models.PROTECT, related_name="deputations_held", verbose_name="代理人")
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, verbose_name="机关")
    valid_from = models.DateField("自")
    valid_to = models.DateField("至")
    excluded = models.JSONField("不代理的事项", default=list, blank=True)
    reason = models.CharField("事由", max_length=200)
    history = HistoricalRecords()

    objects = InForce.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代理签批"
        constraints = [
            models.CheckConstraint(condition=~models.Q(principal=models.F("deputy")), name="nobody_deputises_himself"),
            models.CheckConstraint(condition=models.Q(valid_to__gte=models.F("valid_from")), name="deputation_has_days"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} 代 {self.principal}"


class AccessCode(Timestamped):
    """The code printed on an order by which an enterprise's person finds the way in; kept as a digest only."""

    enterprise = models.ForeignKey("organisations.Enterprise", models.CASCADE, related_name="access_codes")
    document = models.ForeignKey("documents.Document", models.CASCADE, related_name="access_codes")
    digest = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField("有效期至")

    class Meta:
        verbose_name = verbose_name_plural = "企业登录码"


class AccessClaim(Timestamped):
    """Somebody holding a code asks to act for the enterprise; an officer looks at the authority and decides."""

    code = models.ForeignKey(AccessCode, models.PROTECT, related_name="claims")
    user = models.ForeignKey(User, models.PROTECT, related_name="claims", verbose_name="申请人")
    title = models.CharField("在企业的职务", max_length=40)
    proof = models.FileField("授权委托书", upload_to="claims/%Y/")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="审核人")
    decided_at = models.DateTimeField("审核时间", null=True)
    granted = models.BooleanField("同意", null=True)
    remark = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "企业授权申请"
        constraints = [
            models.UniqueConstraint(fields=["code", "user"], condition=models.Q(granted=None), name="one_open_claim")
        ]
