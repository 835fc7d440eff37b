"""Rows of the approval flow: what is proposed, and who signed it how (docs/adr/0004)."""

from django.conf import settings
from django.db import models
from viewflow.workflow.models import AbstractProcess, AbstractTask


class Proposal(AbstractProcess):
    """A step that waits for signatures, with its facts frozen. ``outcome`` is empty while it is open."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", "已批准并办理"
        REFUSED = "refused", "办理时不再具备条件"
        RETURNED = "returned", "已退回"
        WITHDRAWN = "withdrawn", "已撤回"

    class Route(models.TextChoices):
        UNIT = "unit", "承办机构负责人审批"
        LEADER = "leader", "审核、分管负责人审批"
        CHIEF = "chief", "审核、分管负责人、主要负责人审批"
        COLLECTIVE = "collective", "审核、法制审核、集体讨论、审批"
        COUNTERSIGN = "countersign", "会签、审批"

    dossier = models.ForeignKey("documents.Dossier", models.PROTECT, related_name="proposals")
    kind = models.CharField("记录类别", max_length=20)
    record = models.BigIntegerField("记录")
    step = models.CharField("拟办事项", max_length=40)
    label = models.CharField("事项", max_length=80)
    facts = models.JSONField("内容")
    opinion = models.TextField("承办意见", blank=True)
    route = models.CharField("审批路线", max_length=12, choices=Route)
    members = models.JSONField("参加人员", default=list)
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+")
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposals")
    after_the_fact = models.BooleanField("事后补批", default=False)
    outcome = models.CharField("结果", max_length=10, choices=Outcome, blank=True, default="")
    words = models.CharField("说明", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "审批事项"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record"], condition=models.Q(outcome=""), name="one_open_proposal_per_record"
            )
        ]

    def carries(self, kind: str, record: int, step: str) -> bool:
        """Whether this open proposal is of that step of that record and the last signature of its route agrees."""
        if self.outcome or (self.kind, self.record, self.step) != (kind, record, step):
            return False
        agreed = self.task_set.filter(decision="agreed")
        return any(task.flow_task and task.flow_task.name == LAST[self.route] for task in agreed)


LAST = {"unit": "review", "leader": "approve", "chief": "chief", "collective": "approve", "countersign": "approve"}


class Signature(AbstractTask):
    """One opinion asked for, and given. Frozen by the database once ``decision`` is set."""

    class Decision(models.TextChoices):
        AGREED = "agreed", "同意"
        RETURNED = "returned", "退回"
        AGAINST = "against", "不同意"
        SILENT = "silent", "逾期未答复"  # a department's period is over: written by the clock, given by nobody

    process = models.ForeignKey(Proposal, models.PROTECT, related_name="task_set")
    data = models.JSONField(default=dict, blank=True)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="signatures")
    on_behalf_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decision = models.CharField("意见", max_length=10, choices=Decision, blank=True, default="")
    remark = models.CharField("说明", max_length=500, blank=True)
    signed_at = models.DateTimeField("签署时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "签批意见"
