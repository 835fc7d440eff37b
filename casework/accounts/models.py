"""People: who they are, where they serve, what their certificate covers, who stands in for whom."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords

from casework.accounts.roles import ADMINISTRATORS, OFFICE, Role
from casework.core.checks import check_id_number
from casework.core.models import Timestamped
from casework.core.now import today


class PeopleManager(UserManager):
    def create_superuser(self, *args: Any, **kwargs: Any) -> "User":
        """Refused: nobody stands above the roles; the first administrators come from ``manage.py first_people``."""
        raise ValueError("There are no superusers here: give the account a role instead (manage.py first_people).")


class User(AbstractUser):
    """A person. Rights come from memberships (roles.py), never from ``is_superuser``."""

    first_name = last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=40)
    phone = models.CharField("手机号", max_length=20, blank=True)
    id_number = models.CharField("身份证号", max_length=18, blank=True, validators=[check_id_number])
    law_qualified = models.BooleanField(
        "具备法制审核资格",
        default=False,
        help_text="取得法律职业资格；或者此前已从事法制审核，不是初次从事（行政处罚法第58条）。",
    )
    password_given = models.BooleanField("初始密码未改", default=False, help_text="密码由他人设定，登录后须先改。")
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    objects = PeopleManager()

    class Meta:
        verbose_name = verbose_name_plural = "用户"
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="username_whatever_the_case",
                violation_error_message="这个用户名已有人使用，请换一个（不分大小写）。",
            ),
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="nobody_is_superuser"),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    get_short_name = get_full_name


class InForce(models.QuerySet):
    def in_force(self, on: date | None = None) -> Any:
        """Rows whose from–to covers the day (default today)."""
        on = on or today()
        return self.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=on), valid_from__lte=on)


TWO_HATS = "三员不能互相兼任，也不能兼任其他角色；办案人员、企业经办人和会签部门人员不能相互兼任。"


class Membership(Timestamped):
    """A role held in one agency, for one enterprise or one department, from–to."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="用户")
    role = models.CharField("角色", max_length=20, choices=Role)
    agency = models.ForeignKey(
        "organisations.Agency", models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name="机关"
    )
    enterprise = models.ForeignKey(
        "organisations.Enterprise",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name="企业",
    )
    department = models.ForeignKey(
        "organisations.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name="会签部门",
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
            # Each role is held in a body of its kind, an administrator's in none.
            models.CheckConstraint(
                condition=models.Q(agency__isnull=False, enterprise=None, department=None, role__in=OFFICE)
                | models.Q(agency=None, enterprise__isnull=False, department=None, role=Role.REPRESENTATIVE)
                | models.Q(agency=None, enterprise=None, department__isnull=False, role=Role.DEPARTMENT)
                | models.Q(agency=None, enterprise=None, department=None, role__in=ADMINISTRATORS),
                name="membership_of_one_body",
                violation_error_message="机关角色要选机关，企业经办人要选企业，会签部门人员要选部门，三员都不选。",
            ),
            *(
                models.UniqueConstraint(
                    fields=["user", "role", *bodies],
                    condition=models.Q(valid_to=None) & models.Q(**which),
                    name=name,
                    violation_error_message="此人已有这个角色。",
                )
                for name, bodies, which in [
                    ("office_role_once", ["agency"], {"agency__isnull": False}),
                    ("representative_once", ["enterprise"], {"enterprise__isnull": False}),
                    ("countersigner_once", ["department"], {"department__isnull": False}),
                    ("administrator_once", [], {"role__in": ADMINISTRATORS}),
                ]
            ),
        ]
        indexes = [models.Index(fields=["user", "agency", "role"]), models.Index(fields=["user", "enterprise"])]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_two_hats()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.valid_to and self.valid_from and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": "止日早于起日。"})
        if self.user_id and self.role:
            self.refuse_two_hats()

    def refuse_two_hats(self) -> None:
        """An administrator holds one role and nothing else on the same day; an officer does not act for an enterprise.

        Raises:
            ValidationError: another role of the person's, in force at the same time, does not go with this one.
        """
        end = models.Q() if self.valid_to is None else models.Q(valid_from__lte=self.valid_to)
        others = (
            Membership.objects.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=self.valid_from), end)
            .filter(user_id=self.user_id)
            .exclude(pk=self.pk)
        )
        if any(not compatible(self.role, role) for role in others.values_list("role", flat=True)):
            raise ValidationError(TWO_HATS, code="two_hats")


def compatible(one: str, other: str) -> bool:
    """Whether one person may hold both roles on the same day."""
    return (one in OFFICE and other in OFFICE) or (one == other and one not in ADMINISTRATORS)


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


class Deputations(InForce):
    def in_force(self, on: date | None = None) -> Any:
        """Rows whose from–to covers the day and that were not ended early."""
        return super().in_force(on).filter(ended_at=None)


class Deputation(Timestamped):
    """Who signs for whom from–to. ``excluded`` names the steps that stay with the principal, e.g. ``case.close``."""

    principal = models.ForeignKey(User, models.PROTECT, related_name="deputations_given", verbose_name="委托人")
    deputy = models.ForeignKey(User, models.PROTECT, related_name="deputations_held", verbose_name="代理人")
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, verbose_name="机关")
    valid_from = models.DateField("自")
    valid_to = models.DateField("至")
    excluded = models.JSONField("不代理的事项", default=list, blank=True)
    reason = models.CharField("事由", max_length=200)
    ended_at = models.DateTimeField("提前终止时间", null=True, blank=True)
    history = HistoricalRecords()

    objects = Deputations.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代理签批"
        constraints = [
            models.CheckConstraint(condition=~models.Q(principal=models.F("deputy")), name="nobody_deputises_himself"),
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="deputation_has_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} 代 {self.principal}"


class AccessCode(Timestamped):
    """The code printed on a paper by which its party finds the way in; kept as a digest only.

    On a paper of a ``personal`` dossier it opens that dossier to the person it is about, and nothing of the enterprise.
    """

    enterprise = models.ForeignKey("organisations.Enterprise", models.CASCADE, related_name="access_codes")
    document = models.ForeignKey("documents.Document", models.CASCADE, related_name="access_codes")
    digest = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField("有效期至")

    class Meta:
        verbose_name = verbose_name_plural = "企业登录码"

    @property
    def personal(self) -> bool:
        return bool(self.document.dossier.personal)


class AccessClaim(Timestamped):
    """Somebody holding a code asks to act for the enterprise, or to answer in his own matter; an officer looks at the
    authority or the identity card and decides.
    """

    code = models.ForeignKey(AccessCode, models.PROTECT, related_name="claims")
    user = models.ForeignKey(User, models.PROTECT, related_name="claims", verbose_name="申请人")
    title = models.CharField("在企业的职务", max_length=40)
    id_number = models.CharField("身份证号", max_length=18, blank=True)
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


class LoginRecord(models.Model):
    """One attempt to log in. Rows are only ever added."""

    class Outcome(models.TextChoices):
        ENTERED = "entered", "登录"
        FAILED = "failed", "用户名或密码错误"
        INACTIVE = "inactive", "账户已停用"
        THROTTLED = "throttled", "次数过多"

    at = models.DateTimeField("时间")
    username = models.CharField("用户名", max_length=150)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="logins", verbose_name="用户")
    outcome = models.CharField("结果", max_length=10, choices=Outcome)
    address = models.GenericIPAddressField("IP", null=True)
    agent = models.CharField("浏览器", max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = "登录日志"
        indexes = [models.Index(fields=["username", "-id"])]

    def __str__(self) -> str:
        return f"{self.username} {self.get_outcome_display()}"
