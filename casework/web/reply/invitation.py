"""A hearing as an iCalendar entry (RFC 5545): times in UTC, text escaped, lines folded at 75 octets."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings

from casework.core.now import now
from casework.penalties.models import Hearing, Penalty

LENGTH = timedelta(hours=2)  # nobody knows how long a hearing takes; a calendar wants an end
MOST_OCTETS = 75


def escaped(text: str) -> str:
    for found, put in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(found, put)
    return "".join(letter for letter in text if letter.isprintable())


def folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, no character cut; a further piece begins with a blank."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > MOST_OCTETS:
            yield piece
            piece = " "
        piece += letter
    yield piece


def moment(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def calendar(hearing: Hearing, penalty: Penalty) -> str:
    assert hearing.held_at is not None
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Guian//Casework//ZH",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:hearing-{hearing.pk}@{host}",
        f"SEQUENCE:{hearing.postponed}",
        f"DTSTAMP:{moment(now())}",
        f"DTSTART:{moment(hearing.held_at)}",
        f"DTEND:{moment(hearing.held_at + LENGTH)}",
        f"SUMMARY:{escaped(f'听证会 {penalty.number}')}",
        f"LOCATION:{escaped(hearing.place)}",
        f"DESCRIPTION:{escaped(f'{penalty.agency.name}，电话{penalty.agency.phone}。无正当理由不到场的，视为放弃听证。')}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:听证会",
        "TRIGGER:-P1D",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{piece}\r\n" for line in lines for piece in folded(line))
