"""Correction cases that began on paper, from a table: all rows or none, each mistake named by its line.

A line is one finding; lines with the same number of the 指令书 are one case. Nothing is issued again: the case begins
with its true dates in the state its findings are in, and its clocks run on as if it had been handled here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from casework.accounts.models import User
from casework.accounts.queries import officers_of
from casework.core.audit import note
from casework.core.checks import check_credit_code
from casework.core.now import today
from casework.enforcement.models import Case, Violation
from casework.enforcement.states import CaseState, Standing
from casework.organisations.importers import MOST_BYTES, Mistake, Unreadable, read_csv, read_xlsx
from casework.organisations.models import Agency, Enterprise
from documents import numbering
from documents.models import Document, ReservedNumber, Serial
from documents.text import clean
from workflows import engine
from workflows.opening import open_dossier

SERIES = "应急责改"
MOST_ROWS = 5_000
HEADINGS = {
    "统一社会信用代码": "credit_code",
    "指令书文号": "number",
    "签发日期": "issued_on",
    "送达日期": "served_on",
    "违法行为": "violation",
    "违法事实": "fact",
    "整改期限": "due_on",
    "整改情况": "standing",
    "报告日期": "reported_on",
    "承办人": "officers",
}
NEEDED = tuple(heading for heading in HEADINGS if heading not in ("整改情况", "报告日期", "承办人"))
LABELS = {name: heading for heading, name in HEADINGS.items()}
STANDINGS = {label: value for value, label in Standing.choices} | {"": Standing.OPEN}
SHARED = ("credit_code", "issued_on", "served_on", "officers")  # one order, one value
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]0{1,2}:00(?::00)?)?")
NUMBER = re.compile(r"（(?P<short>[^（）]+)）(?P<series>[^〔〕（）]+)〔(?P<year>\d{4})〕(?P<serial>[1-9]\d{0,4})号")
BRACKETS = str.maketrans("()[]【】﹝﹞［］", "（）〔〕〔〕〔〕〔〕")


@dataclass(frozen=True)
class Number:
    text: str
    series: str
    year: int
    serial: int


@dataclass
class Matter:
    """One order with its findings, as its lines tell it."""

    line: int
    number: Number
    enterprise: Enterprise
    issued_on: date
    served_on: date
    officers: list[User]
    findings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def state(self) -> str:
        """Where the case stands today: what is overdue before what has run out, that before what is reported."""
        left = [f for f in self.findings if f["standing"] not in (Standing.DONE, Standing.DROPPED)]
        if not left:
            return CaseState.CORRECTED
        if any(f["standing"] == Standing.NOT_DONE for f in left):
            return CaseState.OVERDUE
        if any(f["standing"] == Standing.OPEN and self.ran_out(f["due_on"]) for f in left):
            return CaseState.EXPIRED
        return CaseState.REPORTED if any(f["standing"] == Standing.REPORTED for f in left) else CaseState.ORDERED

    def ran_out(self, due_on: date) -> bool:
        return self.served_on < due_on < today()


@dataclass
class Outcome:
    """What the table brought; with a mistake in it, nothing was written."""

    cases: list[Case] = field(default_factory=list)
    known: list[str] = field(default_factory=list)  # numbers that an earlier import brought
    mistakes: list[Mistake] = field(default_factory=list)


class Wrong(ValueError):
    """What is wrong with a line; one Chinese sentence."""


def import_matters(
    data: bytes, filename: str, agency: Agency, by: User, *, officers: Iterable[User] = (), check: bool = False
) -> Outcome:
    """Begin a case for each order of the table that is not here yet.

    Args:
        officers: who takes charge where a line names nobody.
        check: try everything and undo it.

    Raises:
        Unreadable: not a table, too large, or a needed column is missing.
    """
    outcome = Outcome()
    reader = Reader(agency, list(officers))
    matters = reader.read(numbered_rows(data, filename), outcome)
    with transaction.atomic():
        for matter in matters if not outcome.mistakes else []:
            begin(matter, agency, by, outcome)
        if not outcome.mistakes:
            go_on(matters, agency, by, outcome)
        if outcome.mistakes or check:
            transaction.set_rollback(True)
    return Outcome(mistakes=sorted(outcome.mistakes)) if outcome.mistakes else outcome


def begin(matter: Matter, agency: Agency, by: User, outcome: Outcome) -> None:
    """The dossier, its officers, and the opening event through the gate."""
    party = matter.enterprise
    try:
        with transaction.atomic():
            case = Case(
                dossier=open_dossier("case", agency, party, matter.officers), agency=agency, enterprise=party,
                party_name=party.name, region_code=party.region_id, industry_id=party.industry_id,
            )  # fmt: skip
            done = engine.begin(
                case, "open_imported", by=by, opened_on=matter.issued_on, number=matter.number.text,
                state=str(matter.state), findings=matter.findings,
            )  # fmt: skip
    except engine.Refused as refused:
        outcome.mistakes.append(Mistake(matter.line, str(refused)))
    else:
        outcome.cases.append(done)


def go_on(matters: list[Matter], agency: Agency, by: User, outcome: Outcome) -> None:
    """This year's series goes on after the largest imported number, if it has not passed it already."""
    year = today().year
    ours = [matter for matter in matters if (matter.number.series, matter.number.year) == (SERIES, year)]
    if not ours:
        return
    top = max(ours, key=lambda matter: matter.number.serial)
    row = Serial.objects.filter(agency=agency, series=SERIES, year=year).first()
    if row and row.last >= top.number.serial:
        return
    try:
        numbering.begin_after(agency.pk, SERIES, year, top.number.serial, by)
    except ValueError as refused:
        outcome.mistakes.append(Mistake(top.line, str(refused)))
        return
    row = Serial.objects.get(agency=agency, series=SERIES, year=year)
    note(by, row, f"导入既往案件{len(outcome.cases)}件，纸质文号用到{top.number.text}")


