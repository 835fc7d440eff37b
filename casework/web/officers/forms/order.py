"""责令限期整改: which findings, by when each, by whom; and the new dates of an order whose dates never ran."""

import re
from abc import abstractmethod
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.accounts.queries import in_charge
from casework.clock.deadlines import calendar, threshold
from casework.core.now import today
from casework.enforcement.models import Finding
from casework.web import wording
from casework.web.forms import due
from casework.web.forms.base import RowForm, Section, StepForm
from casework.web.forms.fields import ChoiceField, DateField, OfficersField, TextField, officer_choices
from documents.models import ReservedNumber

SPAN_CHOICES = [*((days, f"{days}天") for days in due.SPANS), (due.OWN, "另选日期")]
ISO = re.compile(r"\d{4}-\d\d-\d\d")
EARLY = "整改期限不能早于明天。请填{}或以后的日期。"


def offer_officers(form: StepForm) -> None:
    """Certified officers of the agency; those in charge are chosen beforehand."""
    record = form.record
    field = form.fields["officers"]
    field.offer(officer_choices(record.agency, record.dossier.recused))
    charged = [pk for pk in in_charge(record.dossier).values_list("pk", flat=True) if pk in field.known]
    form.initial.setdefault("officers", sorted(charged, key=lambda pk: pk != form.user.pk))


class DueMixin(forms.Form):
    """Days from a few, or a day of one's own. A changed date wins over the days, so that no script is needed."""

    days = ChoiceField(label="整改天数", choices=SPAN_CHOICES, segmented=True, required=False)
    on = DateField(label="届满日", required=False)
    rendered = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)

    def day(self) -> date | None:
        """The day meant, whether or not it is lawful; None where nothing readable stands there, or two days do."""
        days, rendered = self["days"].value() or "", self["rendered"].value() or ""
        try:
            given = self.fields["on"].clean(self["on"].value())
        except ValidationError:
            return None
        if not self.is_bound or given is None or given.isoformat() == rendered or days not in due.SPANS:
            return today() + timedelta(days=int(days)) if days in due.SPANS else given
        before = (date.fromisoformat(rendered) - today()).days if ISO.fullmatch(rendered) else 0
        return given if days == str(before) else None

    def hint(self) -> due.Hint:
        return due.hint(self.day())

    def parts_shown(self) -> dict[str, Any]:
        """What the boxes show: the day the chosen days lead to, or what was typed."""
        day = self.day()
        if day:
            return {"y": day.year, "m": day.month, "d": day.day, "iso": day.isoformat(), "days": self.span(day)}
        y, m, d = [*(self["on"].value() or []), "", "", ""][:3] if self.is_bound else ("", "", "")
        return {"y": y, "m": m, "d": d, "iso": "", "days": self["days"].value() or ""}

    def span(self, day: date) -> str:
        days = str((day - today()).days)
        return days if days in due.SPANS else due.OWN


