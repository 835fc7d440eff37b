"""Compute the last day of a legal period and show every day that was counted or skipped."""

import json
import sys
from datetime import date, datetime
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from casework.clock import book
from casework.clock.calendar import UNIT_WORDS, WEEKDAYS, BadCount, Calendar, Count, Line, Unit
from casework.clock.holidays import GUANGXI

EMPTY = "数据库里还没有节假日，按内置日历计算。"
NATIONAL = {"", "CN", "cn", "全国"}
USAGE = "用法：legal_clock 起算日 数量 单位，例如 legal_clock 2026-09-23 5 working-day。"


class Command(BaseCommand):
    help = "计算法定期限的届满日。最后一行是届满日；--explain 逐日说明，--json 给出机器可读的结果。"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("start", metavar="START", help="起算日 2026-09-23；按小时时写 2026-09-23T15:20")
        parser.add_argument("amount", metavar="AMOUNT", help="数量")
        parser.add_argument("unit", metavar="UNIT", help="、".join(Unit))
        parser.add_argument("--json", action="store_true", help="输出 JSON，列出每一天及理由、条款")
        parser.add_argument("--explain", action="store_true", help="逐日说明")
        parser.add_argument("--region", default=GUANGXI, help="地区代码，默认450000（含壮族三月三）；CN 为全国")
        parser.error = self.refuse  # type: ignore[method-assign]

    def refuse(self, message: str) -> NoReturn:
        """One sentence for the user and exit code 2, also where argparse would print its own English usage."""
        self.stderr.write(message if message and not message.isascii() else USAGE)
        sys.exit(2)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            start, amount = read_start(options["start"]), read_amount(options["amount"])
            calendar, warning = calendar_of("" if options["region"] in NATIONAL else options["region"])
            count = calendar.count(start, amount, options["unit"])
        except BadCount as error:
            self.refuse(str(error))
        count.warnings[:0] = warning
        if options["json"]:
            self.stdout.write(json.dumps(as_json(count), ensure_ascii=False, indent=2))
            return
        for words in count.warnings:
            self.stderr.write(f"注意：{words}")
        if options["explain"]:
            self.explain(count)
        self.stdout.write(last(count))

    def explain(self, count: Count) -> None:
        self.stdout.write(f"{count.start} 起算，{count.amount}{UNIT_WORDS[count.unit]}")
        for line in count.lines:
            self.stdout.write(f"{line.day.date} {line.reason}（{line.article}）")


def read_start(text: str) -> date | datetime:
    """A date, or a moment for hours.

    Raises:
        BadCount: it is neither.
    """
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None) if len(text) > 10 else date.fromisoformat(text)
    except ValueError:
        raise BadCount(f"起算日“{text}”不是日期。请写成 2026-09-23。") from None


def read_amount(text: str) -> int:
    """A whole number in plain digits.

    Raises:
        BadCount: anything else.
    """
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise BadCount(f"数量“{text}”要是大于0的整数，例如 5。")
    return int(text)


def calendar_of(region: str) -> tuple[Calendar, list[str]]:
    """The database's calendar, or the built-in one with a warning where the database has none yet.

    Raises:
        BadCount: the region is no six-digit code.
    """
    if region and not (region.isascii() and region.isdigit() and len(region) == 6):
        raise BadCount(f"地区“{region}”不是六位行政区划代码。广西写 450000，全国写 CN。")
    # Every place in Guangxi keeps Guangxi's days.
    region = GUANGXI if region.startswith("45") else region
    try:
        if book.book().holidays:
            return book.calendar(region), []
    except DatabaseError:
        pass
    return book.built_in(region), [EMPTY]


def last(count: Count) -> str:
    return f"{count.lapses_at:%Y-%m-%dT%H:%M}" if count.lapses_at else count.end.isoformat()


def as_json(count: Count) -> dict[str, Any]:
    return {
        "start": (count.starts_at or count.start).isoformat(),
        "amount": count.amount,
        "unit": count.unit.value,
        "end": last(count),
        "counted": count.counted,
        "rolled": count.rolled,
        "warnings": count.warnings,
        "days": [day_json(line) for line in count.lines],
    }


def day_json(line: Line) -> dict[str, Any]:
    return {
        "date": line.day.date.isoformat(),
        "weekday": f"周{WEEKDAYS[line.day.date.weekday()]}",
        "kind": line.day.kind.value,
        "part": line.part.value,
        "counted": line.counted,
        "reason": line.reason,
        "article": line.article,
        "end": line.end,
    }
