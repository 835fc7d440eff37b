"""What an expert says of an application, criterion by criterion, and what the panel saw on the spot."""

from django.db import models
from django.db.models import Q

from casework.accreditation.models.application import Application
from casework.accreditation.models.panel import Seat
from casework.accreditation.models.programme import RoundCriterion
from casework.accreditation.queries import EvaluationQuerySet
from casework.accreditation.states import EvaluationState
from casework.core.models import Timestamped
from documents.models import Attachment, Document, Dossier


class Evaluation(Timestamped):
    """专家评审: one seat of the panel, one application. It lives in the application's dossier."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="evaluations")
    state = models.CharField("状态", max_length=12, choices=EvaluationState, default="", blank=True)
    version = models.PositiveIntegerField(default=0)
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+", verbose_name="机关")
    region_code = models.CharField("地区", max_length=6)
    application = models.ForeignKey(Application, models.PROTECT, related_name="evaluations", verbose_name="申请")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="evaluations", verbose_name="评审组成员")
    declared_at = models.DateTimeField("声明无利害关系的时间", null=True, blank=True)
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    opinion = models.TextField("评审意见", blank=True)
    reason = models.CharField("回避、更换、作废理由", max_length=300, blank=True)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["application", "seat__place"]
        verbose_name = verbose_name_plural = "专家评审"
        constraints = [models.UniqueConstraint(fields=["application", "seat"], name="seat_evaluates_once")]

    def __str__(self) -> str:
        return f"{self.seat.expert}评审{self.application.party_name}"


class CriterionScore(models.Model):
    """The score of one criterion, written when the evaluation is submitted; the database lets nobody change it."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="scores", verbose_name="专家评审")
    criterion = models.ForeignKey(RoundCriterion, models.PROTECT, related_name="+", verbose_name="认定条件")
    score = models.DecimalField("得分", max_digits=5, decimal_places=1)
    reason = models.CharField("扣分说明", max_length=300, blank=True)

    class Meta:
        ordering = ["evaluation", "criterion__position"]
        verbose_name = verbose_name_plural = "评分"
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "criterion"], name="criterion_scored_once"),
            models.CheckConstraint(condition=Q(score__gte=0), name="no_negative_score"),
        ]


class SiteReport(Timestamped):
    """现场评估报告: written by the panel's leader when he concludes; photos and signatures lie in the dossier."""

    class Conclusion(models.TextChoices):
        FOR = "for", "推荐"
        AFTER = "after", "整改后推荐"
        AGAINST = "against", "不推荐"

    application = models.OneToOneField(Application, models.PROTECT, related_name="site_report", verbose_name="申请")
    visited_on = models.DateField("评估日期")
    participants = models.CharField("参加人员", max_length=300)
    course = models.TextField("评估过程")
    findings = models.TextField("符合情况")
    problems = models.TextField("存在问题", blank=True)
    conclusion = models.CharField("结论", max_length=8, choices=Conclusion)
    photos = models.ManyToManyField(Attachment, related_name="+", verbose_name="现场照片")
    signatures = models.ManyToManyField(Attachment, related_name="+", verbose_name="签名")
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="site_report")

    class Meta:
        verbose_name = verbose_name_plural = "现场评估报告"
