"""An application with what it says, what was missing in it, and what the city bureau thinks of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.accreditation.models.programme import Body, Category, Round, RoundCriterion
from casework.accreditation.queries import ApplicationQuerySet
from casework.accreditation.states import GONE, ApplicationState
from casework.core.models import Timestamped
from casework.core.now import today
from documents.models import Attachment, Document, Dossier


class Application(Timestamped):
    """认定申请: one unit for one category of one round. ``city`` is empty where no city bureau is in charge of it."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="application")
    state = models.CharField("状态", max_length=20, choices=ApplicationState, default="", blank=True)
    version = models.PositiveIntegerField(default=0)
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+", verbose_name="机关")
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, related_name="applications", verbose_name="申报单位"
    )
    party_name = models.CharField("申报单位名称", max_length=120)
    region_code = models.CharField("地区", max_length=6)
    round = models.ForeignKey(Round, models.PROTECT, related_name="applications", verbose_name="申报批次")
    category = models.ForeignKey(Category, models.PROTECT, related_name="applications", verbose_name="认定类别")
    city = models.ForeignKey(
        "organisations.Agency", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="初审机关"
    )
    contact = models.CharField("联系人", max_length=40, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    staff = models.PositiveIntegerField("职工人数", null=True, blank=True)
    special_staff = models.PositiveIntegerField("特种作业人数", null=True, blank=True)
    site = models.TextField("场地、装备和监控", blank=True)
    record = models.TextField("培训考核业绩", blank=True)
    accidents = models.TextField("近三年事故和处罚情况", blank=True)
    pledge = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签章的承诺书"
    )
    submitted_on = models.DateField("提交日期", null=True, blank=True)
    answered_on = models.DateField("受理决定日期", null=True, blank=True)
    deemed = models.BooleanField("视为受理", default=False)
    stage_reason = models.CharField("不予受理、撤回理由", max_length=600, blank=True)
    due_on = models.DateField("最近时限", default="9999-12-31")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "认定申请"
        indexes = [models.Index(fields=["round", "category", "state"], name="application_by_round")]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "category", "enterprise"],
                condition=~Q(state__in=GONE),
                name="one_application_per_category",
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_name}申报{self.round.programme}"


class Partner(models.Model):
    """The other unit of a joint application (校企联合申报), which signs it too."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="partners")
    name = models.CharField("联合申报单位", max_length=120)
    body = models.CharField("单位类型", max_length=12, choices=Body)
    represented_by = models.CharField("代表", max_length=40)
    signed = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "联合申报单位"


class SelfAssessment(models.Model):
    """What the applicant says of one criterion, and what proves it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="assessments")
    criterion = models.ForeignKey(RoundCriterion, models.PROTECT, related_name="+", verbose_name="认定条件")
    score = models.DecimalField("自评分", max_digits=5, decimal_places=1, null=True, blank=True)
    words = models.TextField("自评说明", blank=True)
    evidence = models.ManyToManyField(Attachment, blank=True, related_name="+", verbose_name="证明材料")

    class Meta:
        ordering = ["application", "criterion__position"]
        verbose_name = verbose_name_plural = "自评"
        constraints = [
            models.UniqueConstraint(fields=["application", "criterion"], name="criterion_assessed_once"),
            models.CheckConstraint(condition=Q(score=None) | Q(score__gte=0), name="no_negative_self_score"),
        ]


class Supplement(Timestamped):
    """A request for everything that is missing, once and complete (补正); ``reason`` says why a further one is due."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="supplements")
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="supplement")
    requested_on = models.DateField("通知日期", default=today)
    reason = models.CharField("再次补正的理由", max_length=300, blank=True)
    served_on = models.DateField("送达日期", null=True, blank=True)
    answered_on = models.DateField("补正日期", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "补正"
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(answered_on=None), name="one_open_supplement")
        ]


class SupplementItem(models.Model):
    supplement = models.ForeignKey(Supplement, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField("序号")
    text = models.CharField("需补正的内容", max_length=300)
    answer = models.TextField("补正说明", blank=True)
    evidence = models.ManyToManyField(Attachment, blank=True, related_name="+", verbose_name="补正材料")

    class Meta:
        ordering = ["supplement", "number"]
        verbose_name = verbose_name_plural = "补正事项"
        constraints = [models.UniqueConstraint(fields=["supplement", "number"], name="item_number_once")]


class Recommendation(Timestamped):
    """What the city bureau says of an accepted application: an opinion; the office decides."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="recommendations")
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+", verbose_name="初审机关")
    favourable = models.BooleanField("推荐")
    opinion = models.TextField("初审意见")
    on = models.DateField("初审日期", default=today)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="recommendation")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "初审推荐意见"
