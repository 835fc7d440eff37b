"""The penalty case, the person or unit it is about, what was investigated and what is to be imposed."""

from typing import Any

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from casework.core.checks import check_id_number
from casework.core.models import Timestamped
from casework.core.now import today
from casework.enforcement.models import Case, Finding, Violation
from casework.penalties.queries import PenaltyQuerySet
from casework.penalties.states import PenaltyState
from documents.models import Attachment, Document, Dossier


class Person(Timestamped):
    """A natural person against whom a penalty is directed: the head, a manager, somebody directly responsible."""

    class Role(models.TextChoices):
        PRINCIPAL = "principal", "主要负责人"
        MANAGER = "manager", "其他负责人或安全生产管理人员"
        RESPONSIBLE = "responsible", "直接负责的主管人员或其他直接责任人员"

    name = models.CharField("姓名", max_length=40)
    id_number = models.CharField("身份证号", max_length=18, validators=[check_id_number])
    role = models.CharField("身份", max_length=12, choices=Role, default=Role.RESPONSIBLE)
    post = models.CharField("职务", max_length=60, blank=True)
    address = models.CharField("家庭住址", max_length=160, blank=True)
    phone = models.CharField("联系电话", max_length=20, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "被处罚个人"

    def __str__(self) -> str:
        return self.name


class Penalty(Timestamped):
    """One penalty case (行政处罚案件): one party, the unit or one person, and one tier.

    ``person`` is empty where the unit itself is the party; ``enterprise`` is the unit, or the person's employer.
    ``act_on`` is the last day of the act, from which the time bar runs (行政处罚法 36).
    """

    class Tier(models.IntegerChoices):
        FIRST = 1, "首次发现"
        OVERDUE = 2, "逾期未改正"
        DAILY = 3, "按日连续处罚"

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="penalty")
    state = models.CharField("状态", max_length=20, choices=PenaltyState, default="", blank=True)
    version = models.PositiveIntegerField(default=0)
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="penalties", verbose_name="机关")
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, related_name="penalties", verbose_name="单位"
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="penalties")
    party_name = models.CharField("当事人", max_length=120)
    region_code = models.CharField("地区", max_length=6)
    industry = models.ForeignKey("organisations.Industry", models.PROTECT, related_name="+", verbose_name="行业")
    case = models.ForeignKey(Case, models.PROTECT, related_name="penalties", verbose_name="整改案件")
    findings = models.ManyToManyField(Finding, related_name="penalties", verbose_name="违法行为")
    tier = models.PositiveSmallIntegerField("档次", choices=Tier)
    number = models.CharField("立案号", max_length=60, blank=True)
    cause = models.CharField("案由", max_length=200)
    source = models.CharField("案件来源", max_length=120, default="执法检查")
    act_on = models.DateField("违法行为终了日")
    harm = models.BooleanField("涉及生命健康安全且有危害后果", default=False)
    filed_on = models.DateField("立案日期", default=today)
    due_on = models.DateField("最近时限", default="9999-12-31")
    stage_reason = models.CharField("结案、移送、撤销理由", max_length=400, blank=True)
    transferred_to = models.CharField("受移送机关", max_length=80, blank=True)
    closed_from = models.CharField("结案前状态", max_length=20, blank=True)

    objects = PenaltyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政处罚案件"
        indexes = [
            models.Index(fields=["region_code", "state", "due_on", "id"], name="penalty_ledger"),
            models.Index(fields=["enterprise", "-filed_on"], name="penalty_by_enterprise"),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.party_name} 待立案"

    @property
    def personal(self) -> bool:
        return self.person_id is not None


