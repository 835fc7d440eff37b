"""What is accredited: programmes, their categories with slots, what each demands; and the rounds that open them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from casework.core.models import Timestamped
from casework.organisations.models import Agency, Department, Enterprise, Industry


class Body(models.TextChoices):
    """What kind of unit may apply, alone or as the partner."""

    ENTERPRISE = "enterprise", "企业"
    COLLEGE = "college", "大中专院校"
    TRAINING = "training", "专职安全培训机构"
    EXAMINER = "examiner", "考试机构"


class Applicant(models.Model):
    """What a unit is, where it is no ordinary enterprise; a unit without a row here is one."""

    enterprise = models.OneToOneField(
        Enterprise, models.PROTECT, primary_key=True, related_name="applicant", verbose_name="单位"
    )
    body = models.CharField("单位类型", max_length=12, choices=Body)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "申报单位类型"

    def __str__(self) -> str:
        return f"{self.enterprise}（{self.get_body_display()}）"


class Programme(models.Model):
    """A kind of accreditation. A fifth is four kinds of rows, no code: programme, categories, slots, criteria."""

    code = models.CharField("代码", max_length=30, primary_key=True)
    name = models.CharField("名称", max_length=60)
    basis = models.CharField("依据", max_length=200)
    bodies = models.JSONField("可以申报的单位类型", default=list)
    partners = models.JSONField("联合申报单位类型", default=list, blank=True, help_text="空：单独申报。")
    position = models.PositiveSmallIntegerField("次序", default=0)
    source = models.CharField("出处", max_length=200)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position"]
        verbose_name = verbose_name_plural = "认定项目"

    def __str__(self) -> str:
        return self.name


class Countersigner(models.Model):
    """A department that signs a designation of the programme beside the office (会签)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="countersigners", verbose_name="认定项目")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="会签部门")
    history = HistoricalRecords()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "会签部门"
        constraints = [models.UniqueConstraint(fields=["programme", "department"], name="department_signs_once")]

    def __str__(self) -> str:
        return str(self.department)


class Category(models.Model):
    """A part of a programme with slots of its own. ``industry`` says which enterprises belong to it, if only those."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="categories", verbose_name="认定项目")
    code = models.CharField("代码", max_length=20)
    name = models.CharField("名称", max_length=60)
    industry = models.ForeignKey(Industry, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="行业")
    position = models.PositiveSmallIntegerField("次序", default=0)
    history = HistoricalRecords()

    class Meta:
        ordering = ["programme__position", "position"]
        verbose_name = verbose_name_plural = "认定类别"
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="category_once")]

    def __str__(self) -> str:
        return self.name


class Slot(models.Model):
    """One place (名额) of a category. The rows are the quota: there is no count beside them that could differ."""

    category = models.ForeignKey(Category, models.PROTECT, related_name="slots", verbose_name="认定类别")
    number = models.PositiveSmallIntegerField("名额序号")
    source = models.CharField("出处", max_length=200)
    history = HistoricalRecords()

    class Meta:
        ordering = ["category", "number"]
        verbose_name = verbose_name_plural = "名额"
        constraints = [models.UniqueConstraint(fields=["category", "number"], name="slot_once")]

    def __str__(self) -> str:
        return f"{self.category}第{self.number}个名额"


class Demand(models.Model):
    """What a criterion asks for; the same columns whether it is the standing text or that of one round."""

    class Computed(models.TextChoices):
        TRAINERS = "trainers_per_trade", "每个工种的内训师人数"
        PASSED = "workforce_pass_rate", "职工培训考核合格率"
        CERTIFIED = "special_operation_certified_rate", "特种作业人员持证率"
        EXAMINERS = "examiners_certified", "经培训考试合格的考评员人数"

    code = models.CharField("代码", max_length=10)
    text = models.CharField("认定条件", max_length=200)
    weight = models.DecimalField("分值", max_digits=5, decimal_places=1)
    veto = models.BooleanField("否决项", default=False, help_text="不符合的，不论总分，不予认定。")
    core = models.BooleanField("核心项", default=False, help_text="总分相同时先比较核心项得分。")
    computed = models.CharField("由数据得出", max_length=40, choices=Computed, blank=True)
    evidence = models.CharField("须附材料", max_length=200)
    guide = models.CharField("评分办法", max_length=300)
    position = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Criterion(Demand):
    """A criterion as it stands now; a round takes its own copy when it is announced."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="criteria", verbose_name="认定项目")
    source = models.CharField("出处", max_length=200)
    confirmed = models.BooleanField("已核定", default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核定人"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["programme__position", "position"]
        verbose_name = verbose_name_plural = "认定条件"
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="criterion_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="criterion_weighs"),
        ]


class Round(Timestamped):
    """One round of one programme (申报批次): its window, who runs it, and by what rule a tie is broken."""

    class TieRule(models.TextChoices):
        CORE_THEN_DRAW = "core_then_draw", "先比较核心项得分，仍相同的公开抽签"

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="rounds", verbose_name="认定项目")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="rounds", verbose_name="组织机关")
    title = models.CharField("批次", max_length=80)
    announced_on = models.DateField("发布日期")
    opens_on = models.DateField("申报开始")
    closes_on = models.DateField("申报截止")
    announcement = models.TextField("申报通知")
    tie_rule = models.CharField("同分处理", max_length=20, choices=TieRule, default=TieRule.CORE_THEN_DRAW)
    officers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="rounds", verbose_name="经办人")

    class Meta:
        ordering = ["-opens_on", "programme__position"]
        verbose_name = verbose_name_plural = "申报批次"
        constraints = [
            models.UniqueConstraint(fields=["programme", "title"], name="round_once"),
            models.CheckConstraint(
                condition=Q(opens_on__gte=F("announced_on")) & Q(closes_on__gte=F("opens_on")), name="round_window"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}（{self.title}）"

    def open_on(self, day) -> bool:
        return self.opens_on <= day <= self.closes_on


class RoundCriterion(Demand):
    """A criterion as announced for a round: applicants answer it, experts score it, and nobody changes it any more."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="criteria", verbose_name="申报批次")

    class Meta:
        ordering = ["round", "position"]
        verbose_name = verbose_name_plural = "批次认定条件"
        constraints = [models.UniqueConstraint(fields=["round", "code"], name="criterion_once_per_round")]
