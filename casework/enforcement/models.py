"""Inspections, what they found, and the correction of it."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from casework.core.checks import check_id_number
from casework.core.models import Timestamped
from casework.core.now import today
from casework.enforcement.queries import CaseQuerySet, InspectionQuerySet
from casework.enforcement.states import CaseState, InspectionState, Standing
from documents.models import Attachment, Document, Dossier


class Violation(models.Model):
    """A kind of violation (V1 …), as an inspector names it."""

    code = models.CharField("代码", max_length=6, primary_key=True)
    name = models.CharField("违法行为", max_length=80)
    detect = models.CharField("怎样认定", max_length=200, blank=True)
    remedy = models.CharField("怎么改", max_length=300, blank=True)
    proof = models.CharField("交什么材料", max_length=300, blank=True)
    needs_workers = models.BooleanField("须列明人员", default=True)
    may_be_guidance = models.BooleanField(
        "可只作指导", default=False, help_text="只违反行动方案、没有法律依据的，只告知，不责令。"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["code"]
        verbose_name = verbose_name_plural = "违法行为"

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Basis(models.Model):
    """The articles of a violation in an industry and tier, as law stood from–to. ``producer`` rows are for hazardous
    chemical producers; an empty industry is the rule for all others. ``party`` says whom the row makes liable.
    """

    class Tier(models.IntegerChoices):
        FIRST = 1, "首次发现"
        OVERDUE = 2, "逾期未改正"
        DAILY = 3, "按日连续处罚"

    class Party(models.TextChoices):
        UNIT = "unit", "单位"
        PRINCIPAL = "principal", "主要负责人"
        MANAGER = "manager", "其他负责人或安全生产管理人员"
        RESPONSIBLE = "responsible", "直接负责的主管人员或其他直接责任人员"

    violation = models.ForeignKey(Violation, models.PROTECT, related_name="bases", verbose_name="违法行为")
    industry = models.ForeignKey("organisations.Industry", models.PROTECT, null=True, blank=True, verbose_name="行业")
    producer = models.BooleanField("仅危险化学品生产企业", default=False)
    tier = models.PositiveSmallIntegerField("档次", choices=Tier)
    party = models.CharField("责任主体", max_length=12, choices=Party, default=Party.UNIT)
    breached = models.CharField("违反条款", max_length=160)
    penalised_by = models.CharField("处罚条款", max_length=160, blank=True)
    consequence = models.CharField("法律后果", max_length=300)
    unit_min = models.DecimalField("单位罚款下限", max_digits=12, decimal_places=2, null=True, blank=True)
    unit_max = models.DecimalField("单位罚款上限", max_digits=12, decimal_places=2, null=True, blank=True)
    person_min = models.DecimalField("个人罚款下限", max_digits=12, decimal_places=2, null=True, blank=True)
    person_max = models.DecimalField("个人罚款上限", max_digits=12, decimal_places=2, null=True, blank=True)
    stop_production = models.BooleanField("停产停业整顿", default=False)
    stop_if_serious = models.BooleanField("情节严重的停产停业整顿", default=False)
    valid_from = models.DateField("施行日期")
    valid_to = models.DateField("失效日期", null=True, blank=True)
    source = models.CharField("出处", max_length=200)
    confirmed = models.BooleanField("已核定", default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核定人"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["violation", "tier", "-valid_from"]
        verbose_name = verbose_name_plural = "法律依据"
        constraints = [
            models.UniqueConstraint(
                fields=["violation", "industry", "producer", "tier", "party", "valid_from"], name="basis_version_once"
            ),
            models.UniqueConstraint(
                fields=["violation", "producer", "tier", "party", "valid_from"],
                condition=models.Q(industry=None),
                name="general_basis_version_once",
            ),
        ]


class Inspection(Timestamped):
    """A visit to an enterprise (现场检查)."""

    class Ground(models.TextChoices):
        PLAN = "plan", "年度计划"
        LEAD = "lead", "举报或线索"
        DANGER = "danger", "紧急危险"
        RECHECK = "recheck", "整改复查"

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="inspection")
    state = models.CharField("状态", max_length=12, choices=InspectionState, default="", blank=True)
    version = models.PositiveIntegerField(default=0)
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="inspections", verbose_name="机关")
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, related_name="inspections", verbose_name="被检查单位"
    )
    region_code = models.CharField("地区", max_length=6)
    ground = models.CharField("检查事由", max_length=10, choices=Ground, default=Ground.PLAN)
    lead = models.CharField("线索来源", max_length=200, blank=True)
    planned_on = models.DateField("计划日期", null=True, blank=True)
    content = models.TextField("检查内容", blank=True)
    place = models.CharField("检查场所", max_length=160, blank=True)
    officers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name="执法人员")
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    site_manager = models.CharField("现场负责人", max_length=40, blank=True)
    site_manager_post = models.CharField("职务", max_length=40, blank=True)
    signatures = models.JSONField("签名", default=dict, blank=True)
    refusal = models.CharField("拒签或拒绝进入情况", max_length=300, blank=True)
    witness = models.CharField("见证人", max_length=40, blank=True)
    reason = models.CharField("取消原因", max_length=300, blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "现场检查"
        indexes = [models.Index(fields=["region_code", "state", "-id"])]

    def __str__(self) -> str:
        return f"{self.enterprise} 现场检查"


class Case(Timestamped):
    """A correction case (整改案件): what must be put right, by when, and how it ended.

    ``due_on`` is the nearest running date, kept beside region and state for the ledger; ``party_name`` likewise.
    """

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="case")
    state = models.CharField("状态", max_length=12, choices=CaseState, default="", blank=True)
    version = models.PositiveIntegerField(default=0)
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="cases", verbose_name="机关")
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, related_name="cases", verbose_name="当事人"
    )
    party_name = models.CharField("当事人名称", max_length=120)
    region_code = models.CharField("地区", max_length=6)
    industry = models.ForeignKey("organisations.Industry", models.PROTECT, related_name="+", verbose_name="行业")
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name="来源检查"
    )
    number = models.CharField("案号", max_length=60, blank=True, help_text="首份责令限期整改指令书的文号。")
    opened_on = models.DateField("发现日期", default=today)
    due_on = models.DateField("最近时限", default="9999-12-31")
    stage_reason = models.CharField("结案、移送、撤销理由", max_length=400, blank=True)
    closed_from = models.CharField("结案前状态", max_length=12, blank=True)
    transferred_to = models.CharField("受移送机关", max_length=80, blank=True)
    imported = models.BooleanField("既往案件导入", default=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "整改案件"
        indexes = [
            models.Index(fields=["region_code", "state", "due_on", "id"], name="case_ledger"),
            models.Index(fields=["state", "due_on", "id"], name="case_ledger_all"),
            models.Index(fields=["due_on", "id"], name="case_by_due"),
            models.Index(fields=["enterprise", "id"], name="case_by_enterprise"),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.party_name} 待责令整改"


class Order(Timestamped):
    """One 责令限期整改指令书: the findings it orders hang on it, each with its own due date."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="orders")
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="order")
    issued_on = models.DateField("签发日期", default=today)
    served_on = models.DateField("送达日期", null=True, blank=True)
    officers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    reason = models.CharField("超过常用期限的理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "责令限期整改"


class Finding(Timestamped):
    """One violation found at one visit. ``guidance`` is told, never ordered (the Plan alone cannot found an order).

    ``basis`` freezes the articles as they stood on the day: {"breached", "penalised_by", "consequence", "basis": id}.
    """

    inspection = models.ForeignKey(Inspection, models.PROTECT, null=True, related_name="findings")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="findings")
    order = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="findings")
    number = models.PositiveSmallIntegerField("序号")
    violation = models.ForeignKey(Violation, models.PROTECT, related_name="+", verbose_name="违法行为")
    fact = models.CharField("违法事实", max_length=500)
    post = models.CharField("岗位", max_length=80, blank=True)
    basis = models.JSONField("法律依据", default=dict)
    guidance = models.BooleanField("只作指导", default=False)
    cannot_wait = models.BooleanField("不能等待", default=False)
    major = models.BooleanField("重大事故隐患", default=False)
    evidence = models.ManyToManyField(Attachment, blank=True, related_name="findings", verbose_name="证据")
    standing = models.CharField("整改情况", max_length=10, choices=Standing, default=Standing.OPEN)
    due_on = models.DateField("整改期限", null=True, blank=True)
    first_due_on = models.DateField("原整改期限", null=True, blank=True)
    settled_on = models.DateField("复查认定日期", null=True, blank=True)
    settled_fact = models.CharField("复查认定事实", max_length=400, blank=True)
    declined = models.JSONField("不予立案", default=list, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = verbose_name_plural = "发现的问题"
        indexes = [models.Index(fields=["case", "number"])]

    def __str__(self) -> str:
        return f"{self.number}. {self.fact}"


class FindingWorker(models.Model):
    """A worker concerned by a finding. Which paragraph of 安全生产法 28 is cited follows from ``employment``."""

    class Employment(models.TextChoices):
        OWN = "own", "本单位职工"
        DISPATCHED = "dispatched", "被派遣劳动者"
        INTERN = "intern", "实习学生"

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="workers")
    name = models.CharField("姓名", max_length=40)
    id_number = models.CharField("身份证号", max_length=18, blank=True, validators=[check_id_number])
    trade = models.CharField("工种", max_length=60, blank=True)
    employment = models.CharField("用工形式", max_length=10, choices=Employment, default=Employment.OWN)
    certificate = models.CharField("证件情况", max_length=120, blank=True)


