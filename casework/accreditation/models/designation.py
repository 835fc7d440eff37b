"""What an application leads to: a designation on a slot, as long as it stands."""

from django.db import models

from casework.accreditation.models.application import Application
from casework.accreditation.models.programme import Slot
from casework.core.models import Timestamped
from casework.core.now import today


class Designation(Timestamped):
    """命名: one unit on one slot. ``slot`` is empty once the designation has ended: the slot is free again, and
    ``place`` still says which it was. The database lets no slot be held twice, so the eighth of seven is refused there.
    """

    application = models.OneToOneField(Application, models.PROTECT, related_name="designation", verbose_name="申请")
    slot = models.OneToOneField(
        Slot, models.PROTECT, null=True, blank=True, related_name="designation", verbose_name="占用名额"
    )
    place = models.ForeignKey(Slot, models.PROTECT, related_name="+", verbose_name="命名时的名额")
    designated_on = models.DateField("命名日期", default=today)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "命名"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(slot=None) | models.Q(slot=models.F("place")), name="slot_is_the_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application.party_name}（{self.place}）"
