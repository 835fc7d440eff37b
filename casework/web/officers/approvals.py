"""Opinions asked of me, one proposal with everything it would do, and what became of my own proposals."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.accounts.models import User
from casework.accounts.queries import territory
from casework.web import lists, once, wording
from casework.web.access import officers_only
from casework.web.forms.signing import SignForm
from casework.web.officers import proposals
from casework.web.steps import step_href
from documents.models import Dossier
from workflows import approval
from workflows.engine import Refused
from workflows.flow import NODES
from workflows.models import Proposal, Signature

MOST = 50  # of my own proposals that are shown
KINDS = {"taken": "ok", "": ""}


@officers_only
@require_GET
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for my signature; what I proposed."""
    own = request.GET.get("view") == "own"
    rows = mine(request.user) if own else waiting(request.user)
    return render(request, "officers/approvals.html", {"rows": rows, "own": own})


def waiting(user: User) -> list[dict[str, Any]]:
    return [
        {
            "pk": task.process_id,
            "label": task.process.label,
            "party": whose(task.process.dossier),
            "node": NODES[task.flow_task.name][1],
            "by": str(task.process.proposer),
            "opinion": task.process.opinion,
            "since": wording.ago(task.created),
        }
        for task in approval.inbox(user)[: lists.MANY]
    ]


def mine(user: User) -> list[dict[str, Any]]:
    """The returned and refused ones first: they wait for me."""
    rows = Proposal.objects.filter(proposer=user).select_related("dossier__enterprise").order_by("-id")[:MOST]
    found = [
        {
            "pk": row.pk,
            "label": row.label,
            "party": whose(row.dossier),
            "at": wording.moment(row.created),
            "outcome": row.get_outcome_display() if row.outcome else "等待签批",
            "kind": KINDS.get(row.outcome, "warn"),
            "words": row.words,
            "again": row.outcome in ("returned", "refused"),
        }
        for row in rows
    ]
    return sorted(found, key=lambda row: not row["again"])


def whose(dossier: Dossier) -> str:
    """Whom a proposal is about: the dossier of a person names him, and his enterprise is not the party."""
    return dossier.title if dossier.personal else dossier.about


def find(request: HttpRequest, pk: int) -> Proposal:
    rows = Proposal.objects.filter(territory(request.user, field="dossier__region_code"), pk=pk)
    found = rows.select_related("dossier__enterprise", "proposer", "agency").first()
    if found is None:
        raise Http404
    return found


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal. POST with ``paper`` draws the papers it would issue; any other POST is my opinion."""
    row = find(request, pk)
    if "paper" in request.POST:
        paper = proposals.papers_of(row)
        if request.htmx:  # type: ignore[attr-defined]
            return render(request, "officers/step_paper.html", {"paper": paper})
        return page(request, row, None, paper=paper)
    if request.method != "POST":
        return page(request, row, None)
    return signed(request, row)


def signed(request: HttpRequest, row: Proposal) -> HttpResponse:
    token, form = request.POST.get("token", ""), SignForm(request.POST)
    if earlier := once.answer(request.user, token) if token else "":
        return redirect(earlier)
    task = task_of(request.user, row) or row.task_set.order_by("-pk").first()
    if form.is_valid() and task is not None:
        try:
            after = approval.sign(
                task.pk, by=request.user, decision=form.cleaned_data["decision"], remark=form.cleaned_data["remark"]
            )
        except Refused as refused:
            form.add_error(None, str(refused))
            once.release(request.user, token)
            return page(request, row, form, status=409)
        messages.success(request, outcome(after, form.cleaned_data["decision"]))
        once.done(request.user, token, request.path)
        return redirect("approvals")
    once.release(request.user, token)
    return page(request, row, form, status=422)


def outcome(row: Proposal, decision: str) -> str:
    """What the signature led to."""
    row.refresh_from_db()
    match row.outcome:
        case "taken":
            return f"已签批“{row.label}”，审批完成，已办理。"
        case "refused":
            return f"已签批“{row.label}”，但办理时不再具备条件，已退回提出人：{row.words}"
        case "returned":
            return f"已把“{row.label}”退回{row.proposer}。"
    return f"已签批“{row.label}”，转下一位签批。"


def task_of(user: User, row: Proposal) -> Signature | None:
    """The opinion that is this person's to give now."""
    return approval.inbox(user).filter(process=row).first()


def page(request: HttpRequest, row: Proposal, form: SignForm | None, status: int = 200, **more: Any) -> HttpResponse:
    task = task_of(request.user, row)
    if task is not None and form is None:
        form = SignForm(initial={"token": once.new_token()})
    context = {
        "proposal": row,
        "party": whose(row.dossier),
        "facts": proposals.facts_of(row),
        "opinions": proposals.opinions_of(row),
        "form": form,
        "node": NODES[task.flow_task.name][1] if task else "",
        "principal": principal(request.user, task),
        "record_href": proposals.record_href(row),
        "again": again(request.user, row),
        "own": row.proposer_id == request.user.pk,
        "paper": more.get("paper"),
    }
    return render(request, "officers/proposal.html", context, status=status)


def principal(user: User, task: Signature | None) -> str:
    """For whom the visitor stands in; empty when he signs in his own right."""
    if task is None:
        return ""
    try:
        found = approval.signer_of(task, user)
    except Refused:
        return ""
    return "" if found == user else str(found)


def again(user: User, row: Proposal) -> str:
    """Where its author mends and proposes it anew."""
    if row.proposer_id != user.pk or row.outcome not in ("returned", "refused", "withdrawn"):
        return ""
    return f"{step_href(row.kind, row.record, row.step)}?from={row.pk}"


@officers_only
@require_POST
def proposal_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = find(request, pk)
    try:
        approval.withdraw(row, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"已撤回“{row.label}”。")
    return redirect("proposal", pk)
