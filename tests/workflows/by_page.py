"""A step on its page: what somebody types there so that the page tells the gate just these facts."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django import forms
from django.test import Client
from django.urls import reverse

from casework.organisations.models import Enterprise
from casework.web.experts.forms import FORMS as EXPERT_FORMS
from casework.web.forms.base import parameters
from casework.web.forms.fields import FilesField
from casework.web.officers.forms import FORMS
from casework.web.officers.forms.order import DatedForm
from casework.web.officers.forms.penalty_sheet import SheetForm
from casework.web.reply import application_forms, designation_forms, penalty_forms
from tests.web.officers.acting import inputs
from tests.workflows.lawful import About

PARTY_FORMS = penalty_forms.FORMS | application_forms.FORMS | designation_forms.FORMS
PARTY_PAGES = {
    "penalty": "my_penalty_step",
    "suspension": "my_suspension_step",
    "application": "my_application_step",
    "designation": "my_designation_step",
}
MARKS = ("version", "token", "opinion")
# Fields that are not called what the fact is called.
CALLED = {"facts_text": "facts", "bring_lines": "bring", "scan": "evidence", "credit_code": "enterprise"}
SIGNATURES = {"officer_1": 0, "officer_2": 1}
# How a row of facts is called on the page.
PREFIXES = {
    "changes": lambda n, row: f"slip{n + 1}",
    "factors": lambda n, row: f"x{n}",
    "items": lambda n, row: f"k{n}",
    "points": lambda n, row: f"p{n}",
    "instalments": lambda n, row: f"i{n}",
    "parties": lambda n, row: f"p{n}",
    "votes": lambda n, row: f"v{row['member']}",
    "judgements": lambda n, row: f"j{row['finding']}",
    "findings": lambda n, row: f"f{row['finding']}",
    "evidence": lambda n, row: f"f{row['finding']}",
    "answers": lambda n, row: f"o{row['objection']}" if "objection" in row else f"i{row['item']}",
    "scores": lambda n, row: f"c{row['criterion']}",
}
ROWS = "rows"
KEYED = {"answers": "a{}", "points": "pt-{}"}


@dataclass
class Answer:
    """What a page said: with which status, in which sentences, at which facts, and by which law it takes the step."""

    status: int
    said: list[str] = field(default_factory=list)
    facts: set[str] = field(default_factory=set)
    law: str = ""


def has_page(about: About) -> bool:
    return about.by is not None and about.birth is None and bool(form_of(about))


def by_party(about: About) -> bool:
    return (about.kind, about.step) in PARTY_FORMS and about.by in (
        about.people.representative,
        about.people.group_representative,
    )


def by_expert(about: About) -> bool:
    return (about.kind, about.step) in EXPERT_FORMS


def form_of(about: About) -> Any:
    forms = PARTY_FORMS if by_party(about) else EXPERT_FORMS if by_expert(about) else FORMS
    return forms.get((about.kind, about.step))


def address(about: About) -> str:
    if by_party(about):
        return reverse(PARTY_PAGES[about.kind], args=[about.record.pk, about.step])
    if about.step == "conclude_evaluation":
        return reverse("expert_conclude", args=[about.record.evaluations.get(seat__expert__user=about.by).pk])
    if by_expert(about):
        return reverse("expert_step", args=[about.record.pk, about.step])
    return reverse("step", args=[about.kind, about.record.pk, about.step])


def send(about: About) -> Answer:
    """Open the step's page and send its form; where the page does not show one, send an empty one all the same."""
    client = Client()
    client.force_login(about.by)
    where = address(about)
    page = client.get(where)
    if page.status_code != 200:
        answer = client.post(where, {"version": str(about.record.version)})
        assert answer.status_code in (403, 404, 409, 422), answer.status_code
        reasons = page.context["reasons"] if page.status_code in (403, 409) else []
        return Answer(page.status_code, [str(words) for words in reasons])
    data = {**inputs(page), **typed(page.context["form"], about)}
    answer = client.post(where, {key: value for key, value in data.items() if value is not None})
    if answer.status_code == 302:
        return Answer(302)
    problems = answer.context["form"].problems
    named = {fact_of(problem.target) for problem in problems}
    return Answer(answer.status_code, [problem.words for problem in problems], named, str(answer.context["law"]))


def fact_of(target: str) -> str:
    """The fact at whose box a problem stands, "rows" for a row of facts; nothing for a problem of the whole form."""
    name = target.removeprefix("id_")
    if "-" in name:
        return ROWS
    if name.startswith("evidence_"):
        return "evidence"
    return "opinion_text" if name == "opinion_text" else {"known": "evidence", **CALLED}.get(name, name)


