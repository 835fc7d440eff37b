"""What a proposal asks, in words: its facts by the labels of the form that made them, its opinions, its papers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse

from casework.accounts.models import User
from casework.enforcement.models import Finding
from casework.enforcement.states import Standing
from casework.web import wording
from casework.web.forms.base import StepForm
from casework.web.forms.fields import DateField, FilesField, OfficersField
from casework.web.officers.forms import FORMS
from casework.web.previews import Preview, rehearsed
from documents.models import Attachment
from workflows.acting import record_of, thaw
from workflows.flow import NODES
from workflows.models import Proposal
from workflows.registry import PAGES

WORDS = {
    "finding": "问题",
    "due_on": "期限",
    "result": "结论",
    "fact": "事实",
    "old": "原文",
    "new": "更正为",
    "party": "对象",
    "post": "职务",
    "propose": "提请立案",
    "reason": "理由",
    "person": "个人",
    "findings": "问题",
    "officers": "执法人员",
    "changes": "更正内容",
    "judgements": "逐项结论",
    "parties": "企业和责任人员",
    "enterprise": "承继单位",
}


@dataclass
class Fact:
    label: str
    words: str
    files: list[Attachment]


def facts_of(proposal: Proposal) -> list[Fact]:
    """Everything the proposal would do, as a reader understands it."""
    form = blank_form(proposal)
    known = [Fact(label, words, []) for label, words in form.background()] if form else []
    return known + list(worded(proposal, form))


def blank_form(proposal: Proposal) -> StepForm | None:
    """The form that made the facts, for its labels and choices."""
    form_class = FORMS.get((proposal.kind, proposal.step))
    if form_class is None:
        return None
    return form_class(None, record=record_of(proposal), user=proposal.proposer, route=proposal.route)


def worded(proposal: Proposal, form: StepForm | None) -> Iterator[Fact]:
    for name, value in proposal.facts.items():
        if value in (None, "", [], False) and name != "granted":
            continue
        field = form.fields.get(name) if form else None
        label = str(field.label) if field is not None and field.label else WORDS.get(name, name)
        if isinstance(field, FilesField):
            yield Fact(label, "", list(Attachment.objects.filter(dossier=proposal.dossier_id, pk__in=value)))
        else:
            yield Fact(label, words_of(name, value, field), [])


def words_of(name: str, value: Any, field: forms.Field | None) -> str:
    if name == "findings":
        return findings_words(value)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "；".join(row_words(row) for row in value)
    if isinstance(field, OfficersField) or name in ("officers", "user", "successor"):
        keys = value if isinstance(value, list) else [value]
        return "、".join(User.objects.filter(pk__in=keys).order_by("name").values_list("name", flat=True))
    if isinstance(field, forms.MultipleChoiceField):
        chosen = dict(field.choices)
        return "、".join(str(chosen.get(str(key), key)) for key in value)
    if isinstance(field, forms.ChoiceField):
        key = {True: "yes", False: "no"}.get(value, str(value))
        return str(dict(field.choices).get(key, value))
    if isinstance(field, DateField) or name.endswith("_on"):
        return wording.full_day(date.fromisoformat(value))
    return "是" if value is True else "否" if value is False else str(value)


def findings_words(value: list[Any]) -> str:
    """Findings by number and fact, with a new date where one is given."""
    dates = {row["finding"]: row.get("due_on", "") for row in value if isinstance(row, dict)}
    rows = Finding.objects.filter(pk__in=dates or value).order_by("number")
    ends = {pk: f"，期限{wording.full_day(date.fromisoformat(on))}" for pk, on in dates.items() if on}
    return "；".join(f"{row.number}. {row.fact}{ends.get(row.pk, '')}" for row in rows)


def row_words(row: dict[str, Any]) -> str:
    parts = []
    for name, value in row.items():
        if value in ("", None):
            continue
        said = Standing(value).label if name == "result" else {True: "是", False: "否"}.get(value, value)
        parts.append(f"{WORDS.get(name, name)}：{said}")
    return "，".join(parts)


def opinions_of(proposal: Proposal) -> list[dict[str, Any]]:
    """The way of the proposal: each opinion given or awaited, in order."""
    tasks = proposal.task_set.select_related("signer", "on_behalf_of").order_by("pk")
    return [
        {
            "label": NODES[task.flow_task.name][1],
            "who": str(task.signer) if task.signer else "",
            "behalf": str(task.on_behalf_of) if task.on_behalf_of else "",
            "decision": task.get_decision_display() if task.decision else "",
            "kind": {"agreed": "ok", "": ""}.get(task.decision, "warn"),
            "remark": task.remark,
            "at": wording.moment(task.signed_at) if task.signed_at else "",
            "waits": task.status in ("NEW", "ASSIGNED"),
        }
        for task in tasks
        if task.flow_task is not None and task.flow_task.name in NODES
    ]


def papers_of(proposal: Proposal) -> Preview:
    """The papers the last signature would issue, with the opinions given so far. Only for a POST."""
    facts = thaw(proposal.facts)
    return rehearsed(record_of(proposal), proposal.step, by=proposal.proposer, proposal=proposal, facts=facts)


def record_href(proposal: Proposal) -> str:
    return reverse("dossier", args=[proposal.dossier_id])


def subject_of(proposal: Proposal) -> str:
    return str(PAGES[proposal.kind].title)
