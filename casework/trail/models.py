"""What happened, unchangeably: one chain of digests for each dossier, sealed together every few minutes."""

from django.db import models

from casework.core.models import Timestamped


class Event(models.Model):
    """One line of a dossier's history. The database refuses to change or delete it, and refuses a record's change of
    state without it (guards.py). ``digest`` = SHA-256 of ``previous`` and the canonical JSON of the other columns.
    """

    dossier = models.ForeignKey("documents.Dossier", models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField("序号")
    kind = models.CharField("记录类别", max_length=20)
    record = models.BigIntegerField("记录")
    version = models.PositiveIntegerField("版本")
    step = models.CharField("办理", max_length=40)
    source = models.CharField("原状态", max_length=24)
    target = models.CharField("现状态", max_length=24)
    at = models.DateTimeField("时间")
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+", verbose_name="办理人")
    by_name = models.CharField("办理人", max_length=60)
    facts = models.JSONField("内容")
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["dossier", "seq"]
        verbose_name = verbose_name_plural = "留痕"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "seq"], name="event_once_in_dossier"),
            models.UniqueConstraint(fields=["kind", "record", "version"], name="event_once_per_version"),
        ]


class Seal(models.Model):
    """A Merkle root over the chain heads that moved since the last seal, chained to the seal before."""

    at = models.DateTimeField("时间")
    root = models.CharField("根摘要", max_length=64)
    leaves = models.PositiveIntegerField("案卷数")
    previous = models.CharField(max_length=64)
    digest = models.CharField("封印摘要", max_length=64)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "封印"


class SealLeaf(models.Model):
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="members")
    dossier = models.ForeignKey("documents.Dossier", models.PROTECT, related_name="seal_leaves")
    seq = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seal", "dossier"], name="leaf_once_per_seal")]
        indexes = [models.Index(fields=["dossier", "-seq"])]


class Fault(Timestamped):
    """Something the nightly check found changed or missing: red for the audit administrator until it is whole again."""

    what = models.CharField("哪一类", max_length=12)
    where = models.BigIntegerField("编号")
    dossier = models.ForeignKey(
        "documents.Dossier", models.PROTECT, null=True, blank=True, related_name="faults", verbose_name="案卷"
    )
    words = models.CharField("发现", max_length=300)
    ended_at = models.DateTimeField("恢复时间", null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = "校验发现"
        constraints = [
            models.UniqueConstraint(fields=["what", "where"], condition=models.Q(ended_at=None), name="fault_open_once")
        ]

    def __str__(self) -> str:
        return self.words