def typed(form: Any, about: About) -> dict[str, Any]:
    """What is typed over what the page holds already; None for a box that is left out of what is sent."""
    wanted = parameters(about.kind, about.step)
    facts = {name: p.default for name, p in wanted.items() if p.default is not p.empty} | about.facts
    data: dict[str, Any] = {}
    for name, box in form.fields.items():
        if name not in MARKS and (value := value_of(form, name, facts, about)) is not MISSING:
            data |= boxes(name, box, value)
    return data | rows(form, facts)


MISSING = object()


def value_of(form: Any, name: str, facts: dict[str, Any], about: About) -> Any:
    """The fact that a box of the form is about; MISSING where it is about none."""
    if name in SIGNATURES:
        signed = facts["officer_signatures"]
        return signed[SIGNATURES[name]] if len(signed) > SIGNATURES[name] else []
    if name.startswith("evidence_") and name.removeprefix("evidence_").isdigit():
        given = {str(row["finding"]): row["evidence"] for row in facts["evidence"]}
        return given.get(name.removeprefix("evidence_"), [])
    if isinstance(form, SheetForm) and name in ("known", "evidence"):
        return facts["evidence"] if name == "known" else []
    if name in ("known", "sure"):
        return True  # the party knows what giving up a right means, an expert what he declares
    if name == "scan" and about.step not in ("defend", "request_deferral"):
        return []
    if name == "opinion_text":
        return facts["verdict" if "verdict" in facts else "opinion"]
    if name == "credit_code":
        unit = Enterprise.objects.filter(pk=facts["enterprise"]).first()
        return unit.credit_code if unit else ""
    if isinstance(form, DatedForm) and name in ("days", "on", "rendered"):
        return "own" if name == "days" else None
    return facts.get(CALLED.get(name, name), MISSING)


def boxes(name: str, box: forms.Field, value: Any) -> dict[str, Any]:
    """The boxes of a field, filled with a value, lawful or not."""
    if isinstance(box, FilesField):
        kept = value if isinstance(value, list | tuple) else [value]
        return {f"{name}_kept": [str(pk) for pk in kept if pk]}
    if isinstance(box.widget, forms.MultiWidget):
        parts = value.split("-") if isinstance(value, str) else parts_of(box.widget, value)
        suffixes = box.widget.widgets_names
        return {f"{name}{suffix}": str(part) for suffix, part in zip(suffixes, [*parts, "", "", ""], strict=False)}
    if isinstance(box, forms.MultipleChoiceField):
        return {name: [str(one) for one in value or []]}
    if isinstance(box, forms.BooleanField):
        return {name: "on" if value else None}
    if isinstance(box, forms.ChoiceField) and isinstance(value, bool):
        return {name: "yes" if value else "no"}
    if isinstance(value, list):
        return {name: "\n".join(value)}
    return {name: "" if value is None else str(value)}


def parts_of(widget: forms.MultiWidget, value: Any) -> list[Any]:
    known = value is None or isinstance(value, date | datetime | list)
    return list(widget.decompress(value)) if known else [value]


def rows(form: Any, facts: dict[str, Any]) -> dict[str, Any]:
    """The rows of a form: those of the page emptied, those of the facts filled in."""
    by_prefix = {row.prefix: row for row in form.rows}
    data = {row.add_prefix(key): None for row in form.rows for key in keys_of(row)}
    for fact, given in facts.items():
        for prefix, row in named_rows(fact, given):
            like = by_prefix.get(prefix) or next((r for r in form.rows if r.prefix[0] == prefix[0]), None)
            if like is None or (prefix not in by_prefix and not prefix[-1].isdigit()):
                continue
            for name, value in dated(row).items():
                if name in like.fields:
                    data |= boxes(f"{prefix}-{name}", like.fields[name], value)
    return data


def keys_of(row: Any) -> list[str]:
    found = []
    for name, box in row.fields.items():
        suffixes = box.widget.widgets_names if isinstance(box.widget, forms.MultiWidget) else [""]
        found += [f"{name}{suffix}" for suffix in ([*suffixes, "_kept"] if isinstance(box, FilesField) else suffixes)]
    return found


def named_rows(fact: str, given: Any) -> list[tuple[str, dict[str, Any]]]:
    if isinstance(given, dict) and fact in KEYED:
        return [(KEYED[fact].format(key), row) for key, row in given.items()]
    if fact in PREFIXES and isinstance(given, list) and all(isinstance(row, dict) for row in given):
        return [(PREFIXES[fact](n, row), row) for n, row in enumerate(given)]
    return []


def dated(row: dict[str, Any]) -> dict[str, Any]:
    """A finding with a date of its own is chosen and dated apart; its files have a name of their own."""
    if "due_on" in row and "finding" in row:
        return {"chosen": True, "apart": True, "days": "own", "on": row["due_on"]}
    return {**row, "files": row["evidence"]} if "evidence" in row else row
