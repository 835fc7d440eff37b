"""What an application still lacks before it may be submitted: every point at once, in the order of the form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Asked:
    """One criterion of the round, as the applicant must answer it."""

    code: str
    weight: Decimal


@dataclass(frozen=True)
class Said:
    """What the applicant says of one criterion."""

    score: Decimal | None = None
    words: str = ""
    files: int = 0


@dataclass(frozen=True)
class Joint:
    """A partner, and whether it has signed."""

    name: str
    body: str
    signed: bool


@dataclass(frozen=True)
class Sheet:
    """An application as far as it is filled in; ``partners_wanted`` names the kinds a joint application needs."""

    contact: str
    phone: str
    pledged: bool
    asked: Sequence[Asked]
    said: Mapping[str, Said] = field(default_factory=dict)
    partners_wanted: Sequence[str] = ()
    partners: Sequence[Joint] = ()


def missing(sheet: Sheet) -> list[str]:
    """Every gap as a short phrase; empty when the application is complete."""
    return [
        *([] if sheet.contact.strip() and sheet.phone.strip() else ["联系人和联系电话"]),
        *([] if sheet.pledged else ["签章的承诺书"]),
        *joint(sheet),
        *(f"{asked.code}{gap}" for asked in sheet.asked for gap in gaps(asked, sheet.said.get(asked.code, Said()))),
    ]


def joint(sheet: Sheet) -> Iterable[str]:
    """A joint application needs a partner of the right kind, and everybody's signature."""
    if sheet.partners_wanted and not [p for p in sheet.partners if p.body in sheet.partners_wanted]:
        yield "联合申报单位"
    yield from (f"{partner.name}的签章" for partner in sheet.partners if not partner.signed)


def gaps(asked: Asked, said: Said) -> Iterable[str]:
    if said.score is None:
        yield "的自评分"
    elif not 0 <= said.score <= asked.weight:
        yield f"的自评分（须在0至{asked.weight.normalize():f}分之间）"
    if not said.words.strip():
        yield "的自评说明"
    if not said.files:
        yield "的证明材料"
