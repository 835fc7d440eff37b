"""Who may open a page. What somebody may not see answers 404, as if it were not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from casework.accounts.models import Membership, User
from casework.accounts.queries import answers_himself, evaluates
from casework.accounts.roles import ADMINISTRATORS, OFFICE, Role, holders

View = Callable[..., HttpResponse]
M = TypeVar("M", bound=Model)


def memberships(request: HttpRequest) -> list[Membership]:
    """The roles the visitor holds today, read once per request."""
    if not hasattr(request, "_memberships"):
        rows: list[Membership] = []
        if request.user.is_authenticated:
            held = Membership.objects.in_force().filter(user=request.user)
            rows = list(held.select_related("agency__region", "enterprise").order_by("id"))
        request._memberships = rows  # type: ignore[attr-defined]
    return request._memberships  # type: ignore[attr-defined]


def holds(request: HttpRequest, roles: tuple[str, ...]) -> bool:
    return any(row.role in roles for row in memberships(request))


def audience(request: HttpRequest) -> str:
    """The wing of the visitor: ``administrator``, ``officer``, ``department``, ``enterprise``,
    ``expert``, or nothing.

    An administrator's role comes first: two roles held against the rule never open a case page.
    """
    wings = (
        *(("administrator", ADMINISTRATORS), ("officer", OFFICE)),
        *(("department", (Role.DEPARTMENT,)), ("enterprise", (Role.REPRESENTATIVE,))),
    )
    wing = next((wing for wing, roles in wings if holds(request, roles)), "")
    if wing or not request.user.is_authenticated:
        return wing
    if answers_himself(request.user):
        return "enterprise"
    return "expert" if evaluates(request.user) else ""


def may(request: HttpRequest, permission: str) -> bool:
    """Whether any role held today carries the permission; the gate still asks in the dossier's own agency."""
    return holds(request, holders(permission))


def _only(wing: str) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if audience(request) != wing:
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate


officers_only = _only("officer")
enterprises_only = _only("enterprise")
departments_only = _only("department")
administrators_only = _only("administrator")


def experts_only(view: View) -> View:
    """For who is in the expert pool, whatever wing he enters otherwise; an administrator opens no matter."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not evaluates(request.user) or audience(request) == "administrator":
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def get_visible(source: type[M] | QuerySet[M], user: User, pk: int) -> M:
    """The row, if it lies in the user's territory.

    Raises:
        Http404: no such row, or not his to see.
    """
    rows = source._default_manager.all() if isinstance(source, type) else source
    found = rows.visible_to(user).filter(pk=pk).first()  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


def get_owned(source: type[M] | QuerySet[M], user: User, pk: int) -> M:
    """The row, if it belongs to an enterprise the user acts for.

    Raises:
        Http404: no such row, or another enterprise's.
    """
    rows = source._default_manager.all() if isinstance(source, type) else source
    found = rows.owned_by(user).filter(pk=pk).first()  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found
