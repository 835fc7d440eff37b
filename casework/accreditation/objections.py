"""Objections: the number by which somebody asks after his own, and which of them wait for an answer."""

import secrets
from typing import Any

from casework.accreditation.models import Application, Objection
from casework.core.now import today

CHARACTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that looks like another


def new_receipt() -> str:
    """The day and six characters that nobody can guess."""
    return f"{today():%y%m%d}-{''.join(secrets.choice(CHARACTERS) for _ in range(6))}"


def waiting(application: Application) -> Any:
    """Those made in time that have no answer."""
    return Objection.objects.filter(application=application, late=False, answered_on=None)