# --- reading the lines --------------------------------------------------------------------------------------------
def numbered_rows(data: bytes, filename: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each filled line with its number in the table and its cells by column name."""
    if len(data) > MOST_BYTES:
        raise Unreadable(f"表格超过{MOST_BYTES // 1024 // 1024} MB。请分成几个再导入。")
    lines = read_xlsx(data) if filename.lower().endswith(".xlsx") else read_csv(data)
    heads = [cell.strip() for cell in next(lines, [])]
    if missing := [heading for heading in NEEDED if heading not in heads]:
        raise Unreadable(f"表头缺少：{'、'.join(missing)}。")
    found = False
    for number, cells in enumerate(lines, 2):
        if number > MOST_ROWS + 1:
            raise Unreadable(f"表格超过{MOST_ROWS}行。请分成几个再导入。")
        if any(cell.strip() for cell in cells):
            found = True
            row = {HEADINGS[h]: " ".join(c.split()) for h, c in zip(heads, cells, strict=False) if h in HEADINGS}
            yield number, dict.fromkeys(HEADINGS.values(), "") | row
    if not found:
        raise Unreadable("表格里没有案件。表头下面至少要有一行。")


def day_of(text: str) -> date | None:
    """A day as people write it; nothing for an empty cell."""
    if not text:
        return None
    if match := DAY.fullmatch(text):
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            pass
    raise Wrong(f"日期“{text}”不对。请写成2026-03-01。")


class Reader:
    """Turns lines into matters; what it must know of the office it reads once."""

    def __init__(self, agency: Agency, officers: list[User]) -> None:
        self.agency, self.officers = agency, officers
        self.violations = {key: row.pk for row in Violation.objects.all() for key in (row.pk, row.name, str(row))}
        self.people: dict[str, User | None] = {}
        for user in officers_of(agency).prefetch_related("certificates"):
            for key in {user.username, user.name, *(paper.number for paper in user.certificates.all())}:
                self.people[key] = None if key in self.people else user
        self.enterprises: dict[str, Enterprise] = {}

    def read(self, rows: Iterable[tuple[int, dict[str, str]]], outcome: Outcome) -> list[Matter]:
        """The orders not yet here; mistakes go to the outcome."""
        lines = list(rows)
        codes = {row["credit_code"].upper() for _, row in lines}
        known = Enterprise.objects.filter(credit_code__in=codes).select_related("region", "industry")
        self.enterprises = {row.credit_code: row for row in known}
        matters: dict[str, Matter] = {}
        first: dict[str, dict[str, str]] = {}
        for line, row in lines:
            try:
                self.add(line, row, matters, first)
            except (Wrong, ValidationError) as wrong:
                words = wrong.messages if isinstance(wrong, ValidationError) else [str(wrong)]
                outcome.mistakes += [Mistake(line, text) for text in words]
        return [matter for matter in matters.values() if self.is_new(matter, outcome)]

    def add(self, line: int, row: dict[str, str], matters: dict[str, Matter], first: dict[str, dict[str, str]]) -> None:
        number = self.number(row["number"])
        if number.text in first:
            differing = [LABELS[name] for name in SHARED if row[name] and row[name] != first[number.text][name]]
            if differing:
                raise Wrong(f"同一文号的{'、'.join(differing)}前后不一致。请核对指令书。")
        first.setdefault(number.text, row)
        if number.text not in matters:
            matters[number.text] = self.matter(line, number, first[number.text])
        matter = matters[number.text]
        finding = self.finding(row, matter)
        if any((f["violation"], f["fact"]) == (finding["violation"], finding["fact"]) for f in matter.findings):
            raise Wrong("同一文号下有两行一样的问题。请删掉一行。")
        matter.findings.append(finding)

    def number(self, text: str) -> Number:
        match = NUMBER.fullmatch("".join(text.split()).translate(BRACKETS).replace("〕第", "〕"))
        if match is None:
            example = numbering.written(self.agency.short, SERIES, today().year, 3)
            raise Wrong(f"指令书文号“{text}”不对。请照原件填写，例如{example}。")
        if match["short"] != self.agency.short:
            raise Wrong(f"文号“{match[0]}”不是本机关的，本机关是（{self.agency.short}）。")
        return Number(match[0], match["series"], int(match["year"]), int(match["serial"]))

    def matter(self, line: int, number: Number, row: dict[str, str]) -> Matter:
        issued, served = day_of(row["issued_on"]), day_of(row["served_on"])
        if issued is None or issued > today():
            raise Wrong("签发日期不能空着，也不能晚于今天。")
        if issued.year != number.year:
            raise Wrong(f"签发日期是{issued.year}年，文号是{number.year}年的。请核对指令书。")
        if served is None:
            raise Wrong("没有送达日期。请先送达再导入，或者收回纸质指令书，在系统里重新签发。")
        if not issued <= served <= today():
            raise Wrong("送达日期不能早于签发日期，也不能晚于今天。")
        return Matter(line, number, self.enterprise(row["credit_code"].upper()), issued, served, self.charge(row))

    def enterprise(self, code: str) -> Enterprise:
        check_credit_code(code)
        party = self.enterprises.get(code)
        if party is None:
            raise Wrong(f"企业库里没有{code}。请先把这家企业加入企业库。")
        if not party.region_id.startswith(self.agency.region.prefix):
            raise Wrong(f"{party.name}不在本机关辖区内。")
        return party

    def charge(self, row: dict[str, str]) -> list[User]:
        """The officers in charge: those the line names, else those given for the whole table."""
        names = [name for name in re.split(r"[、，,;；/ ]+", row["officers"]) if name]
        for name in names:
            if self.people.get(name) is None:
                raise Wrong(f"承办人“{name}”找不到、有重名或执法证不在有效期内。可以改填执法证号。")
        people = {user.pk: user for name in names if (user := self.people[name])} or {u.pk: u for u in self.officers}
        if len(people) < 2:
            raise Wrong("承办人不得少于两人。请用顿号分开写两名执法人员。")
        return list(people.values())

    def finding(self, row: dict[str, str], matter: Matter) -> dict[str, Any]:
        """One finding as the opening step takes it."""
        due, standing = day_of(row["due_on"]), STANDINGS.get(row["standing"])
        if row["violation"] not in self.violations:
            raise Wrong(f"违法行为“{row['violation']}”找不到。请填代码，例如V1。")
        if not row["fact"] or len(row["fact"]) > 500:
            raise Wrong("违法事实要填，最多500个字。")
        if due is None or due < matter.issued_on:
            raise Wrong("整改期限要填，不能早于签发日期。")
        if standing is None:
            raise Wrong(f"整改情况“{row['standing']}”不对。请填：{'、'.join(label for _, label in Standing.choices)}。")
        if standing == Standing.NOT_DONE and not matter.ran_out(due):
            raise Wrong("期限未过，或指令书没有在期限前送达，不能认定逾期未改正。")
        reported = day_of(row["reported_on"])
        if standing == Standing.REPORTED and not (reported and matter.served_on <= reported <= today()):
            raise Wrong("已报整改的要填报告日期，在送达日期和今天之间。")
        return {
            "violation": self.violations[row["violation"]], "fact": clean(row["fact"]), "due_on": due,
            "served_on": matter.served_on, "standing": str(standing),
            "reported_on": reported if standing == Standing.REPORTED else None,
        }  # fmt: skip

    def is_new(self, matter: Matter, outcome: Outcome) -> bool:
        """Whether the order is not here yet; a number that means something else here is a mistake."""
        number = matter.number
        known = Case.objects.filter(agency=self.agency, number=number.text).first()
        if known and known.imported and known.enterprise_id == matter.enterprise.pk:
            outcome.known.append(number.text)
            return False
        taken = {"agency": self.agency, "series": number.series, "year": number.year, "serial": number.serial}
        held = ReservedNumber.objects.filter(~Q(status=ReservedNumber.Status.PAPER), **taken)
        if known or held.exists() or Document.objects.filter(**taken).exists():
            words = f"文号{number.text}在系统里已用于别的案件、已预留或已作废。请核对文号登记。"
            outcome.mistakes.append(Mistake(matter.line, words))
            return False
        return True
