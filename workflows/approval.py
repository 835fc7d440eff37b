"""Ask for signatures and give them: what the pages call. The rows are workflows/models.py, the flow is flow.py."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from viewflow.workflow.status import STATUS

from casework.accounts.models import Deputation, Membership, User
from casework.accounts.queries import departments_of, in_charge, may_stand_in
from casework.accounts.roles import Role, holders
from casework.clock import deadlines
from casework.clock.models import Deadline, DeadlineStatus
from casework.core.now import now
from casework.notices.write import write
from casework.trail import chain
from workflows import after, engine
from workflows import facts as facts_of
from workflows.acting import Outcome, close, freeze, record_of, stop_clocks, waiting_key
from workflows.engine import Forbidden, Refused
from workflows.flow import NODES, ApprovalFlow
from workflows.models import Proposal, Signature
from workflows.registry import PAGES, page_of

OPEN = (STATUS.NEW, STATUS.ASSIGNED)
OPINIONS = (Signature.Decision.AGREED, Signature.Decision.RETURNED, Signature.Decision.AGAINST)
MEND = "请先登记其任职；本机关确实没有的，报请上一级机关处理。"
NO_MEMBERS = f"参加表决的负责人：主要负责人最后签署，表决须有其他负责人参加，办案人员除外。{MEND}"
NO_HEAD = f"最后签署的主要负责人：负责人都参加表决，同一事项不能签批两次。{MEND}"


def request(record: Any, step: str, *, by: User, opinion: str = "", members: Any = (), **facts: Any) -> Any:
    """Take the step if nobody must sign first, else propose it. Returns the record, or the open Proposal.

    Raises:
        Refused: the step is not lawful now; nothing was changed.
    """
    page_class: Any = page_of(record)
    if step in page_class.steps() and "members" in facts_of.names_of(page_class, step)[0]:
        facts, members = {**facts, "members": members}, ()  # a fact of the step, and no collective
    own = facts_of.with_opinion(page_class, step, opinion, facts)
    page = page_class(record, by=by, facts=facts_of.with_defaults(page_class, step, own))
    effects = page.effects(step)
    route = engine.route_of(page, effects, before=True)
    if route:
        return propose(record, step, by=by, route=route, opinion=opinion, members=members, **facts)
    with transaction.atomic():
        done = engine.take(record, step, by=by, **own)
        if late := engine.route_of(page, effects, before=False):
            propose(done, effects.approval.confirm, by=by, route=late, opinion=opinion, members=members)
    return done


def propose(
    record: Any, step: str, *, by: User, route: str, opinion: str = "", members: Any = (), **facts: Any
) -> Proposal:
    """Freeze the facts in a proposal and start its flow, after a rehearsal has shown the step to be lawful now."""
    facts = facts_of.with_opinion(page_of(record), step, opinion, facts)
    with engine.rehearse(record, step, by=by, **facts) as page:
        label = page.effects(step).label
        away, circle = page.away(), page.countersigners()
    dossier = record.dossier
    proposal = Proposal(
        dossier=dossier, kind=page.kind, record=record.pk, step=step, label=label, facts=freeze(facts),
        opinion=opinion, route=route, agency=dossier.agency, proposer=by,
    )  # fmt: skip
    proposal.members = list(members) or (circle if route == Proposal.Route.COUNTERSIGN else convened(proposal, away))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            chain.lock(cursor, dossier.pk)
            proposal.flow_class = ApprovalFlow
            proposal.save()
            remember(proposal, "propose", by, {"opinion": opinion, "facts": proposal.facts})
            ApprovalFlow.start.run(proposal=proposal)
            await_signatures(proposal, page)
            tell_signers(proposal)
    except IntegrityError as error:
        raise Refused(_("此案已有待签批的事项，请先等其办结或撤回。")) from error
    return proposal


def await_signatures(proposal: Proposal, page: engine.Lifecycle) -> None:
    """Start the clocks within which the law wants this step signed; they end with the proposal."""
    whose = {"dossier_id": proposal.dossier_id, "kind": proposal.kind, "record": proposal.record}
    plans = [deadlines.plan(**whose, name=name, key=waiting_key(proposal)) for name in page.awaiting(proposal.step)]
    if plans:
        Deadline.objects.bulk_create(plans)
        page.clocks_moved()


def convened(proposal: Proposal, away: set[int]) -> list[dict[str, int]]:
    """Who votes in a collective where nobody is named: every leader in office but the head of the agency, who signs at
    the end; no investigator (行政处罚法 57). Nobody signs twice, so one leader alone is no collective.

    Raises:
        Refused: nobody would vote, or nobody would be left to sign after the vote.
    """
    if proposal.route != Proposal.Route.COLLECTIVE:
        return []
    away = away | {proposal.proposer_id, *in_charge(proposal.dossier).values_list("pk", flat=True)}
    leaders, heads = (seated(proposal, roles) - away for roles in ([Role.LEADER], [Role.CHIEF]))
    found = sorted(leaders - heads)
    if not found:
        raise Refused(_("集体讨论还缺%s") % NO_MEMBERS, "行政处罚法第57条")
    if not seated(proposal, holders("sign.leader")) - away - set(found):
        raise Refused(_("集体讨论还缺%s") % NO_HEAD, "行政处罚法第57条")
    return [{"user": user} for user in found]


def seated(proposal: Proposal, roles: Iterable[str]) -> set[int]:
    """Who holds one of the roles in the proposal's agency today."""
    posts = Membership.objects.in_force().filter(agency=proposal.agency, role__in=list(roles), user__is_active=True)
    return set(posts.values_list("user", flat=True))


