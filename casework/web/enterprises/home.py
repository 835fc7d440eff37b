"""The enterprise's own desk: what waits, by when, what to do next."""

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from casework.accounts.queries import enterprises_of
from casework.clock import deadlines
from casework.core.now import today
from casework.enforcement.models import Case, Finding
from casework.enforcement.standing import SETTLED
from casework.enforcement.states import CaseState, Standing
from casework.notices.models import Notice
from casework.web import lists, wording
from casework.web.access import enterprises_only
from casework.web.enterprises import application_home, designations, penalty_home
from casework.web.enterprises.papers import unread

ENDED = (CaseState.CLOSED, CaseState.TRANSFERRED, CaseState.WITHDRAWN)
ORDER = lists.Order("due_on")
COLUMNS = ("id", "number", "party_name", "state", "due_on", "opened_on", "dossier_id")
LATEST_NOTICES = 5
KINDS = (penalty_home, application_home, designations)
NEXT = {
    CaseState.FOUND: "检查发现的问题正在办理，等待指令书。",
    CaseState.CORRECTED: "全部问题已改正，等待结案。",
    CaseState.CLOSED: "已结案。",
    CaseState.TRANSFERRED: "已移送其他机关。",
    CaseState.WITHDRAWN: "整改要求已撤销。",
}


@enterprises_only
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    sites = list(enterprises_of(request.user).order_by("name"))
    site = next((row for row in sites if str(row.pk) == request.GET.get("site", "")), None)
    ended = "ended" in request.GET
    rows = Case.objects.owned_by(request.user)
    rows = rows.filter(enterprise=site) if site else rows
    rows = rows.filter(state__in=ENDED) if ended else rows.exclude(state__in=ENDED)
    page = lists.page(rows, ORDER, query(request), COLUMNS)
    page.words = lists.count_words(lists.capped_count(rows))
    context = {
        "sites": switcher(sites, site) if len(sites) > 1 else [],
        "site": site or (sites[0] if len(sites) == 1 else None),
        "ended": ended,
        "page": page,
        "rows": case_rows(page.rows),
        "alone": not sites,
        "groups": [group for kind in KINDS for group in kind.groups(request.user, site, ended)],
        "notices": latest(request),
    }
    return render(request, "enterprises/home.html", context)


def query(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in ("site", "ended", "after", "before")}


def switcher(sites: list[Any], chosen: Any) -> list[dict[str, Any]]:
    every = {"label": "全部企业", "href": reverse("my_home"), "current": chosen is None}
    return [every] + [
        {"label": row.name, "href": f"{reverse('my_home')}?site={row.pk}", "current": row == chosen} for row in sites
    ]


def case_rows(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two further queries for the page: what is left of each case, and its papers nobody has opened."""
    left = open_findings(row["id"] for row in found)
    papers = dict(
        unread(row["dossier_id"] for row in found).values_list("dossier").annotate(n=Count("document", distinct=True))
    )
    rows = [case_row(row, left.get(row["id"], {}), papers.get(row["dossier_id"], 0)) for row in found]
    return sorted(rows, key=lambda row: row["due_on"] or date.max)  # what waits for the party before what does not


def open_findings(cases: Any) -> dict[int, dict[str, Any]]:
    """Case -> how many findings of a served order are open at the nearest date and later, and how many are reported."""
    served: QuerySet[Finding] = Finding.objects.filter(case__in=list(cases), order__served_on__isnull=False)
    counted = served.exclude(standing__in=SETTLED).order_by("due_on").values("case", "standing", "due_on")
    found: dict[int, dict[str, Any]] = {}
    for row in counted.annotate(n=Count("pk")):
        entry = found.setdefault(row["case"], {"open": 0, "later": 0, "reported": 0, "due": None})
        if row["standing"] == Standing.REPORTED:
            entry["reported"] += row["n"]
        elif entry["due"] in (None, row["due_on"]):
            entry["due"], entry["open"] = row["due_on"], entry["open"] + row["n"]
        else:
            entry["later"] += row["n"]
    return found


def case_row(row: dict[str, Any], left: dict[str, Any], papers: int) -> dict[str, Any]:
    number, due = left.get("open", 0), left.get("due")
    level, words = countdown(due) if number and row["state"] not in ENDED else ("off", "不用提交")
    return {
        "href": reverse("my_case", args=[row["id"]]),
        "number": row["number"] or "还没有文号",
        "party": row["party_name"],
        "what": next_step(row["state"], left, due),
        "due_on": due if number else None,
        "due": wording.day(due) if number else "",
        "level": level,
        "left": words,
        "act": "去提交" if number and row["state"] not in ENDED else "查看",
        "papers": papers,
    }


def next_step(state: str, left: dict[str, Any], due: Any) -> str:
    if state in NEXT:
        return NEXT[CaseState(state)]
    if left.get("open"):
        later = f"其余{left['later']}项以后到期。" if left["later"] else ""
        if due >= today():
            return f"请在{wording.short_day(due)}前改好{left['open']}项问题，并提交材料。{later}"
        return f"{left['open']}项问题已过整改期限，请马上改好。{later}"
    if left.get("reported"):
        return f"{left['reported']}项问题的材料已提交，等待执法人员复查。"
    return "指令书已签发，等待送达。"


def countdown(due: Any) -> tuple[str, str]:
    """Light and words for a date of the order, as in the legal clock."""
    days = (due - today()).days
    if days < 0:
        return "red", f"逾期*{-days}*天"
    if days == 0:
        return "amber", "今天届满"
    near = deadlines.calendar().working_days_between(today(), due) <= int(deadlines.threshold("warn-working-days"))
    return ("amber" if near else "green"), f"剩*{days}*天"


def latest(request: HttpRequest) -> list[dict[str, Any]]:
    """The newest messages, unread ones first."""
    mine = Notice.objects.filter(to=request.user)
    rows = list(mine.filter(read_at=None).order_by("-id")[:LATEST_NOTICES])
    rows += mine.exclude(read_at=None).order_by("-id")[: LATEST_NOTICES - len(rows)]
    names = ("pk", "title", "body")
    return [
        {name: getattr(row, name) for name in names}
        | {"when": wording.ago(row.created_at), "unread": row.read_at is None}
        for row in rows
    ]
