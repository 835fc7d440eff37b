"""The login log."""

import unicodedata
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from casework.accounts.models import LoginRecord, User
from casework.core.now import now

Outcome = LoginRecord.Outcome


def note(request: HttpRequest | None, username: str, outcome: Outcome, user: User | None = None) -> LoginRecord:
    """Add one line to the login log. A name nobody has is kept as typed, so that a guessing run can be seen."""
    return LoginRecord.objects.create(
        at=now(),
        username=printable(username)[:150],
        user=user,
        outcome=outcome,
        address=get_adapter().get_client_ip(request) if request and request.META.get("REMOTE_ADDR") else None,
        agent=printable(request.META.get("HTTP_USER_AGENT", ""))[:200] if request else "",
    )


def printable(text: str) -> str:
    """The text without control and direction characters: it is read in a list by somebody else."""
    return "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cf"})


def note_success(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    note(request, user.username, Outcome.ENTERED, user)


def note_failure(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    name = str(credentials.get("username") or "")
    user = User.objects.filter(username__iexact=name).first()
    note(request, name, Outcome.INACTIVE if user and not user.is_active else Outcome.FAILED, user)


def own_password(sender: Any, user: User, **kwargs: Any) -> None:
    """The person now has a password nobody else knows."""
    if user.password_given:
        user.password_given = False
        user.save(update_fields=["password_given"])


def codes_are_seen(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Recovery codes may be looked at again after the password, so that they were seen says nothing here. It is put
    down when they are made; allauth would write it while showing the page, and a GET does not write.
    """
    if instance.type == "recovery_codes":
        instance.data.setdefault("viewed_at", now().timestamp())