def sign(signature: int, *, by: User, decision: str, remark: str = "") -> Proposal:
    """Give an opinion. ``decision``: agreed, returned, against (the latter two with a remark).

    Raises:
        Refused: already signed, withdrawn, not this person's to sign, or the remark is missing.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        task = Signature.objects.select_related("process__dossier").filter(pk=signature).first()
        if task is None:
            raise Refused(_("没有这件签批事项。"))
        chain.lock(cursor, task.process.dossier_id)
        task.refresh_from_db()
        if task.status not in OPEN:
            raise Refused(_("这件事项已经处理，请刷新。"))
        principal = signer_of(task, by)
        if decision not in OPINIONS:
            raise Refused(_("请选择同意、退回或不同意。"))
        if decision != Signature.Decision.AGREED and not remark.strip():
            raise Refused(_("退回或不同意须写明理由。"))
        put_signature(task, by, principal, decision, remark.strip())
        circulated(task.process, DeadlineStatus.MET)
        tell_signers(task.process)
    return task.process


def pass_over(proposal: int) -> None:
    """The period is over: a department that has said nothing has nothing to say against it."""
    with transaction.atomic(), connection.cursor() as cursor:
        row = Proposal.objects.select_related("dossier").get(pk=proposal)
        chain.lock(cursor, row.dossier_id)
        open_tasks = row.task_set.filter(flow_task=ApprovalFlow.countersign, status__in=OPEN)
        for task in open_tasks.select_related("process__dossier").order_by("pk"):
            put_signature(task, None, None, Signature.Decision.SILENT, "")
        circulated(row, DeadlineStatus.LAPSED)
        tell_signers(row)


def circulated(proposal: Proposal, status: str) -> None:
    """Once every department has answered, or its time is over, the period in which it had to answer ends."""
    waiting = proposal.task_set.filter(flow_task=ApprovalFlow.countersign, status__in=OPEN)
    if proposal.route == Proposal.Route.COUNTERSIGN and not waiting.exists():
        stop_clocks(proposal, status)


def put_signature(task: Signature, by: User | None, principal: User | None, decision: str, remark: str) -> None:
    """Write the opinion and go on to whoever signs next; ``by`` is nobody where the clock passes somebody over."""
    task.owner, task.status = by, STATUS.ASSIGNED
    activation = task.flow_task.activation_class(task)
    activation.start(None)
    task.signer, task.decision, task.remark, task.signed_at = by, decision, remark, now()
    task.on_behalf_of = None if principal == by else principal
    label, whose = NODES[task.flow_task.name][1], task.data.get("name", "")
    task.data = {**task.data, "label": f"{label}（{whose}）" if whose else label}
    facts = {"step": task.process.step, "node": task.flow_task.name, "decision": decision, "remark": remark}
    if whose:
        facts["department"] = whose
    if task.on_behalf_of:
        facts["on_behalf_of"] = task.on_behalf_of.name
    remember(task.process, "sign", by, facts)
    activation.execute()
    task.process.refresh_from_db()


def signer_of(task: Signature, by: User) -> User:
    """In whose right ``by`` signs: his own, or that of the one he stands in for.

    Raises:
        Forbidden: not his to sign; nobody signs twice, nor what he proposed or investigates.
    """
    proposal, node = task.process, task.flow_task.name
    apart = {proposal.proposer_id, *in_charge(proposal.dossier).values_list("pk", flat=True)}
    apart |= PAGES[proposal.kind](record_of(proposal)).away()
    if by.pk in apart:
        raise Forbidden(_("承办人不能签批自己的案件。"), "行政处罚法第57条")
    if proposal.task_set.filter(signer=by).exists():
        raise Forbidden(_("同一事项不能签批两次。"))
    if "department" in task.data:
        if not departments_of(by).filter(pk=task.data["department"]).exists():
            raise Forbidden(_("无权会签：须由%s的人员签署。") % task.data["name"])
        return by
    named = task.data.get("user")
    if named is not None and named != by.pk:
        raise Forbidden(_("这件事项由他人签署。"))
    permission = NODES[node][0]
    held = Membership.objects.in_force().filter(user=by, agency=proposal.agency, role__in=holders(permission))
    if named is not None or held.exists():
        return by
    principal = may_stand_in(by, proposal.agency, permission, f"{proposal.kind}.{proposal.step}")
    if principal is None:
        raise Forbidden(_("无权签批：须由%s签署。") % NODES[node][1])
    if principal.pk in apart:
        raise Forbidden(_("被代理人是本案承办人，不能代签。"), "行政处罚法第57条")
    if proposal.task_set.filter(Q(signer=principal) | Q(on_behalf_of=principal)).exists():
        raise Forbidden(_("被代理人已在此事项上签过。"))
    return principal


def withdraw(proposal: Proposal, *, by: User) -> None:
    """Take an open proposal back; only its author may, and what was signed stays on record."""
    with transaction.atomic(), connection.cursor() as cursor:
        chain.lock(cursor, proposal.dossier_id)
        proposal.refresh_from_db()
        if proposal.outcome:
            raise Refused(_("这件事项已经办结。"))
        if proposal.proposer != by:
            raise Forbidden(_("只有提出人可以撤回。"))
        for task in proposal.task_set.filter(status__in=OPEN):
            task.flow_task.activation_class(task).cancel()
        proposal.status, proposal.finished = "CANCELED", now()
        proposal.save(update_fields=["status", "finished"])
        close(proposal, Outcome.WITHDRAWN, "")


def remember(proposal: Proposal, step: str, by: User | None, facts: dict[str, Any]) -> None:
    chain.append(proposal.dossier_id, "proposal", proposal.pk, step, {"label": proposal.label, **facts}, by)


def tell_signers(proposal: Proposal) -> None:
    """One notice to each who may now sign."""
    context = {"party": proposal.dossier.about, "step": proposal.label}
    for task in proposal.task_set.filter(status__in=OPEN):
        url = "/countersign/" if "department" in task.data else "/approvals/"
        write("to-sign", proposal.dossier, f"signature:{task.pk}", context, url=url, given=candidates(task))
    after.nudge()


def candidates(task: Signature) -> list[User]:
    """Who may sign this task now, stand-ins apart."""
    if "user" in task.data:
        return list(User.objects.filter(pk=task.data["user"]))
    if "department" in task.data:
        seats = Membership.objects.in_force().filter(department=task.data["department"], role=Role.DEPARTMENT)
        return list(User.objects.filter(pk__in=seats.values("user"), is_active=True))
    permission = NODES[task.flow_task.name][0]
    held = Membership.objects.in_force().filter(agency=task.process.agency, role__in=holders(permission))
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).exclude(pk=task.process.proposer_id))


def inbox(user: User) -> QuerySet[Signature]:
    """Open signatures that are this user's to give, in his own right or as a stand-in; one query."""
    stands_in = Deputation.objects.in_force().filter(deputy=user, principal=OuterRef("user"), agency=OuterRef("agency"))
    seats = Membership.objects.in_force().filter(Q(user=user) | Exists(stands_in), agency__isnull=False)
    mine = Q(data__user=user.pk)
    for name, (permission, _label) in NODES.items():
        if name != "countersign":
            agencies = seats.filter(role__in=holders(permission)).values("agency")
            mine |= Q(flow_task=getattr(ApprovalFlow, name), process__agency__in=agencies, data__user__isnull=True)
    return (
        Signature.objects.filter(mine, status__in=OPEN, process__outcome="")
        .exclude(process__proposer=user)
        .exclude(process__task_set__signer=user)
        .select_related("process__dossier__enterprise", "process__proposer", "process__agency")
        .order_by("created")
    )


def circulating(user: User) -> QuerySet[Signature]:
    """What the departments for which this person signs were asked, the open ones first."""
    own = [department.pk for department in departments_of(user)]
    asked = Signature.objects.filter(data__department__in=own).exclude(process__outcome=Outcome.WITHDRAWN)
    rows = asked.select_related("process__dossier", "process__proposer", "process__agency")
    return rows.order_by("-status", "-created")
