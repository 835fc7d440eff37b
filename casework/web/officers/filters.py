"""What the ledger is asked: read from the address, said in words, turned into conditions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Q, QuerySet

from casework.accounts.models import User
from casework.clock import deadlines
from casework.clock.queries import desk_of
from casework.core.now import today
from casework.enforcement.models import Case
from casework.enforcement.states import OPEN, CaseState
from casework.organisations.models import Enterprise, Industry, Region
from casework.web.lists import Order
from documents.models import Document

FEW = 300  # enterprises a name may find before walking the ledger's own order is quicker than collecting their cases
PAPER_NUMBER = re.compile(r"(20\d\d)\D+(\d{1,6})\s*号?$")
ORDERS = {
    "due": ("时限从近到远", Order("due_on")),
    "-due": ("时限从远到近", Order("due_on", descending=True)),
    "-id": ("最近登记", Order("id", descending=True)),
    "id": ("最早登记", Order("id")),
}
LIGHTS = {"red": "已过时限", "amber": "三个工作日内", "green": "其余在计"}
SINCE = {"month": "本月", "quarter": "本季", "year": "本年"}
NAMES = ("q", "region", "industry", "state", "light", "since", "mine", "sort")


def quarter_start(day: date) -> date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


@dataclass(frozen=True)
class Filters:
    """The ledger's parameters, each already known to be one of those offered."""

    q: str = ""
    region: str = ""
    industry: str = ""
    state: str = ""
    light: str = ""
    since: str = ""
    mine: str = ""
    sort: str = "due"

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Filters":
        """From an address; what is not offered is ignored rather than refused: old links go on working."""
        values = {name: query.get(name, "").strip() for name in NAMES}
        offered = {"state": CaseState.values, "light": LIGHTS, "since": SINCE, "sort": ORDERS, "mine": ["1"]}
        known = {name: value for name, value in values.items() if value in offered.get(name, [value])}
        if not re.fullmatch(r"\d{6}", known.get("region", "")):
            known.pop("region", None)
        return cls(**{name: value[:60] for name, value in known.items() if value})

    @property
    def order(self) -> Order:
        return ORDERS[self.sort][1]

    @property
    def query(self) -> dict[str, str]:
        """The parameters that differ from an unfiltered ledger."""
        values = {name: getattr(self, name) for name in NAMES}
        return {name: value for name, value in values.items() if value and (name, value) != ("sort", "due")}

    @property
    def narrowed(self) -> bool:
        return bool(self.query.keys() - {"sort"})

    @cached_property
    def words(self) -> str:
        """The filters as the empty page and the export repeat them."""
        said = [
            self.q and f"“{self.q}”",
            self.region and str(Region.objects.filter(pk=self.region).first() or self.region),
            self.industry and str(Industry.objects.filter(pk=self.industry).first() or self.industry),
            self.state and str(CaseState(self.state).label),
            self.light and LIGHTS[self.light],
            self.since and f"{SINCE[self.since]}发现",
            self.mine and "本人承办",
        ]
        return "、".join(filter(None, said))

    @property
    def empty_words(self) -> str:
        return f"已按{self.words}筛选。"

    def apply(self, cases: QuerySet[Case], user: User) -> QuerySet[Case]:
        cases = cases.exclude(state="") if not self.state else cases.filter(state=self.state)
        conditions = [self._place(), self._light(), self._since(), self._text()]
        if self.industry:
            conditions.append(Q(industry=self.industry))
        if self.mine:
            conditions.append(Q(dossier__in=desk_of(user)))
        for condition in conditions:
            cases = cases.filter(condition)
        return cases

    def _place(self) -> Q:
        """Equality for a county, a range for a city: the ledger's index begins with the region."""
        code = self.region
        if not code or not code.endswith("00"):
            return Q(region_code=code) if code else Q()
        prefix = code[:2] if code.endswith("0000") else code[:4]
        return Q(region_code__gte=prefix.ljust(6, "0"), region_code__lte=prefix.ljust(6, "9"))

    def _light(self) -> Q:
        if not self.light:
            return Q()
        near = last_near_day()
        ranges = {
            "red": Q(due_on__lt=today()),
            "amber": Q(due_on__gte=today(), due_on__lte=near),
            "green": Q(due_on__gt=near, due_on__lt=date(9999, 12, 31)),
        }
        return ranges[self.light] if self.state else ranges[self.light] & Q(state__in=OPEN)

    def _since(self) -> Q:
        day = today()
        starts = {"month": day.replace(day=1), "quarter": quarter_start(day), "year": day.replace(month=1, day=1)}
        return Q(opened_on__gte=starts[self.since]) if self.since else Q()

    def _text(self) -> Q:
        if not self.q:
            return Q()
        if number := PAPER_NUMBER.search(self.q):
            return Q(dossier__in=dossiers_of_paper(self.q, int(number[1]), int(number[2])))
        if len(ids := enterprises_called(self.q)) <= FEW:
            return Q(enterprise__in=ids)
        return Q(party_name__contains=self.q)


def enterprises_called(text: str) -> list[int]:
    """Enterprises with the text in name or code, up to one more than ``FEW``: enough to choose the way to search."""
    return list(Enterprise.objects.find(text).order_by().values_list("pk", flat=True)[: FEW + 1])


def dossiers_of_paper(text: str, year: int, serial: int) -> list[int]:
    """Dossiers holding a paper of that year and number; the series is matched as far as it was typed."""
    papers = Document.objects.filter(year=year, serial=serial).values_list("dossier", "number")
    typed = re.sub(r"[^\u4e00-\u9fff]", "", PAPER_NUMBER.sub("", text))
    return [dossier for dossier, number in papers[:500] if typed in re.sub(r"[^\u4e00-\u9fff]", "", number)]


def last_near_day() -> date:
    """The last day on which a date that falls due is still shown amber."""
    day = today()
    soon = int(deadlines.threshold("warn-working-days"))
    return deadlines.calendar().add_working_days(day, soon + 1) - timedelta(days=1)
