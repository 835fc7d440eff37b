"""The list of a round and category that is approved, publicised and designated as one (拟认定名单)."""

from django.db import models
from django.db.models import F, Q

from casework.accreditation.models.application import Application
from casework.accreditation.models.programme import Category, Round
from casework.accreditation.queries import ListingQuerySet
from casework.accreditation.states import ListingState
from casework.core.models import Timestamped
from documents.models import Document, Dossier


class Listing(Timestamped):
    """拟认定名单 of one category in a round. ``seed`` is made once, when the list is opened: with it anybody can run
    the draw that told equals apart again. The database keeps it.
    """

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="listing")
    state = models.CharField("状态", max_length=20, choices=ListingState, default="", blank=True)
    version = models.PositiveIntegerField(default=0)
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+", verbose_name="机关")
    region_code = models.CharField("地区", max_length=6)
    round = models.ForeignKey(Round, models.PROTECT, related_name="listings", verbose_name="申报批次")
    category = models.ForeignKey(Category, models.PROTECT, related_name="listings", verbose_name="认定类别")
    seed = models.CharField("同分抽签种子", max_length=64)
    drawn_up_on = models.DateField("拟定日期", null=True, blank=True)
    publicised_on = models.DateField("公示日期", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)

    objects = ListingQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = "拟认定名单"
        constraints = [models.UniqueConstraint(fields=["round", "category"], name="one_list_for_a_category")]

    def __str__(self) -> str:
        return f"{self.round.programme}（{self.category}，{self.round.title}）拟认定名单"


class Ranked(models.Model):
    """Where an application stands in the ranking, frozen when the list was drawn up; ``chosen`` are on the list.

    ``passed_over`` says why one that passed is not on it. Two dates are added later: of the notice, of the decision.
    """

    listing = models.ForeignKey(Listing, models.PROTECT, related_name="ranked", verbose_name="名单")
    application = models.OneToOneField(Application, models.PROTECT, related_name="ranked", verbose_name="申请")
    rank = models.PositiveSmallIntegerField("排名")
    mean = models.DecimalField("平均分", max_digits=5, decimal_places=2)
    core = models.DecimalField("核心项平均分", max_digits=5, decimal_places=2)
    passed = models.BooleanField("合格")
    drawn = models.BooleanField("抽签定序", default=False)
    chosen = models.BooleanField("列入名单")
    passed_over = models.CharField("未列入的原因", max_length=200, blank=True)
    reason = models.CharField("仍然列入的理由", max_length=300, blank=True)
    publicised_on = models.DateField("公示日期", null=True, blank=True)
    designated_on = models.DateField("命名日期", null=True, blank=True)
    decision = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="命名决定"
    )

    class Meta:
        ordering = ["listing", "rank"]
        verbose_name = verbose_name_plural = "排名"
        constraints = [
            models.UniqueConstraint(fields=["listing", "rank"], name="rank_once"),
            models.CheckConstraint(condition=Q(chosen=False) | Q(passed=True), name="chosen_have_passed"),
            models.CheckConstraint(
                condition=Q(designated_on=None) | Q(chosen=True, publicised_on__lte=F("designated_on")),
                name="publicised_before_designated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.application.party_name}"
