"""A party's words kept before they are sent (``StepForm.keeps``). Saving is no step, yet nothing of it gets lost."""

import hashlib
import json
from typing import Any

from django.db import transaction

from casework.web.forms.base import MARKS, StepForm
from casework.web.models import StepDraft
from workflows.registry import page_of

CHANGED = "有同事刚改过草稿，没有覆盖。请核对后再保存，保存后以您的文字为准。"
SAVED = "已保存，还没有提交。"


def of(record: Any, step: str) -> StepDraft | None:
    return StepDraft.objects.select_related("by").filter(**place(record, step)).first()


def place(record: Any, step: str) -> dict[str, Any]:
    return {"kind": page_of(record).kind, "record": record.pk, "step": step}


def mark(row: StepDraft | None) -> str:
    """What stands stored, for the form to say which words it was made from."""
    if row is None:
        return ""
    return hashlib.sha256(json.dumps(row.data, sort_keys=True).encode()).hexdigest()[:16]


def words(row: StepDraft | None) -> str:
    return f"草稿由{row.by}保存，还没有提交。" if row else ""


def initial(form_class: type[StepForm], record: Any) -> dict[str, Any]:
    row = of(record, form_class.step) if form_class.keeps else None
    return dict(row.data) if row else {}


def wrong(form: StepForm) -> bool:
    """Whether something in the form can never be kept; what is only missing may still come."""
    form.full_clean()
    errors = [error for part in form.parts for listed in part.errors.as_data().values() for error in listed]
    return any(error.code != "required" for error in errors)


@transaction.atomic
def keep(form: StepForm, seen: str) -> str:
    """Store what the form holds; returns why not, if so.

    Args:
        seen: the mark of the draft that the form was made from.
    """
    where = place(form.record, form.step)
    row = StepDraft.objects.select_for_update().filter(**where).first()
    if row is not None and mark(row) != seen:
        return CHANGED
    data = {name: form[name].value() for name in form.fields if name not in MARKS}
    data |= {row[name].html_name: row[name].value() for row in form.rows for name in row.fields}
    StepDraft.objects.update_or_create(**where, defaults={"data": data, "by": form.user})
    return ""


def drop(record: Any, step: str) -> None:
    StepDraft.objects.filter(**place(record, step)).delete()
