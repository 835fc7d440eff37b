"""The form of a step: hidden marks, fields in sections, rows of small forms, and the facts for the step's body."""

import inspect
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.forms.utils import ErrorDict

from casework.accounts.models import User
from casework.web.forms.fields import FilesField, TextField
from workflows.registry import PAGES, page_of

MARKS = ("version", "token", "opinion")  # the form's own: never facts of the step


def parameters(kind: str, step: str) -> dict[str, inspect.Parameter]:
    """The keyword arguments of a step's body: what its form must supply."""
    body = getattr(PAGES[kind], step)._func
    return dict(list(inspect.signature(body).parameters.items())[1:])


class Section(NamedTuple):
    title: str
    names: tuple[str, ...]
    hint: str = ""
    partial: str = ""


class Problem(NamedTuple):
    target: str
    words: str


class RowForm(forms.Form):
    """One row of a step's form (a finding, a worker, a party)."""

    subject: Any = None
    lenient: ClassVar[bool] = False  # nothing is optional, yet nothing is required before the whole is sent


class StepForm(forms.Form):
    """Base of all. A subclass names its step and its sections; ``facts`` asks for exactly the body's parameters.

    ``fact_<name>`` overrides what a parameter is made of; ``left_out`` names parameters whose default always stands.
    """

    step: ClassVar[str]
    title: ClassVar[str] = ""
    submit: ClassVar[str] = ""
    done: ClassVar[str] = ""
    note: ClassVar[str] = ""
    left_out: ClassVar[tuple[str, ...]] = ()
    unlisted: ClassVar[tuple[str, ...]] = ()  # fields that a section's own template draws
    sections: ClassVar[tuple[Section, ...]] = ()
    previews: ClassVar[bool] = False
    keeps: ClassVar[bool] = False  # may be saved before it is sent
    lenient: ClassVar[bool] = False
    live: ClassVar[str] = ""  # a template redrawn with every preview, as out-of-band pieces

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    opinion = TextField(
        label="承办意见", required=False, rows=2, max_length=500, help_text="审批人会看到，并写入审批表。"
    )

    def __init__(
        self,
        data: Any = None,
        *,
        record: Any,
        user: User,
        route: str = "",
        uploads: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.record, self.user, self.route, self.uploads = record, user, route, dict(uploads or {})
        if not route:
            del self.fields["opinion"]
        self.rows: list[RowForm] = []
        self.prepare()
        for _form, _name, field in self.file_fields():
            field.dossier = record.dossier

    @classmethod
    def adjust(cls, data: Any) -> bool:
        """Change what was sent, where a button of the form asked for it; whether the form is only to be shown again."""
        return "more" in data

    def prepare(self) -> None:
        """Fill choices, initial values and rows from the record."""

    def recall(self) -> None:
        """Hand to its rows what a draft of the form kept of them."""
        for row in self.rows:
            kept = {name: row.add_prefix(name) for name in row.fields}
            row.initial |= {name: self.initial[key] for name, key in kept.items() if key in self.initial}

    def background(self) -> list[tuple[str, str]]:
        """What a signer must know beside the facts of the form."""
        return []

    # --- checking -------------------------------------------------------------------------------------------------
    @property
    def parts(self) -> list[forms.Form]:
        return [self, *self.rows]

    def file_fields(self) -> Iterator[tuple[forms.Form, str, FilesField]]:
        for part in self.parts:
            for name, field in part.fields.items():
                if isinstance(field, FilesField):
                    yield part, name, field

    def full_clean(self) -> None:
        super().full_clean()
        for form, name, _field in self.file_fields() if self.is_bound else ():
            if words := self.uploads.get(form.add_prefix(name)):
                form.errors.pop(name, None)
                form.add_error(name, words)

    def is_valid(self) -> bool:
        rows = [row.is_valid() for row in self.wanted_rows()]  # every row says what is wrong with it
        return super().is_valid() and all(rows)

    def wanted_rows(self) -> list[RowForm]:
        """Rows that must be valid; a subclass leaves out those not chosen."""
        return self.rows

    @property
    def problems(self) -> list[Problem]:
        """Everything wrong, each with the field it leads to."""
        found = [Problem("", str(words)) for words in self.non_field_errors()]
        for part in [self, *self.wanted_rows()]:
            subject = f"{part.subject}，" if getattr(part, "subject", None) else ""
            found += [Problem("", f"{subject}{words}") for words in part.non_field_errors() if part is not self]
            for field in part:
                found += [Problem(field.auto_id, f"{subject}{field.label}：{words}") for words in field.errors]
        return found

    def hush(self) -> None:
        """Say nothing of what is wrong: the form was not sent to be taken."""
        for part in self.parts:
            part._errors = ErrorDict()

    def refuse(self, words: str) -> None:
        """Put the gate's sentence where the form's own errors stand."""
        self.add_error(None, words)

    # --- the step -------------------------------------------------------------------------------------------------
    def facts(self) -> dict[str, Any]:
        """Keyword arguments of the step's body."""
        wanted = parameters(page_of(self.record).kind, self.step)
        return {name: self.fact(name) for name in wanted if name not in self.left_out}

    def fact(self, name: str) -> Any:
        maker = getattr(self, f"fact_{name}", None)
        return maker() if maker else self.cleaned_data[name]

    # --- showing --------------------------------------------------------------------------------------------------
    @property
    def numbered(self) -> list[dict[str, Any]]:
        """Numbered sections with their bound fields; fields in no section come last, under the opinion's."""
        placed = {name for section in self.sections for name in section.names}
        rest = tuple(name for name in self.fields if name not in {*placed, *MARKS, *self.unlisted})
        sections = [*self.sections, *([Section("填写内容", rest)] if rest else [])]
        if "opinion" in self.fields:
            sections.append(Section("承办意见", ("opinion",)))
        return [
            {
                "n": number,
                "title": section.title,
                "hint": section.hint,
                "partial": section.partial,
                "fields": [self[name] for name in section.names if name in self.fields],
            }
            for number, section in enumerate(sections, 1)
        ]

    def checks(self) -> list[tuple[str, str]]:
        """What is checked before the step, as (ok | warn | wrong, words); shown above the button."""
        return []

    @property
    def one_file(self) -> bool:
        return any(True for _ in self.file_fields())