class Benchmark(models.Model):
    """One grade of a discretion benchmark (裁量基准): how much for which circumstances, versioned.

    ``example`` rows ship with the product to show the form of a grid; an office replaces them by the official ones.
    """

    violation = models.ForeignKey(Violation, models.PROTECT, related_name="benchmarks", verbose_name="违法行为")
    tier = models.PositiveSmallIntegerField("档次", choices=Penalty.Tier)
    personal = models.BooleanField("个人", default=False)
    grade = models.CharField("裁量档", max_length=4)
    condition = models.CharField("适用情形", max_length=200)
    heads_min = models.PositiveIntegerField("涉及人数下限", default=0)
    heads_max = models.PositiveIntegerField("涉及人数上限", null=True, blank=True)
    fine_min = models.DecimalField("罚款下限", max_digits=12, decimal_places=2)
    fine_max = models.DecimalField("罚款上限", max_digits=12, decimal_places=2)
    valid_from = models.DateField("施行日期")
    valid_to = models.DateField("失效日期", null=True, blank=True)
    source = models.CharField("出处", max_length=200)
    example = models.BooleanField("示例", default=False)
    confirmed = models.BooleanField("已核定", default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核定人"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["violation", "tier", "personal", "fine_min"]
        verbose_name = verbose_name_plural = "裁量基准"
        constraints = [
            models.UniqueConstraint(
                fields=["violation", "tier", "personal", "grade", "valid_from"], name="grade_version_once"
            ),
            models.CheckConstraint(condition=models.Q(fine_max__gte=models.F("fine_min")), name="grade_range"),
        ]

    def __str__(self) -> str:
        return f"{self.grade}（{self.condition}）"


class Sanction(Timestamped):
    """What is to be imposed (拟处罚), with everything it rests on. Frozen once a notice or a decision names it.

    ``answers`` holds the questions the law asks before every decision, by article ("28", "29", "32", "33", "36", "37"):
    {"applies": bool, "words": str}. ``factors``: [{"effect": lighter|heavier|below, "words": str}].
    """

    penalty = models.ForeignKey(Penalty, models.PROTECT, related_name="sanctions")
    facts = models.TextField("违法事实")
    breached = models.CharField("违反条款", max_length=300)
    penalised_by = models.CharField("处罚条款", max_length=300)
    basis = models.ForeignKey("enforcement.Basis", models.PROTECT, null=True, related_name="+")
    chosen_because = models.CharField("选用理由", max_length=300, blank=True)
    warning = models.BooleanField("警告", default=False)
    fine = models.DecimalField("罚款", max_digits=14, decimal_places=2, default=0)
    confiscation = models.DecimalField("没收违法所得", max_digits=14, decimal_places=2, default=0)
    stop_production = models.BooleanField("责令停产停业整顿", default=False)
    fine_min = models.DecimalField("法定罚款下限", max_digits=14, decimal_places=2, default=0)
    fine_max = models.DecimalField("法定罚款上限", max_digits=14, decimal_places=2, default=0)
    grade = models.ForeignKey(Benchmark, models.PROTECT, null=True, blank=True, related_name="+")
    factors = models.JSONField("裁量因素", default=list, blank=True)
    computation = models.TextField("裁量说明", blank=True)
    outside_reason = models.CharField("超出裁量档的理由", max_length=400, blank=True)
    answers = models.JSONField("法定事项", default=dict, blank=True)
    complex = models.BooleanField("情节复杂或者重大", default=False)
    evidence = models.ManyToManyField(Attachment, blank=True, related_name="sanctions", verbose_name="证据")
    new_facts = models.CharField("陈述申辩和听证以外的新事实", max_length=400, blank=True)
    made_on = models.DateField("提出日期", default=today)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "拟处罚"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fine__gte=0) & models.Q(confiscation__gte=0), name="no_negative_fine"
            )
        ]

    def kinds(self) -> list[str]:
        """The kinds of penalty in the order of the law (行政处罚法 9)."""
        found: list[Any] = [
            self.warning and "警告",
            self.fine > 0 and "罚款",
            self.confiscation > 0 and "没收违法所得",
            self.stop_production and "责令停产停业整顿",
        ]
        return [kind for kind in found if kind]


class KeptEvidence(Timestamped):
    """Evidence registered and kept in advance (先行登记保存, 行政处罚法 56). ``items``: [{"name", "spec", "count"}]."""

    penalty = models.ForeignKey(Penalty, models.PROTECT, related_name="kept")
    items = models.JSONField("证据清单", default=list)
    reason = models.CharField("理由", max_length=300)
    place = models.CharField("保存地点和方式", max_length=160)
    kept_on = models.DateField("登记保存日期", default=today)
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="kept_evidence")
    disposal = models.CharField("处理决定", max_length=300, blank=True)
    released_on = models.DateField("处理日期", null=True, blank=True)
    release_document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="+")


class Referral(Timestamped):
    """A suspected crime referred to the police (行政处罚法 27): answered, reviewed once, or taken back to go on."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="referrals")
    receiver = models.CharField("受移送机关", max_length=80)
    suspicion = models.CharField("涉嫌罪名", max_length=120)
    facts = models.TextField("涉嫌犯罪事实")
    decided_on = models.DateField("决定移送日期", default=today)
    delivered_at = models.DateTimeField("送达时间", null=True, blank=True)
    accepted = models.BooleanField("公安机关立案", null=True)
    review_asked_on = models.DateField("申请复议日期", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answer = models.CharField("答复", max_length=300, blank=True)
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="referral")