class FindingRow(RowForm, DueMixin):
    """A finding to be ordered, with a due date of its own where it differs from the common one."""

    chosen = forms.BooleanField(required=False)
    apart = forms.BooleanField(required=False, label="这一项另定期限")

    def __init__(self, *args: Any, finding: Finding, evidence: int, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.finding, self.evidence = finding, evidence
        self.subject = f"第{finding.number}项"
        self.locked = locked(finding, evidence)


def locked(finding: Finding, evidence: int) -> str:
    """Why a finding cannot be ordered, if so."""
    if finding.guidance:
        return "只作指导，没有法律依据，不责令整改"
    if not finding.basis:
        return "缺少法律依据，不能责令整改"
    return "" if evidence else "还没有证据。签发前每项问题至少要有1份。"


class DatedForm(StepForm, DueMixin):
    """What an order and the correction of its dates have in common."""

    previews = True
    live = "officers/steps/due.html"
    unlisted = ("days", "on", "rendered")
    reason = TextField(label="超过常用期限的理由", required=False, rows=2)

    @classmethod
    def adjust(cls, data: Any) -> bool:
        """Take the workday that was suggested in place of a rest day."""
        if not ISO.fullmatch(data.get("suggest", "")):
            return super().adjust(data)
        for part, value in zip("ymd", data["suggest"].split("-"), strict=True):
            data[f"on_{part}"] = str(int(value))
        data["days"] = due.OWN
        return True

    @abstractmethod
    def candidates(self) -> list[Finding]:
        """The findings of which some are chosen."""

    def prepare(self) -> None:
        self.initial.setdefault("days", "15")
        data, first = self.data if self.is_bound else None, {"chosen": True, "days": "15"}
        for finding in self.candidates():
            count = len(finding.evidence.all())
            row = FindingRow(data, finding=finding, evidence=count, prefix=f"f{finding.pk}", initial=first)
            self.rows.append(row)

    def wanted_rows(self) -> list[RowForm]:
        return self.chosen_rows()

    def chosen_rows(self) -> list[FindingRow]:
        return [row for row in self.rows if not row.locked and row["chosen"].value()]

    @property
    def chosen_words(self) -> str:
        return f"检查发现{len(self.rows)}项，已选{len(self.chosen_rows())}项。"

    def row_due(self, row: FindingRow) -> date | None:
        return row.day() if row["apart"].value() else self.day()

    def clean(self) -> dict[str, Any]:
        if not self.chosen_rows():
            raise ValidationError("还没有选问题。至少选一项才能签发。")
        tomorrow = today() + timedelta(days=1)
        for row in self.chosen_rows():
            day = self.row_due(row)
            where = f"第{row.finding.number}项：" if row["apart"].value() else ""
            if day is None:
                self.add_error("on", f"{where}请填写整改期限的年、月、日，天数和日期要一致。")
            elif day < tomorrow:
                self.add_error("on", where + EARLY.format(wording.short_day(tomorrow)))
            if not where and (day is None or day < tomorrow):
                break
        return self.cleaned_data

    def fact_findings(self) -> list[dict[str, Any]]:
        return [{"finding": row.finding.pk, "due_on": self.row_due(row)} for row in self.chosen_rows()]

    def days_apart(self) -> list[tuple[FindingRow, due.Hint]]:
        return [(row, row.hint()) for row in self.chosen_rows() if row["apart"].value()]


class OrderForm(DatedForm):
    step = "order"
    title = "制发责令限期整改指令书"
    submit = "签发并编号"
    note = "签发后不能修改，只能撤销重发。"
    sections = (
        Section("选择要整改的问题", (), partial="officers/steps/findings.html"),
        Section("确定整改期限", ("reason",), partial="officers/steps/due_section.html"),
        Section("执法人员和文号", ("officers", "reserved")),
    )

    officers = OfficersField()
    reserved = ChoiceField(label="文号", required=False, blank="签发时自动编号", help_text="手工开具的，选预留的文号。")

    def prepare(self) -> None:
        offer_officers(self)
        offer_reserved(self, "应急责改")
        super().prepare()

    def candidates(self) -> list[Finding]:
        waiting = self.record.findings.filter(order=None)
        return list(waiting.prefetch_related("evidence").order_by("number"))

    def fact_reserved(self) -> int | None:
        return int(self.cleaned_data["reserved"]) if self.cleaned_data.get("reserved") else None

    def checks(self) -> list[tuple[str, str]]:
        chosen = self.chosen_rows()
        days = {day for row in chosen if (day := self.row_due(row))}
        rest = [day for day in sorted(days) if not calendar().is_workday(day)]
        bound = int(threshold("due-days", today()))
        found = [officers_check(self)]
        found.append(("ok", "每项问题都有法律依据和证据") if chosen else ("wrong", "还没有选问题"))
        found += [("warn", due.hint(day).head) for day in rest] or ([("ok", "届满日是工作日")] if days else [])
        if any((day - today()).days > bound for day in days) and not self["reason"].value():
            found.append(("warn", f"期限超过{bound}天，须写明理由"))
        return found


def officers_check(form: StepForm) -> tuple[str, str]:
    try:
        form.fields["officers"].clean(form["officers"].value())
    except ValidationError as wrong:
        return "wrong", wrong.messages[0]
    return "ok", "两名执法人员，证件在有效期内"


def offer_reserved(form: StepForm, series: str) -> None:
    """The officer's own numbers, taken for forms filled without network; without any the field is not shown."""
    own = ReservedNumber.objects.filter(agency=form.record.agency_id, series=series, holder=form.user)
    rows = own.filter(status=ReservedNumber.Status.RESERVED)
    choices = [(row.pk, f"预留{row.year}年{row.serial}号") for row in rows]
    if choices:
        form.fields["reserved"].offer(choices)
    else:
        del form.fields["reserved"]


GROUNDS = [
    ("late_service", "送达晚于原期限，原期限没有开始计算"),
    ("void_service", "送达无效，原期限没有开始计算"),
    ("ruling", "由复议决定或裁判改变"),
]


class RedateForm(DatedForm):
    """New dates for an order whose own dates never ran."""

    step = "redate"
    title = "更正整改期限"
    submit = "签发更正书"
    sections = (
        Section("更正哪份指令书", ("order", "ground")),
        Section("选择要更正期限的问题", (), partial="officers/steps/findings.html"),
        Section("确定新的整改期限", ("reason",), partial="officers/steps/due_section.html"),
    )

    order = ChoiceField(label="指令书", missing="请选择要更正期限的指令书。")
    ground = ChoiceField(label="更正的依据", choices=GROUNDS, missing="请选择更正的依据。")
    reason = TextField(label="理由", rows=2)

    def prepare(self) -> None:
        orders = list(self.record.orders.select_related("document"))
        self.fields["order"].offer([(o.pk, str(o.document or f"第{n}份")) for n, o in enumerate(orders, 1)])
        if len(orders) == 1:
            self.initial.setdefault("order", str(orders[0].pk))
        super().prepare()

    def candidates(self) -> list[Finding]:
        return list(self.record.findings.exclude(order=None).prefetch_related("evidence").order_by("number"))

    def fact_order(self) -> int:
        return int(self.cleaned_data["order"])
