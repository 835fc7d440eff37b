"""Write notices in the transaction of what they tell; sending is the sweep's work."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from casework.accounts.models import Membership, User
from casework.accounts.queries import charges
from casework.notices.catalogue import NOTICES
from casework.notices.models import Notice
from documents.models import Dossier


class Letter(NamedTuple):
    """A notice to write: ``key`` tells it from others of its kind, ``given`` names people where the kind cannot."""

    code: str
    dossier: Dossier
    key: str
    context: Mapping[str, Any]
    url: str = ""
    given: Sequence[User] = ()


def write(
    code: str, dossier: Dossier, key: str, context: Mapping[str, Any], *, url: str = "", given: Sequence[User] = ()
) -> int:
    """Write one notice to each recipient; a key written before is left alone. Returns how many people it goes to."""
    return write_many([Letter(code, dossier, key, context, url, given)])


def write_many(letters: Sequence[Letter]) -> int:
    """Write many notices, asking once who acts for which enterprise and who is in charge of which dossier."""
    people = recipients(letters)
    rows = [notice(letter, user) for letter in letters for user in people(letter)]
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


def recipients(letters: Sequence[Letter]) -> Any:
    """A function from a letter to its people."""
    wanted = {NOTICES[letter.code].to for letter in letters}
    dossiers = {letter.dossier.pk: letter.dossier for letter in letters}
    charge = charges(dossiers) if "charge" in wanted else {}
    party, heads = {}, {}
    if "party" in wanted:
        units = {d.enterprise_id for d in dossiers.values() if not d.personal}
        party = holders_of("enterprise", units, "representative")
    if "heads" in wanted:
        heads = holders_of("agency", {d.agency_id for d in dossiers.values()}, "unit_head")

    def people(letter: Letter) -> Iterable[User]:
        match NOTICES[letter.code].to:
            case "charge":
                return charge.get(letter.dossier.pk, [])
            case "party":
                own = [letter.dossier.person] if letter.dossier.person else []  # he alone, not those of the unit
                return own if letter.dossier.personal else party.get(letter.dossier.enterprise_id, [])
            case "heads":
                return heads.get(letter.dossier.agency_id, [])
        return letter.given

    return people


def holders_of(body: str, bodies: set[int], role: str) -> dict[int, list[User]]:
    """Body -> the active people who hold the role in it today."""
    found: dict[int, list[User]] = {}
    held = Membership.objects.in_force().filter(**{f"{body}__in": bodies}, role=role, user__is_active=True)
    for seat in held.select_related("user"):
        found.setdefault(getattr(seat, f"{body}_id"), []).append(seat.user)
    return found


def notice(letter: Letter, user: User) -> Notice:
    kind = NOTICES[letter.code]
    words = {name: str(value) for name, value in letter.context.items()}
    words.setdefault("party", letter.dossier.title)
    mailed = bool(kind.mail and user.email)
    return Notice(
        key=f"{letter.code}:{letter.key}:{user.pk}",
        dossier=letter.dossier,
        to=user,
        kind=letter.code,
        level=kind.level,
        title=kind.title.format_map(words)[:160],
        body=kind.body.format_map(words),
        url=letter.url or f"/dossiers/{letter.dossier.pk}/",
        mail=Notice.Mail.PENDING if mailed else Notice.Mail.NONE,
        email=user.email if mailed else "",
    )
