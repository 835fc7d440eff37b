"""What a logged-in person must do before anything else, and when he was last seen."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from casework.accounts.adapters import needs_second_factor

Respond = Callable[[HttpRequest], HttpResponse]

SEEN_EVERY = 300  # seconds; a row written on every request would make every page a writer of the database
# Pages that must stay open while something is owed: the ways to give it, and the way out.
ALWAYS_OPEN = {"account_login", "account_logout", "account_inactive", "account_reauthenticate", "mfa_reauthenticate"}
FACTOR_PAGES = {"mfa_activate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"}


def has_factor(user: Any) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


def owed(request: HttpRequest) -> tuple[str, str] | None:
    """The page the person must pass first, and why in words."""
    name = request.resolver_match.url_name if request.resolver_match else None
    if name in ALWAYS_OPEN or not request.user.is_authenticated:
        return None
    if request.user.password_given:
        page = "account_change_password"
        return None if name == page else (page, "请先改掉他人为您设定的密码。")
    if name not in FACTOR_PAGES and needs_second_factor(request.user) and not has_factor(request.user):
        return "mfa_activate_totp", "您的角色登录时要用动态码。请先启用。"
    return None


def require_second_factor(get_response: Respond) -> Respond:
    """Send a person to the change of a given password, and one whose role needs it to the activation of a factor."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if debt := owed(request):
            page, words = debt
            messages.warning(request, words)
            return redirect(page)
        return None

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def note_activity(get_response: Respond) -> Respond:
    """Keep the list of sessions up to date, a few times an hour instead of on every request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and request.user.is_authenticated and cache.add(f"seen:{key}", True, SEEN_EVERY):
            UserSession.objects.create_from_request(request)
        return get_response(request)

    return middleware
