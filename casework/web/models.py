"""What the pages keep for a person: saved views of the ledger, exports of it being made, what is not yet sent."""

from django.conf import settings
from django.db import models

from casework.core.models import Timestamped


class SavedView(Timestamped):
    """Filters of the ledger under a name."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField("名称", max_length=20)
    query = models.CharField("条件", max_length=400)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "常用视图"
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="view_name_once")]


class Export(Timestamped):
    """A ledger being written out as a workbook. The row is the queue: a sweep claims it, and claims it again when a
    worker died. ``rows`` is None until the rows have been counted.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "等待"
        WRITING = "writing", "正在写"
        READY = "ready", "可下载"
        FAILED = "failed", "没有导成"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="exports")
    query = models.CharField("条件", max_length=400, blank=True)
    words = models.CharField("条件说明", max_length=200, blank=True)
    purpose = models.CharField("用途", max_length=200)
    status = models.CharField("状态", max_length=8, choices=Status, default=Status.WAITING)
    rows = models.PositiveIntegerField("件数", null=True)
    done = models.PositiveIntegerField("已写", default=0)
    file = models.FileField("文件", upload_to="exports/%Y/%m/", blank=True)
    sha256 = models.CharField("摘要", max_length=64, blank=True)
    downloaded_at = models.DateTimeField("最近下载", null=True)
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = "台账导出"
        indexes = [
            models.Index(fields=["user", "-id"]),
            models.Index(fields=["id"], condition=models.Q(status__in=["waiting", "writing"]), name="export_to_write"),
        ]


class StepDraft(Timestamped):
    """What a party has written of a step and not yet sent; its colleagues go on with the same words."""

    kind = models.CharField("记录类别", max_length=20)
    record = models.BigIntegerField("记录")
    step = models.CharField("事项", max_length=40)
    data = models.JSONField("内容", default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "草稿"
        constraints = [models.UniqueConstraint(fields=["kind", "record", "step"], name="one_draft_per_step")]
