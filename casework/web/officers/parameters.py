"""One page of everything nobody has confirmed yet: legal figures, articles, grades, expected holidays, profiles."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from casework.accounts.models import User
from casework.accounts.queries import territory
from casework.accounts.roles import holders
from casework.accreditation.models import Criterion
from casework.clock.models import Holiday, Period, Threshold, Unit
from casework.enforcement.models import Basis
from casework.organisations.models import UNFILLED, Agency, label
from casework.penalties.law import plain
from casework.penalties.models import Benchmark
from casework.web.access import may, memberships, officers_only

CONFIRM = "parameter.confirm"
REASON = "核定"
COUNTED = {Unit.WORKING_DAY: "个工作日", Unit.MONTH: "个月"}
ALREADY = "这一项已经核定过了。"
CHANGED = "这一项刚被改过。请核对新的内容后再核定。"
INCOMPLETE = "{agency}还有没填的：{fields}。请系统管理员填好后再核定。"


@dataclass(frozen=True)
class Figure:
    """One row of the page."""

    pk: int
    name: str
    value: str
    article: str
    source: str
    since: date | None = None


@dataclass(frozen=True)
class Table:
    """A kind of parameter: which rows wait, how one is shown, and what confirming writes."""

    slug: str
    title: str
    pending: Callable[[HttpRequest], QuerySet[Any]]
    show: Callable[[Any], Figure]
    settle: Callable[[Any, User], None]


def confirm_figure(row: Any, by: User) -> None:
    row.confirmed, row.confirmed_by = True, by


def confirm_holiday(row: Holiday, by: User) -> None:
    row.provisional = False


def confirm_profile(row: Agency, by: User) -> None:
    row.site_confirmed = True


def show_period(row: Period) -> Figure:
    unit = COUNTED.get(row.unit) or row.get_unit_display()
    roll = "，届满日遇休息日顺延" if row.rolls else ""
    value = f"{row.amount}{unit}，从{row.runs_from}起算{roll}"
    return Figure(row.pk, row.label, value, row.article, row.source, row.valid_from)


def show_threshold(row: Threshold) -> Figure:
    return Figure(row.pk, row.label, f"{row.value.normalize():f}{row.unit}", row.article, row.source, row.valid_from)


def show_basis(row: Basis) -> Figure:
    where = row.industry.name if row.industry else "各行业"
    name = f"{row.violation}（{where}，{row.get_tier_display()}，{row.get_party_display()}）"
    articles = f"违反：{row.breached}；处罚：{row.penalised_by}"
    return Figure(row.pk, name, row.consequence, articles, row.source, row.valid_from)


def show_benchmark(row: Benchmark) -> Figure:
    party = "个人" if row.personal else "单位"
    name = f"{row.violation}（{row.get_tier_display()}，{party}，{row.grade}档）"
    value = f"{row.condition}：罚款{plain(row.fine_min)}元至{plain(row.fine_max)}元"
    return Figure(row.pk, name, value, "行政处罚法第34条", row.source, row.valid_from)


def show_criterion(row: Criterion) -> Figure:
    flags = "".join(f"，{words}" for words, on in (("否决项", row.veto), ("核心项", row.core)) if on)
    value = f"{row.text}：{row.weight.normalize():f}分{flags}；{row.guide}"
    return Figure(row.pk, f"{row.programme} {row.code}", value, row.programme.basis, row.source)


def show_holiday(row: Holiday) -> Figure:
    value = "上班" if row.is_workday else "放假"
    return Figure(row.pk, f"{row.date:%Y年%-m月%-d日} {row.name}", value, "当年放假通知", row.source)


def show_profile(row: Agency) -> Figure:
    parts = [f"{label(name)}：{getattr(row, name) or UNFILLED}" for name in ("short", *Agency.PROFILE)]
    return Figure(row.pk, row.name, "；".join(parts), "行政处罚法第五十九条、行政复议法第二十四条", "本机关提供")


def own_agencies(request: HttpRequest) -> QuerySet[Agency]:
    """Unconfirmed profiles of the agencies the visitor serves in; nobody confirms another agency's court."""
    ours = [row.agency_id for row in memberships(request) if row.agency_id]
    return Agency.objects.filter(pk__in=ours, site_confirmed=False)


TABLES = {
    table.slug: table
    for table in (
        Table("agency", "本机关资料", own_agencies, show_profile, confirm_profile),
        Table("period", "法定期限", lambda _: Period.objects.filter(confirmed=False), show_period, confirm_figure),
        Table(
            "threshold",
            "裁量与数量",
            lambda _: Threshold.objects.filter(confirmed=False),
            show_threshold,
            confirm_figure,
        ),
        Table(
            "basis",
            "法律依据",
            lambda _: Basis.objects.filter(confirmed=False).select_related("violation", "industry"),
            show_basis,
            confirm_figure,
        ),
        Table(
            "benchmark",
            "裁量基准",
            lambda _: Benchmark.objects.filter(confirmed=False).select_related("violation"),
            show_benchmark,
            confirm_figure,
        ),
        Table(
            "criterion",
            "认定条件和分值",
            lambda _: Criterion.objects.filter(confirmed=False).select_related("programme"),
            show_criterion,
            confirm_figure,
        ),
        Table(
            "holiday",
            "待公布的节假日",
            lambda _: Holiday.objects.filter(provisional=True),
            show_holiday,
            confirm_holiday,
        ),
    )
}


def sections(request: HttpRequest) -> Iterator[tuple[Table, list[Figure]]]:
    for table in TABLES.values():
        if figures := [table.show(row) for row in table.pending(request)]:
            yield table, figures


@officers_only
@require_GET
def parameters(request: HttpRequest) -> HttpResponse:
    """Everything unconfirmed with its source; other agencies of the territory by name only."""
    shown = list(sections(request))
    others = Agency.objects.filter(territory(request.user, field="region__code"), site_confirmed=False)
    context = {
        "sections": shown,
        "total": sum(len(figures) for _, figures in shown),
        "may_confirm": may(request, CONFIRM),
        "others": list(others.exclude(pk__in=own_agencies(request)).values_list("name", flat=True)),
    }
    return render(request, "officers/parameters.html", context)


@officers_only
@require_POST
def parameter_confirm(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Confirm one row as it was shown; who and when stand in the row's history."""
    table = TABLES.get(slug)
    if table is None or not may(request, CONFIRM):
        raise Http404
    with transaction.atomic():
        row = table.pending(request).select_for_update(of=("self",)).filter(pk=pk).first()
        if refusal := refuse(request, table, row):
            messages.error(request, refusal)
        else:
            table.settle(row, request.user)
            row._change_reason = REASON
            row.save()
            messages.success(request, f"已核定：{table.show(row).name}。")
    return redirect(f"{reverse('parameters')}#h-{slug}")


def refuse(request: HttpRequest, table: Table, row: Model | None) -> str:
    """Why the row cannot be confirmed as shown; empty when it can."""
    if row is None:
        return ALREADY
    if request.POST.get("seen") != table.show(row).value:
        return CHANGED
    return refuse_profile(request, row) if isinstance(row, Agency) else ""


def refuse_profile(request: HttpRequest, agency: Agency) -> str:
    if not any(m.agency_id == agency.pk and m.role in holders(CONFIRM) for m in memberships(request)):
        raise Http404
    missing = agency.missing()
    return INCOMPLETE.format(agency=agency, fields="、".join(missing)) if missing else ""
