"""What a facts function is given, and the facts every paper has."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings

from casework.core.words import date_cn, moment_cn, money
from casework.penalties.models import Penalty
from documents.pictures import reference

VERIFY = "verify"  # SITE_URL/verify/CODE/: where anybody checks a paper
NO_PICTURES = {"seal": "", "officer_1": "", "officer_2": "", "party": ""}
UNIT = ("name", "credit_code", "address", "representative", "post", "contact", "phone", "industry")
SEAL_NOTE = "打印件加盖实物印章后生效"
SAMPLE_NOTE = "电子签名仅为示例"


@dataclass
class Paper:
    """One paper about to be issued.

    ``record`` is the matter (Inspection, Case, Service …), ``subject`` the row the step's body made (Order, Measure,
    ExtensionRequest, Recheck, Document …) or None; ``facts`` are the step's own, as JSON has them.
    """

    record: Any
    dossier: Any
    agency: Any
    issued_on: date
    code: str = ""
    number: str = ""
    subject: Any = None
    by: Any = None
    officers: list[dict[str, str]] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    opinions: list[dict[str, Any]] = field(default_factory=list)
    access_code: str = ""

    @property
    def enterprise(self) -> Any:
        return self.dossier.enterprise

    @property
    def penalty(self) -> Any:
        """The penalty case of the dossier, or None; the record itself holds what the step has not saved yet."""
        return self.record if isinstance(self.record, Penalty) else getattr(self.dossier, "penalty", None)

    @property
    def person(self) -> Any:
        """The natural person whom a personal dossier is about, else None."""
        return self.penalty.person if self.dossier.personal and self.penalty else None

    @property
    def party_name(self) -> str:
        """Whom the dossier is about: the unit, or the person alone."""
        return str(self.penalty.party_name if self.person else self.dossier.about)


def day(value: object) -> date | None:
    """A date from a fact: a date, or its ISO text as JSON keeps it."""
    if isinstance(value, str):
        return date.fromisoformat(value[:10]) if value else None
    return value if isinstance(value, date) else None


def day_cn(value: object) -> str:
    return date_cn(day(value))


def time_cn(value: object) -> str:
    """A moment from a fact: a datetime, or its ISO text as JSON keeps it."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) and value else value
    return moment_cn(moment) if isinstance(moment, datetime) else ""


def yuan(value: object) -> str:
    """An amount from a fact or a row, in capitals and figures: 人民币壹拾万元整（￥100,000.00）."""
    return money(Decimal(str(value or 0)))


def lines(text: str) -> list[str]:
    """A text as paragraphs, empty ones dropped."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def sentence(text: str) -> str:
    """A text in one line ending in one full stop, whatever it ended in."""
    stripped = "".join(text.splitlines()).strip().rstrip("。．.；;，, \u3000")
    return f"{stripped}。" if stripped else ""


def grouped(code: str) -> str:
    """A verify code in groups of four, to read aloud."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))


def enterprise_facts(enterprise: Any) -> dict[str, str]:
    """Blanks where the matter is about nobody alone."""
    if enterprise is None:
        return dict.fromkeys(UNIT, "")
    return {
        "name": enterprise.name,
        "credit_code": enterprise.credit_code,
        "address": enterprise.address,
        "representative": enterprise.representative,
        "post": enterprise.representative_post,
        "contact": enterprise.representative,
        "phone": enterprise.phone,
        "industry": str(enterprise.industry),
    }


def officer_facts(paper: Paper) -> list[dict[str, str]]:
    """The officers with the way a signature line shows them; two empty lines where none is known yet."""
    known = [{**officer, "shown": f"（{officer['name']}）"} for officer in paper.officers]
    return known or [{"name": "", "certificate": "", "shown": ""}] * 2


def foot_note(sealed: bool) -> str:
    """What must not be taken for more than it is: the picture of a seal, the signature of a demonstration."""
    notes = ((SEAL_NOTE, sealed), (SAMPLE_NOTE, settings.SIGNING_SAMPLE))
    return "；".join(note for note, is_said in notes if is_said)


def common(paper: Paper, *, sealed: bool) -> dict[str, Any]:
    """Facts of the page itself: head, number, date, agency profile, the square code in the foot."""
    agency = paper.agency
    return {
        "agency": agency.name,
        "number": paper.number,
        "date": date_cn(paper.issued_on),
        "issued_iso": paper.issued_on.isoformat(),
        "addressee": paper.party_name,
        "code": grouped(paper.code),
        "verify_url": f"{settings.SITE_URL}/{VERIFY}/{paper.code}/",
        "site": settings.SITE_URL.split("//")[-1],
        "government": agency.reconsideration_government,
        "court": agency.court,
        "address": agency.address,
        "contact": agency.contact,
        "phone": agency.phone,
        "officers": officer_facts(paper),
        "foot_note": foot_note(sealed),
        "pictures": {**NO_PICTURES, "seal": reference(agency.seal) if sealed else ""},
    }
