"""The templates of an office's papers: what counts now, a file to change in Word, and the door for a new version."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from casework.accounts.queries import agencies_of
from casework.core.now import today
from casework.organisations.models import Agency
from casework.web.access import may, officers_only
from casework.web.downloads import disposition
from documents import samples
from documents.catalogue import ACCREDITATION, CORRECTION, KINDS, PENALTIES, Kind
from documents.models import TemplateVersion
from documents.render import draw
from documents.templating import package, shapes
from documents.templating.gate import Fault, inspect_apart
from documents.templating.versions import VersionRefused, current_body, in_force, upload, version_on, versions

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CHAPTERS = (("现场检查与责令整改", CORRECTION), ("行政处罚", PENALTIES), ("安全技能认定", ACCREDITATION))
TAGS = {"waiting": "warn", "approved": "ok", "refused": ""}


class UploadForm(forms.Form):
    file = forms.FileField(
        label="模板文件", help_text="从当前模板改出来的 .docx 文件", error_messages={"required": "还没有选文件。"}
    )
    words = forms.CharField(
        label="改了什么",
        max_length=200,
        help_text="批准的人靠这句话和对照表来判断",
        error_messages={"required": "请写明改了什么。"},
    )

    def clean_file(self) -> Any:
        if self.cleaned_data["file"].size > package.MOST_BYTES:
            raise forms.ValidationError(package.TOO_BIG)
        return self.cleaned_data["file"]


@dataclass(frozen=True)
class Entry:
    kind: Kind
    current: TemplateVersion | None
    waiting: TemplateVersion | None


def own_agency(request: HttpRequest) -> Agency:
    """The agency whose templates the visitor sees: his own."""
    agency = agencies_of(request.user).order_by("pk").first()
    if agency is None:
        raise Http404
    return agency  # type: ignore[no-any-return]


def known(kind: str) -> Kind:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


@officers_only
@require_GET
def templates(request: HttpRequest) -> HttpResponse:
    """Every kind of paper, and which template it is drawn with today."""
    agency = own_agency(request)
    rows = list(TemplateVersion.objects.filter(agency=agency))
    waiting = {row.kind: row for row in rows if row.status == "waiting"}
    own = {row.kind for row in rows if row.status == "approved"}
    day = today()
    chapters = [
        (
            title,
            [
                Entry(k, version_on(k.code, agency.pk, day) if k.code in own else None, waiting.get(k.code))
                for k in kinds
            ],
        )
        for title, kinds in CHAPTERS
    ]
    context = {"chapters": chapters, "agency": agency, "total": len(KINDS), "own": len(own), "waiting": len(waiting)}
    return render(request, "officers/templates.html", context)


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind: its versions, its fields, and the upload of a new version through the gate."""
    agency, found = own_agency(request), known(kind)
    may_upload = may(request, "template.upload")
    form = UploadForm(request.POST or None, request.FILES or None) if may_upload else None
    faults: list[Fault] = []
    if form is not None and form.is_valid():
        faults, row = brought(request, form, kind, agency)
        if row is not None:
            messages.success(request, f"第{row.no}版已上传，等法制审核人员批准。")
            return redirect("template_version", row.pk)
    context = {
        "kind": found,
        "form": form,
        "faults": faults,
        "rows": [(row, TAGS[row.status]) for row in versions(agency, kind).select_related("author", "decided_by")],
        "current": version_on(kind, agency.pk, today()),
        "fields": field_list(kind),
        "required": found.required,
    }
    return render(request, "officers/template.html", context, status=422 if form and form.is_bound else 200)


def brought(
    request: HttpRequest, form: UploadForm, kind: str, agency: Agency
) -> tuple[list[Fault], TemplateVersion | None]:
    """What is wrong with the file, or the version it became."""
    body = form.cleaned_data["file"].read()
    report = inspect_apart(kind, body)
    if report.faults:
        return report.faults, None
    warnings = [str(warning) for warning in report.warnings]
    try:
        return [], upload(kind, agency, body, words=form.cleaned_data["words"], warnings=warnings, by=request.user)
    except VersionRefused as refused:
        form.add_error(None, str(refused))
        return [], None


def field_list(kind: str) -> list[tuple[str, str, str]]:
    """The fields of a kind with their place in a template and a sample: what staff may write."""
    facts = samples.sample(kind)
    return [
        (name, how_written(name, shape), shown(facts[name]))
        for name, shape in shapes.schema(kind).items()
        if name not in samples.FIXED
    ]


def how_written(name: str, shape: Any) -> str:
    if isinstance(shape, list):
        inner = f"x.{next(iter(shape[0]))}" if isinstance(shape[0], dict) else "x"
        return f"{{%p for x in {name} %}} … {{{{ {inner} }}}} … {{%p endfor %}}"
    if isinstance(shape, dict):
        return f"{{{{ {name}.{next(iter(shape))} }}}}"
    return f"{{%p if {name} %}} … {{%p endif %}}" if shape == shapes.FLAG else f"{{{{ {name} }}}}"


def shown(value: Any) -> str:
    if isinstance(value, dict):
        return "；".join(f"{name}：{text}" for name, text in value.items() if isinstance(text, str) and text)[:120]
    if isinstance(value, list):
        return f"{len(value)}项，如：{shown(value[0])}" if value else ""
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)[:120]


@officers_only
@require_GET
def template_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The template as it counts today, to be changed in a word processor."""
    title = known(kind).title
    return word_file(current_body(kind, own_agency(request), today()), f"模板-{title}.docx")


@officers_only
@require_GET
def template_sample(request: HttpRequest, kind: str) -> HttpResponse:
    """The paper drawn from its sample with the template that counts today."""
    title, agency = known(kind).title, own_agency(request)
    return word_file(draw(kind, samples.sample(kind), in_force(kind, agency.pk, today())), f"样例-{title}.docx")


def word_file(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=DOCX)
    response["Content-Disposition"] = disposition(name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
