"""会签: what a department is asked, with the list and its papers; nothing else of the house is open to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from casework.accounts.models import User
from casework.accreditation.models import Listing
from casework.clock import deadlines
from casework.clock.models import Deadline
from casework.web import lists, once, wording
from casework.web.access import departments_only
from casework.web.downloads import send
from casework.web.forms.signing import CountersignForm
from documents.models import Document
from workflows import approval
from workflows.acting import waiting_key
from workflows.engine import Refused
from workflows.models import Proposal, Signature

PDF = "application/pdf"
SHOWN = ("proposed-list", "public-notice", "designation-decision")  # papers a department reads


@departments_only
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for the department's opinion, then what it has answered."""
    rows = [row_of(task) for task in approval.circulating(request.user)[: lists.MANY]]
    context = {"waiting": [row for row in rows if row["open"]], "done": [row for row in rows if not row["open"]]}
    return render(request, "departments/inbox.html", context)


def row_of(task: Signature) -> dict[str, Any]:
    clock = clock_of(task.process)
    return {
        "pk": task.process_id,
        "what": f"{task.process.label}：{task.process.dossier.title}",
        "department": task.data["name"],
        "by": str(task.process.agency),
        "at": wording.moment(task.created),
        "open": is_open(task),
        "light": deadlines.light(clock) if clock else None,
        "until": wording.day(clock.due_on) if clock else "",
        "decision": task.get_decision_display() if task.decision else task.process.get_outcome_display(),
    }


def is_open(task: Signature) -> bool:
    return task.status in approval.OPEN and not task.process.outcome


def clock_of(row: Proposal) -> Deadline | None:
    """Until when the departments are asked."""
    return Deadline.objects.filter(dossier=row.dossier_id, key=waiting_key(row), status="running").first()


def find(user: User, pk: int) -> Signature:
    """The department's own task.

    Raises:
        Http404: its departments were not asked.
    """
    tasks = approval.circulating(user).filter(process=pk)
    found = tasks.order_by("decision", "pk").first()
    if found is None:
        raise Http404
    return found


@departments_only
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """The list with its papers; POST gives the department's opinion."""
    task = find(request.user, pk)
    if request.method != "POST":
        return page(request, task, CountersignForm(initial={"token": once.new_token()}))
    token, form = request.POST.get("token", ""), CountersignForm(request.POST)
    if earlier := once.answer(request.user, token) if token else "":
        return redirect(earlier)
    status = 422
    if form.is_valid():
        given = form.cleaned_data
        try:
            approval.sign(task.pk, by=request.user, decision=given["decision"], remark=given["remark"])
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(request, "已签署会签意见。")
            once.done(request.user, token, request.path)
            return redirect("countersign")
    once.release(request.user, token)
    return page(request, task, form, status)


def page(request: HttpRequest, task: Signature, form: CountersignForm, status: int = 200) -> HttpResponse:
    row, clock = task.process, clock_of(task.process)
    listing = Listing.objects.select_related("round__programme", "category", "agency").get(pk=row.record)
    chosen = row.facts.get("chosen", [])
    units = listing.ranked.filter(application__in=chosen).select_related("application__enterprise__region")
    context = {
        "proposal": row,
        "task": task,
        "listing": listing,
        "units": list(units.prefetch_related("application__objections").order_by("rank")),
        "papers": list(papers(row)),
        "light": deadlines.light(clock) if clock else None,
        "until": wording.day(clock.due_on) if clock else "",
        "form": form if is_open(task) else None,
    }
    return render(request, "departments/proposal.html", context, status=status)


def papers(row: Proposal) -> Any:
    return Document.objects.filter(dossier=row.dossier_id, kind__in=SHOWN).defer("facts").order_by("pk")


@departments_only
@require_GET
def paper(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """A paper of the list, as PDF where there is one."""
    row = papers(find(request.user, pk).process).filter(pk=document).first()
    if row is None or not row.file:
        raise Http404
    if row.pdf:
        return send(row.pdf, f"{row.title}.pdf", PDF, inline=True)
    return send(row.file, f"{row.title}.docx", "application/octet-stream")
