"""复议、诉讼: the register, opening one against a served act, its page, and the file for the answer in one archive."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from casework.accounts.grants import is_in_charge
from casework.core.now import today
from casework.penalties.models import Remedy
from casework.penalties.states import RemedyState
from casework.web import actions, clocks, lists, wording
from casework.web.access import get_visible, officers_only
from casework.web.downloads import disposition
from casework.web.forms.fields import ChoiceField, PersonField
from casework.web.officers import answer_file, casefile, nearest
from casework.web.officers.rows import names_of
from casework.web.officers.visited import remember
from casework.web.steps import step_href
from documents.models import Document, Dossier, Service, ServiceState
from documents.queries import dossiers_visible_to
from workflows.remedies.file import file_of
from workflows.remedies.opening import open_remedy

ORDER = lists.Order("id", descending=True)
COLUMNS = ("id", "dossier_id", "state", "instance", "body", "case_number", "received_on", "answered_on", "outcome")
COLUMNS += ("ended_on", "obliges", "obeyed_on", "enterprise__name", "document__title", "document__number")
VIEWS = (("", "审理中"), ("owed", "待我方办理"), ("all", "全部"))
INSTANCES, OUTCOMES = dict(Remedy.Instance.choices), dict(Remedy.Outcome.choices)
OBLIGES = {
    "amend": "变更处罚决定",
    "redo": "重新作出决定",
    "annul": "撤销处罚决定",
    "withdraw": "撤销案件",
    "lift": "解除措施",
    "redate": "更正整改期限",
}


@officers_only
@require_GET
def remedies(request: HttpRequest) -> HttpResponse:
    view = request.GET.get("view", "")
    rows = narrowed(Remedy.objects.visible_to(request.user).exclude(state=""), view)
    shown = lists.page(rows, ORDER, request.GET.dict(), COLUMNS)
    total = lists.capped_count(rows) if shown.before or shown.after else len(shown.rows)
    shown.words = lists.count_words(total)
    context = {
        "page": shown,
        "rows": register_rows(shown.rows),
        "views": [(key, label, key == view) for key, label in VIEWS],
    }
    return render(request, "officers/penalties/remedies.html", context)


def narrowed(rows: QuerySet[Remedy], view: str) -> QuerySet[Remedy]:
    if view == "owed":
        return rows.filter(state=RemedyState.ENDED, obeyed_on=None).exclude(obliges="")
    return rows if view == "all" else rows.filter(state=RemedyState.PENDING)


def register_rows(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    due = nearest.by_record("remedy", [row["id"] for row in found])
    return [
        {
            "href": reverse("remedy", args=[row["id"]]),
            "instance": INSTANCES[row["instance"]],
            "case_number": row["case_number"] or "没有案号",
            "body": row["body"],
            "party": row["enterprise__name"],
            "act": f"{row['document__title']}{row['document__number']}",
            "received": wording.short_day(row["received_on"]),
            "answered": wording.short_day(row["answered_on"]) if row["answered_on"] else "还没有答复",
            "outcome": OUTCOMES.get(row["outcome"], "审理中"),
            "owes": OBLIGES.get(row["obliges"], "") if row["obliges"] and row["obeyed_on"] is None else "",
            **nearest.row_light(due.get(row["id"])),
        }
        for row in found
    ]


@officers_only
@require_GET
def remedy(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Remedy.objects.select_related("dossier", "enterprise", "agency", "document", "answer_document")
    record = get_visible(rows, request.user, pk)
    remember(request, "remedy", record.pk, str(record), record.enterprise.name)
    found = [row for row in clocks.of(record.dossier) if row.running]
    context = {
        "remedy": record,
        "owes": OBLIGES.get(record.obliges, "") if record.obliges and record.obeyed_on is None else "",
        "officers": "、".join(names_of([record.dossier_id]).get(record.dossier_id, ["未指定"])),
        "clocks": found,
        "clocks_words": clocks.count_words(found),
        "actions": actions.of(record, request.user),
        "papers": list(record.papers.all()),
        "stays": list(record.stays.select_related("by")),
        "proposals": casefile.proposals(record.dossier),
        "services": casefile.services(record.dossier, request.user),
    }
    return render(request, "officers/penalties/remedy.html", context)


# --- opening ------------------------------------------------------------------------------------------------------
class OpenForm(forms.Form):
    """Against which served act, and which instance."""

    document = PersonField(label="被复议、被诉的文书", missing="请选择文书。")
    instance = ChoiceField(
        label="类别", choices=Remedy.Instance.choices, segmented=True, missing="请选择复议、一审或二审。"
    )

    def __init__(self, *args: Any, papers: list[Document], **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.papers = {row.pk: row for row in papers}
        self.fields["document"].offer((row.pk, f"{row.title}{row.number}") for row in papers)


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def remedy_new(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = dossiers_visible_to(request.user).filter(pk=pk).first()
    if dossier is None or not is_in_charge(request.user, dossier):
        raise Http404
    papers = served_papers(dossier)
    first = {"document": str(papers[0].pk)} if len(papers) == 1 else {}
    form = OpenForm(request.POST or None, papers=papers, initial=first)
    if request.method == "POST" and not dossier.sealed_at and form.is_valid():
        row = open_remedy(form.papers[form.cleaned_data["document"]], form.cleaned_data["instance"])
        messages.success(request, "请照收到的文书填写。")
        return redirect(step_href("remedy", row.pk, "register"))
    context = {"dossier": dossier, "form": form, "papers": papers, "back": reverse("dossier", args=[dossier.pk])}
    return render(request, "officers/penalties/remedy_new.html", context, status=422 if form.errors else 200)


def served_papers(dossier: Dossier) -> list[Document]:
    """Papers that reached the party, the latest first; nothing else can be reviewed."""
    reached = Service.objects.filter(dossier=dossier, state=ServiceState.SERVED).values("document")
    return list(Document.objects.filter(pk__in=reached, internal=False).defer("facts").order_by("-id"))


# --- the file for the answer --------------------------------------------------------------------------------------
@officers_only
@require_GET
def remedy_file(request: HttpRequest, pk: int) -> FileResponse:
    """Everything the act rested on, as it stood that day, in one archive."""
    record = get_visible(Remedy.objects.select_related("dossier", "document"), request.user, pk)
    name = f"答复案卷 {record.document.title}{record.document.number} {today():%Y%m%d}.zip"
    response = FileResponse(answer_file.pack(file_of(record)), content_type="application/zip")
    response["Content-Disposition"] = disposition(name)
    response["Cache-Control"] = "private, no-store"
    return response
