"""Who evaluates: the pool of experts with their ties, and the panel drawn from it for one category of a round."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from casework.accreditation.models.programme import Category, Round
from casework.core.models import Timestamped
from casework.core.now import today


class Expert(Timestamped):
    """Somebody of the expert pool (专家库): for which categories, from when to when, and where employed."""

    name = models.CharField("姓名", max_length=40)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="expert", verbose_name="账户"
    )
    employer = models.CharField("工作单位", max_length=120)
    title = models.CharField("职称", max_length=60, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    categories = models.ManyToManyField(Category, related_name="experts", verbose_name="评审类别")
    valid_from = models.DateField("入库日期", default=today)
    valid_to = models.DateField("出库日期", null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "专家"

    def __str__(self) -> str:
        return self.name


class ExpertTie(models.Model):
    """What ties an expert to a unit (利害关系); ``until`` is empty while it lasts."""

    class Kind(models.TextChoices):
        EMPLOYED = "employed", "任职"
        PAID = "paid", "受聘、有报酬"
        KIN = "kin", "近亲属任职"
        OTHER = "other", "其他"

    expert = models.ForeignKey(Expert, models.PROTECT, related_name="ties", verbose_name="专家")
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, related_name="expert_ties", verbose_name="单位"
    )
    kind = models.CharField("关系", max_length=10, choices=Kind)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    words = models.CharField("说明", max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "专家利害关系"
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="tie_ends_after_it_began")
        ]

    def __str__(self) -> str:
        return f"{self.expert}与{self.enterprise}：{self.get_kind_display()}"


class Panel(models.Model):
    """One panel for all applications of a category in a round. ``pool`` holds the keys of everybody who could have been
    drawn: with the seed anybody can run the draw again (``manage.py redraw``). The database lets no column change.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="panels", verbose_name="申报批次")
    category = models.ForeignKey(Category, models.PROTECT, related_name="panels", verbose_name="认定类别")
    seed = models.CharField("抽取种子", max_length=64)
    pool = models.JSONField("候选专家")
    size = models.PositiveSmallIntegerField("人数")
    drawn_on = models.DateField("抽取日期", default=today)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="抽取人")

    class Meta:
        verbose_name = verbose_name_plural = "评审组"
        constraints = [models.UniqueConstraint(fields=["round", "category"], name="one_panel_for_a_category")]

    def __str__(self) -> str:
        return f"{self.round}{self.category}评审组"


class Seat(models.Model):
    """A place of a panel, in the order of the draw; the first who still sits leads it."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="seats", verbose_name="评审组")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="seats", verbose_name="专家")
    place = models.PositiveSmallIntegerField("抽取次序")
    named = models.BooleanField("由负责人指定", default=False, help_text="专家库人数不足时，经负责人批准指定。")
    left_on = models.DateField("退出日期", null=True, blank=True)
    left_reason = models.CharField("退出原因", max_length=300, blank=True)

    class Meta:
        ordering = ["panel", "place"]
        verbose_name = verbose_name_plural = "评审组成员"
        constraints = [
            models.UniqueConstraint(fields=["panel", "expert"], name="expert_sits_once"),
            models.UniqueConstraint(fields=["panel", "place"], name="place_taken_once"),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.expert}"
