"""The application while it is being filled in. Saving is no step, and yet nothing of it gets lost.

Colleagues of one applicant share the draft; whoever saves names the draft he saw, so that nobody overwrites another.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from casework.accreditation.models import Application, Partner
from casework.accreditation.states import ApplicationState
from casework.core.now import now
from casework.trail import chain

OVER = "申报已经提交或者结束，不能再改。"
CHANGED = "有同事刚改过这份申报，没有覆盖。请核对后再保存，保存后以您填写的为准。"
MOST_FILES = 200  # of one person while a draft is open; every criterion may need several


class NoDraft(Exception):
    """The draft cannot be kept, in a sentence for its author."""


@dataclass(frozen=True)
class Answer:
    """What is said of one criterion (its key), with the keys of the files that prove it."""

    criterion: int
    score: Decimal | None
    words: str
    files: Sequence[int]


@dataclass(frozen=True)
class Other:
    """A partner of a joint application; ``signed`` is the key of its signed page."""

    name: str
    body: str
    represented_by: str
    signed: int | None


def mark(application: Application) -> str:
    """Tells one state of the draft from the next."""
    return application.updated_at.isoformat()


@contextmanager
def held(application: Application, seen: str) -> Iterator[Application]:
    """The draft, locked with its dossier.

    Raises:
        NoDraft: it is no draft any more, or somebody else has saved it since ``seen``.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        chain.lock(cursor, application.dossier_id)
        fresh = Application.objects.get(pk=application.pk)
        if fresh.state != ApplicationState.DRAFT:
            raise NoDraft(OVER)
        if mark(fresh) != seen:
            raise NoDraft(CHANGED)
        yield fresh


def keep(
    application: Application, columns: dict[str, Any], answers: Sequence[Answer], partners: Sequence[Other], seen: str
) -> None:
    """Keep everything the form holds.

    Raises:
        NoDraft: as above; nothing is kept then.
    """
    with held(application, seen) as draft:
        Application.objects.filter(pk=draft.pk).update(**columns, updated_at=now())
        for answer in answers:
            row, _ = draft.assessments.update_or_create(
                criterion_id=answer.criterion, defaults={"score": answer.score, "words": answer.words}
            )
            row.evidence.set(answer.files)
        draft.partners.all().delete()
        Partner.objects.bulk_create(
            Partner(application=draft, name=p.name, body=p.body, represented_by=p.represented_by, signed_id=p.signed)
            for p in partners
        )
