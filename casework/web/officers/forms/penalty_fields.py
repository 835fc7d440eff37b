"""Fields that the forms of penalties share: money, moments, yes or no, people, rows that grow."""

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from casework.accounts.models import Membership, User
from casework.accounts.roles import holders
from casework.organisations.models import Agency
from casework.web import wording
from casework.web.forms.base import RowForm, StepForm
from casework.web.forms.fields import (
    NO_SUCH_DAY,
    REQUIRED,
    CardsField,
    ChoiceField,
    DateField,
    FilesField,
    PartsWidget,
)
from documents.models import Attachment

MOST_ROWS = 40
SPARE = 3  # empty rows at the end; “再加几行” brings as many again
CLOCK = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")
SCAN = "当事人签字盖章的纸质材料"


class MoneyField(forms.DecimalField):
    """An amount in yuan; thousands may be parted by commas."""

    def __init__(self, *, missing: str = REQUIRED, **kwargs: Any) -> None:
        words = {
            "required": missing,
            "invalid": "金额只写数字，例如 30000 或 1234.50。",
            "min_value": "金额不能小于0。",
            "max_decimal_places": "金额最多到分。",
            "max_digits": "金额太大，请核对。",
            "max_whole_digits": "金额太大，请核对。",
        }
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(
            max_digits=14, decimal_places=2, min_value=Decimal(0), widget=widget, error_messages=words, **kwargs
        )

    def to_python(self, value: Any) -> Decimal | None:
        cleaned = re.sub(r"[,，\s元]", "", value) if isinstance(value, str) else value
        return super().to_python(cleaned)


class NumberField(forms.IntegerField):
    """A small whole number."""

    def __init__(self, *, missing: str = REQUIRED, most: int = 9999, **kwargs: Any) -> None:
        words = {
            "required": missing,
            "invalid": "请填数字。",
            "min_value": "不能小于0。",
            "max_value": "太大，请核对。",
        }
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(min_value=0, max_value=most, widget=widget, error_messages=words, **kwargs)


class MomentWidget(PartsWidget):
    """The day in three boxes, and the time in one."""

    def __init__(self) -> None:
        super().__init__()
        box = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 5, "aria-label": "时间"})
        self.widgets.append(box)
        self.widgets_names.append("_t")

    def decompress(self, value: datetime | None) -> list[Any]:
        if not value:
            return ["", "", "", ""]
        local = timezone.localtime(value)
        return [local.year, local.month, local.day, f"{local:%H:%M}"]


class MomentField(forms.Field):
    """A day and the time of day in Guangxi."""

    partial = "forms/moment.html"
    widget = MomentWidget

    def __init__(self, *, missing: str = "请填写年、月、日和时间。", **kwargs: Any) -> None:
        super().__init__(error_messages={"required": missing}, **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, datetime) or not value:
            return value or None
        *parts, clock = [str(part or "").strip() for part in value]
        if not any(parts) and not clock:
            return None
        day = DateField(required=False).to_python(parts)
        time = CLOCK.fullmatch(clock)
        if day is None:
            raise ValidationError(NO_SUCH_DAY)
        if time is None:
            raise ValidationError("时间写成 09:30 这样。")
        return timezone.make_aware(datetime(day.year, day.month, day.day, int(time[1]), int(time[2])))


class YesNoField(ChoiceField):
    """Two ways, as a boolean; with ``blank`` a third that says nothing: None."""

    def __init__(self, *, yes: str, no: str, blank: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("missing", "请选择。")
        super().__init__(choices=[("yes", yes), ("no", no)], segmented=not blank, blank=blank, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value) if isinstance(value, bool | None) else value

    def clean(self, value: Any) -> Any:
        return {"yes": True, "no": False}.get(super().clean(value))


def staff(agency: Agency, permission: str = "", without: Iterable[int] = ()) -> list[User]:
    """Who is in office in the agency today, or only who holds the permission, but those who must keep away."""
    held = Membership.objects.in_force().filter(agency=agency)
    if permission:
        held = held.filter(role__in=holders(permission))
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).exclude(pk__in=list(without)))


# --- evidence that is there already -------------------------------------------------------------------------------
def known_files(dossiers: Iterable[int]) -> list[Attachment]:
    rows = Attachment.objects.filter(dossier__in=list(dossiers)).exclude(kind="signature")
    return list(rows.order_by("-id"))


def offer_files(field: CardsField, dossiers: Iterable[int]) -> None:
    """Files of these dossiers as cards, the kind and the day below each."""
    rows = known_files(dossiers)
    field.choices = [(row.pk, row.name) for row in rows]
    field.notes = {
        str(row.pk): f"{row.kind or '没有注明证据种类'}　{wording.short_day(timezone.localtime(row.created_at).date())}"
        f"{'　当事人提交' if row.from_party else ''}"
        for row in rows
    }


class EvidenceMixin:
    """Facts named ``evidence`` from files already in the dossier and files brought now."""

    cleaned_data: dict[str, Any]

    def fact_evidence(self) -> list[int]:
        given = self.cleaned_data
        return list(dict.fromkeys([*given.get("known", []), *given.get("evidence", [])]))


# --- rows ---------------------------------------------------------------------------------------------------------
def filled(data: Any, prefix: str, names: Iterable[str]) -> int:
    """How many rows of a prefix were sent with anything in them."""
    known = [n for n in range(MOST_ROWS) for name in names if str(data.get(f"{prefix}{n}-{name}", "")).strip()]
    return max(known, default=-1) + 1


def grown(data: Any, prefix: str, names: Iterable[str], least: int) -> int:
    """How many rows to show: those filled, some spare ones, never fewer than ``least``."""
    if data is None:
        return least
    return min(MOST_ROWS, max(least, filled(data, prefix, names) + (SPARE if "more" in data else 0)))


class Row(RowForm):
    """A row of which nothing is required while all of it is empty."""

    needed: tuple[str, ...] = ()
    filled_by: tuple[str, ...] = ()

    def __init__(self, *args: Any, subject: str = "", **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.subject = subject

    @property
    def used(self) -> bool:
        return any(str(self[name].value() or "").strip() for name in self.filled_by or self.needed)

    def clean(self) -> dict[str, Any]:
        if self.used:
            for name in self.needed:
                if self.cleaned_data.get(name) in (None, "") and name not in self.errors:
                    self.add_error(name, REQUIRED)
        return self.cleaned_data


def make_rows(form: StepForm, row: type[Row], prefix: str, least: int, unit: str, initial: Any = ()) -> list[Row]:
    """Rows ``prefix0``, ``prefix1``, …; ``initial`` fills the first ones of an unbound form."""
    data, first = form.data if form.is_bound else None, list(initial)
    count = max(grown(data, prefix, row.base_fields, least), len(first) if data is None else 0)
    return [
        row(data, prefix=f"{prefix}{n}", subject=f"第{n + 1}{unit}", initial=first[n] if n < len(first) else None)
        for n in range(count)
    ]


class PaperMixin(forms.Form):
    """A step of the party, entered from its signed paper; the scan goes into the dossier first."""

    scan = FilesField(label="纸质材料扫描件", kind=SCAN, missing="请附当事人签字盖章的纸质材料扫描件。")

    def fact_from_paper(self) -> bool:
        return bool(self.cleaned_data["scan"])
