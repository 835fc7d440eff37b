from django.db import models
from viewflow.workflow.models import AbstractProcess, AbstractTask


class Body(models.Model):
    dossier = models.ForeignKey("documents.Dossier", models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default="", blank=True)
    version = models.PositiveIntegerField(default=0)
    party_name = models.CharField(max_length=120)
    region_code = models.CharField(max_length=6)
    note = models.CharField(max_length=60, default="")

    class Meta:
        abstract = True


class Matter(Body):
    """Through the gate, guarded."""


class Plain(Body):
    """The floor's table: the same columns without guards."""


class Walk(AbstractProcess):
    dossier = models.ForeignKey("documents.Dossier", models.PROTECT, related_name="+")
    note = models.CharField(max_length=60, default="")


class Move(AbstractTask):
    process = models.ForeignKey(Walk, models.CASCADE, related_name="task_set")
    data = models.JSONField(default=dict, blank=True)
