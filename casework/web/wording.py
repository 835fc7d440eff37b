"""How dates, moments and levels are worded on pages (docs: interface text)."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from casework.core.now import today

WEEKDAYS = "一二三四五六日"


def day(value: date | None) -> str:
    """``6月12日 周五``; the year is said only where it is not this one."""
    if value is None:
        return "—"
    year = "" if value.year == today().year else f"{value.year}年"
    return f"{year}{value.month}月{value.day}日 周{WEEKDAYS[value.weekday()]}"


def short_day(value: date | None) -> str:
    """``6月12日``, for rows where the weekday is noise."""
    return day(value).split(" ")[0]


def full_day(value: date | None) -> str:
    """``2026年6月12日``, as papers and public pages write it."""
    return "—" if value is None else f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime | None) -> str:
    """``6月12日 09:04`` in Guangxi's time."""
    if value is None:
        return "—"
    local = timezone.localtime(value)
    return f"{short_day(local.date())} {local:%H:%M}"


def ago(value: datetime | None) -> str:
    """``09:04`` today, ``昨天``, then the date: for lists of what came in."""
    if value is None:
        return "—"
    local = timezone.localtime(value)
    days = (today() - local.date()).days
    return f"{local:%H:%M}" if days == 0 else "昨天" if days == 1 else short_day(local.date())


def yuan(amount: Decimal) -> str:
    """``50,000元``; the cents only where there are any."""
    text = f"{amount:,.2f}".removesuffix(".00")
    return f"{text}元"


def short_digest(value: str) -> str:
    return f"{value[:6]}…{value[-6:]}" if len(value) > 16 else value or "—"
