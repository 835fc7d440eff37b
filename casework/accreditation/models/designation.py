"""What an application leads to: a designation on a slot, with a life of its own as long as it stands."""

from django.db import models

from casework.accreditation.models.application import Application
from casework.accreditation.models.programme import Category, Slot
from casework.accreditation.queries import DesignationQuerySet
from casework.accreditation.states import DesignationState
from casework.core.models import Timestamped
from casework.core.now import today
from documents.models import Document, Dossier


class Designation(Timestamped):
    """命名: one unit on one slot. ``slot`` is empty once the designation has ended: the slot is free again, and
    ``place`` still says which it was. The database lets no slot be held twice, so the eighth of seven is refused there.
    """

    class End(models.TextChoices):
        REVOKED = "revoked", "撤销"
        WITHDRAWN = "withdrawn", "撤回"
        EXPIRED = "expired", "有效期届满注销"
        DISSOLVED = "dissolved", "单位终止注销"
        SURRENDERED = "surrendered", "单位申请注销"
        RENEWED = "renewed", "经复评由新的命名接替"

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="designation")
    state = models.CharField("状态", max_length=20, choices=DesignationState, default="", blank=True)
    version = models.PositiveIntegerField(default=0)
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+", verbose_name="命名机关")
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, related_name="designations", verbose_name="命名单位"
    )
    party_name = models.CharField("命名单位名称", max_length=120)
    region_code = models.CharField("地区", max_length=6)
    application = models.OneToOneField(Application, models.PROTECT, related_name="designation", verbose_name="申请")
    slot = models.OneToOneField(
        Slot, models.PROTECT, null=True, blank=True, related_name="designation", verbose_name="占用名额"
    )
    place = models.ForeignKey(Slot, models.PROTECT, related_name="held", verbose_name="命名时的名额")
    designated_on = models.DateField("命名日期", default=today)
    decision = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="designations", verbose_name="命名决定"
    )
    certificate = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="certifies", verbose_name="证书"
    )
    number = models.CharField("证书编号", max_length=60, blank=True)
    valid_from = models.DateField("有效期自", null=True, blank=True)
    valid_to = models.DateField("有效期至", null=True, blank=True)
    end = models.CharField("终止方式", max_length=12, choices=End, blank=True)
    ended_on = models.DateField("终止日期", null=True, blank=True)
    stage_reason = models.CharField("终止理由", max_length=600, blank=True)
    due_on = models.DateField("最近时限", default="9999-12-31")

    objects = DesignationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "命名"
        indexes = [
            models.Index(fields=["state", "valid_to"], name="designation_running_out"),
            models.Index(fields=["place", "state"], name="designation_of_place"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(slot=None) | models.Q(slot=models.F("place")), name="slot_is_the_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_name}（{self.place}）"

    @property
    def category(self) -> Category:
        return self.place.category
