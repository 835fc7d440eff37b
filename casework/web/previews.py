"""The papers a step would issue, drawn from the very docx that would be issued: the step is rehearsed and undone."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from casework.accounts.models import User
from casework.web.forms.base import StepForm
from documents import preview
from documents.models import Document
from documents.render import DrawingFailed, draw
from documents.templating.versions import in_force
from workflows import engine


@dataclass
class Sheet:
    title: str
    number: str
    html: str


@dataclass
class Preview:
    """Papers, or the reason why there are none yet."""

    sheets: list[Sheet] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def of(record: Any, step: str, form: StepForm, *, by: User) -> Preview:
    """Rehearse the step with what the form holds now. Only for a POST: a rehearsal writes before it undoes."""
    if problems := form.problems:
        return Preview(missing=[problem.words for problem in problems])
    return rehearsed(record, step, by=by, facts=form.facts())


def rehearsed(record: Any, step: str, *, by: User, facts: dict[str, Any], proposal: Any = None) -> Preview:
    try:
        with engine.rehearse(record, step, by=by, proposal=proposal, **facts) as page:
            issued = list(page.documents)
        return Preview([sheet(row) for row in issued])
    except (engine.Refused, ValidationError) as refused:
        return Preview(missing=[str(refused)])
    except DrawingFailed as failed:
        return Preview(missing=[f"预览没有画出来：{failed}"])


def sheet(row: Document) -> Sheet:
    template = in_force(row.kind, row.agency_id, row.issued_on)
    return Sheet(row.title, row.number, preview.html(draw(row.kind, row.facts, template), draft=True))
