"""What a person is told, in the product and by e-mail."""

from django.conf import settings
from django.db import models

from casework.core.models import Timestamped


class Notice(Timestamped):
    """One message to one person, written in the transaction of the step it tells of; ``key`` keeps it from being
    written twice. A mail that is pending is work for the sending sweep; one that failed for good is a red task.
    """

    class Mail(models.TextChoices):
        NONE = "none", "不发邮件"
        PENDING = "pending", "待发"
        SENT = "sent", "已发"
        FAILED = "failed", "发送失败"

    key = models.CharField(max_length=120, unique=True)
    dossier = models.ForeignKey("documents.Dossier", models.PROTECT, null=True, related_name="notices")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", verbose_name="收件人")
    kind = models.CharField("种类", max_length=40)
    level = models.CharField("级别", max_length=6, default="off")
    title = models.CharField("标题", max_length=160)
    body = models.TextField("内容", blank=True)
    url = models.CharField("链接", max_length=200, blank=True)
    read_at = models.DateTimeField("已读", null=True, blank=True)
    mail = models.CharField("邮件", max_length=8, choices=Mail, default=Mail.NONE)
    email = models.EmailField("邮箱", blank=True)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = "消息"
        indexes = [
            models.Index(fields=["to", "-id"]),
            models.Index(fields=["id"], condition=models.Q(mail="pending"), name="notice_to_send"),
        ]