class Measure(Timestamped):
    """现场处理措施: work stopped on the spot. Confirmed by a leader within 24 hours where danger left no time."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="measures")
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="measure")
    findings = models.ManyToManyField(Finding, related_name="measures")
    measures = models.TextField("现场处理决定")
    danger = models.BooleanField("紧急，先行决定", default=False)
    stops_production = models.BooleanField("停产停业或停用设备", default=False)
    confirmed_at = models.DateTimeField("补批时间", null=True, blank=True)
    lifted_on = models.DateField("解除日期", null=True, blank=True)


class Report(Timestamped):
    """The enterprise's report that the findings of one due date are corrected. A draft until ``submitted_at``."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="reports")
    due_on = models.DateField("所答整改期限")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    from_paper = models.BooleanField("由纸质材料录入", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "整改报告"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "due_on"], condition=models.Q(submitted_at=None), name="one_draft_per_date"
            )
        ]


class Answer(Timestamped):
    """What the enterprise says of one finding, with its evidence."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="answers")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="answers")
    text = models.TextField("改正情况", blank=True)
    evidence = models.ManyToManyField(Attachment, blank=True, related_name="+")

    class Meta:
        ordering = ["finding__number"]
        constraints = [models.UniqueConstraint(fields=["report", "finding"], name="answer_once_in_report")]


class ExtensionRequest(Timestamped):
    """A request for more time for the findings named; one open request each."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="extensions")
    findings = models.ManyToManyField(Finding, related_name="extensions")
    wished_on = models.DateField("希望的日期")
    reason = models.TextField("理由")
    obstacle = models.CharField("逾期提出的障碍", max_length=300, blank=True)
    evidence = models.ManyToManyField(Attachment, blank=True, related_name="+")
    requested_on = models.DateField("提出日期", default=today)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted = models.BooleanField("同意", null=True)
    new_date = models.DateField("批准的日期", null=True, blank=True)
    decision_reason = models.CharField("答复理由", max_length=400, blank=True)
    decided_on = models.DateField("答复日期", null=True, blank=True)
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="extension")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "延期申请"


class Recheck(Timestamped):
    """A re-inspection (整改复查) and what it judged of each finding."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="rechecks")
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="recheck")
    on = models.DateField("复查日期", default=today)
    officers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    evidence = models.ManyToManyField(Attachment, blank=True, related_name="+")


class Judgement(models.Model):
    recheck = models.ForeignKey(Recheck, models.CASCADE, related_name="judgements")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="judgements")
    result = models.CharField("结论", max_length=10, choices=Standing)
    fact = models.CharField("事实", max_length=400)

    class Meta:
        ordering = ["finding__number"]
        constraints = [models.UniqueConstraint(fields=["recheck", "finding"], name="judged_once_per_recheck")]


class Escalation(Timestamped):
    """What an overdue case proposes for each party: to file a penalty case of tier 2, or why not."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="escalations")
    party = models.CharField("当事人", max_length=120)
    person = models.BooleanField("个人", default=False)
    post = models.CharField("职务", max_length=60, blank=True)
    propose = models.BooleanField("提请立案")
    reason = models.CharField("理由", max_length=400)
    findings = models.ManyToManyField(Finding, related_name="escalations")
