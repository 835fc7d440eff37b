"""Who must sign before a step is taken: one flow for every route (docs/adr/0004).

review H -> (legal J -> vote of the collective) -> approve L -> (chief), or countersign in parallel -> approve L. The
last agreement calls the gate, which checks every condition again. Node names are data: renaming one needs a migration.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.activation import Activation
from viewflow.workflow.nodes.split import Split, SplitActivation

from casework.trail import chain
from workflows import acting
from workflows.models import Proposal, Signature

Route = Proposal.Route


class DossierLock:
    """Lock the proposal's dossier: the gate's own lock order. viewflow's default lets parallel signatures collide."""

    @contextmanager
    def __call__(self, flow_class: Any, process_pk: int) -> Iterator[None]:
        with transaction.atomic(), connection.cursor() as cursor:
            dossier = Proposal.objects.values_list("dossier_id", flat=True).get(pk=process_pk)
            chain.lock(cursor, dossier)
            yield


class EachActivation(SplitActivation):
    """A split with one branch for each row of data; the free Split has no such source."""

    @Activation.status.super()  # type: ignore[untyped-decorator]  # viewflow is untyped
    def activate(self) -> None:
        super().activate.original()
        node = self.next_tasks[0][0]  # type: ignore[has-type]  # viewflow is untyped
        self.next_tasks = [(node, row) for row in self.process.members]


class Each(Split):
    activation_class = EachActivation


def agreed(activation: Any) -> bool:
    return bool(activation.task.previous.get().decision == Signature.Decision.AGREED)


def on_route(*routes: str) -> Any:
    return lambda activation: activation.process.route in routes


def settled(activation: Any, open_tasks: Any) -> bool:
    """The vote is decided once more than half of all members agree."""
    return votes(activation.process) * 2 > len(activation.process.members)


def votes(proposal: Proposal) -> int:
    cast = [task for task in proposal.task_set.filter(decision="agreed") if task.flow_task.name == "vote"]
    return len(cast)


def carried(activation: Any) -> bool:
    return votes(activation.process) * 2 > len(activation.process.members)


class ApprovalFlow(flow.Flow):
    process_class = Proposal
    task_class = Signature
    lock_impl = DossierLock()
    process_title = _("审批")

    start = flow.StartHandle(this.begin).Next(this.way)
    way = flow.Switch().Case(this.circulate, on_route(Route.COUNTERSIGN)).Default(this.review)
    review = flow.View(None).Next(this.reviewed)
    reviewed = flow.If(agreed).Then(this.onward).Else(this.give_back)
    onward = (
        flow.Switch()
        .Case(this.act, on_route(Route.UNIT))
        .Case(this.legal, on_route(Route.COLLECTIVE))
        .Default(this.approve)
    )
    legal = flow.View(None).Next(this.examined)
    examined = flow.If(agreed).Then(this.convene).Else(this.give_back)
    convene = Each().Next(this.vote)
    vote = flow.View(None).Next(this.counted)
    counted = flow.Join(continue_on_condition=settled).Next(this.voted)
    voted = flow.If(carried).Then(this.approve).Else(this.give_back)
    circulate = Each().Next(this.countersign)
    countersign = flow.View(None).Next(this.gathered)
    gathered = flow.Join().Next(this.approve)
    approve = flow.View(None).Next(this.approved)
    approved = flow.If(agreed).Then(this.upward).Else(this.give_back)
    upward = flow.Switch().Case(this.chief, on_route(Route.CHIEF)).Default(this.act)
    chief = flow.View(None).Next(this.allowed)
    allowed = flow.If(agreed).Then(this.act).Else(this.give_back)
    act = flow.Function(this.take_step).Next(this.end)
    give_back = flow.Function(this.return_it).Next(this.end)
    end = flow.End()

    def begin(self, activation: Any, proposal: Proposal) -> Proposal:
        """Bind the prepared proposal to the process; viewflow saves it."""
        activation.process = activation.task.process = proposal
        proposal.flow_class = type(self)
        return proposal

    def take_step(self, activation: Any) -> None:
        acting.execute(activation.process)

    def return_it(self, activation: Any) -> None:
        acting.give_back(activation.process)


# node -> (permission asked of the signer, what the signature is called on the paper)
NODES = {
    "review": ("sign.unit", "审核意见"),
    "legal": ("sign.legal", "法制审核意见"),
    "vote": ("sign.member", "集体讨论意见"),
    "countersign": ("matter.view", "会签意见"),
    "approve": ("sign.leader", "审批意见"),
    "chief": ("sign.chief", "主要负责人审批意见"),
}
