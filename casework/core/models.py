"""What every record has, and the movable clock of the training mode."""

from django.db import models


class Timestamped(models.Model):
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        abstract = True


class TrainingClock(models.Model):
    """How far the clock of a training installation stands ahead; one row, ignored outside the training mode."""

    offset = models.DurationField("拨快")

    class Meta:
        verbose_name = verbose_name_plural = "演练时钟"
