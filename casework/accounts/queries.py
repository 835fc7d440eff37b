"""Who a person is to the product: wing, roles, territory, certificate, whose desk a dossier is on, who stands in."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

from django.apps import apps
from django.db.models import Q, QuerySet

from casework.accounts.grants import handle_permission_id
from casework.accounts.models import Deputation, Membership, OfficerCertificate, User
from casework.accounts.roles import ADMINISTRATORS, OFFICE, Role, holders
from casework.core.now import today

Audience = Literal["officer", "enterprise", "department", "expert", "administrator"]

# What a deputation reaches: signatures that go with a post. Acts of the head of the agency, a vote of the collective
# and the legal review are personal (行政处罚法 57, 58); handling a case takes a certificate and a grant of one's own.
DEPUTABLE = ("sign.unit", "sign.leader", "matter.assign")


def audience(user: Any) -> Audience | None:
    """The wing a person enters; ``None`` for a stranger and for an account without a role in force.

    An administrator's role comes first, so that two roles held against the rule never open a case page. A person
    against whom a matter is directed enters where the enterprises do, without acting for one.
    """
    if not user.is_authenticated or not user.is_active:
        return None
    roles = set(Membership.objects.in_force().filter(user=user).values_list("role", flat=True))
    if roles & set(ADMINISTRATORS):
        return "administrator"
    if roles & set(OFFICE):
        return "officer"
    if Role.DEPARTMENT in roles:
        return "department"
    if Role.REPRESENTATIVE in roles or answers_himself(user):
        return "enterprise"
    return "expert" if evaluates(user) else None


def evaluates(user: Any) -> bool:
    """Whether the person is in the expert pool of the accreditations: no post in any body, only a desk of his own."""
    return user.is_authenticated and apps.get_model("accreditation", "Expert").objects.filter(user=user).exists()


def answers_himself(user: Any) -> bool:
    """Whether a matter is directed against the person himself."""
    return apps.get_model("documents", "Dossier").objects.filter(personal=True, person=user).exists()


sees = audience


def roles_of(user: Any, agency: Any) -> set[str]:
    """The office roles a person holds in one agency today."""
    return set(
        Membership.objects.in_force()
        .filter(user=user, agency=agency, role__in=OFFICE, user__is_active=True)
        .values_list("role", flat=True)
    )


def role_in(user: Any, agency: Any) -> Role | None:
    """The highest office role a person holds in one agency today, in the order of the table."""
    held = roles_of(user, agency)
    return next((role for role in reversed(OFFICE) if role in held), None)


def may(user: Any, permission: str, agency: Any) -> bool:
    """Whether one of the person's roles in the agency holds the permission; stand-ins are asked separately."""
    return not roles_of(user, agency).isdisjoint(holders(permission))


def holds(user: Any, permission: str) -> bool:
    """Whether any role of the person holds the permission, whatever the agency."""
    return (
        user.is_authenticated
        and user.is_active
        and Membership.objects.in_force().filter(user=user, role__in=holders(permission)).exists()
    )


def agencies_of(user: Any, permission: str = "matter.view") -> QuerySet[Any]:
    """Agencies in which one of the person's roles holds the permission today."""
    held = Membership.objects.in_force().filter(user=user, role__in=holders(permission)).values("agency")
    return apps.get_model("organisations", "Agency").objects.filter(pk__in=held)


def departments_of(user: Any) -> QuerySet[Any]:
    """Departments for which the person countersigns today."""
    held = Membership.objects.in_force().filter(user=user, role=Role.DEPARTMENT).values("department")
    return apps.get_model("organisations", "Department").objects.filter(pk__in=held)


def enterprises_of(user: Any) -> QuerySet[Any]:
    """Enterprises the person acts for today."""
    held = Membership.objects.in_force().filter(user=user, role=Role.REPRESENTATIVE).values("enterprise")
    return apps.get_model("organisations", "Enterprise").objects.filter(pk__in=held)


def territory(user: Any, permission: str = "matter.view", field: str = "region_code", on: date | None = None) -> Q:
    """The condition on a region code that keeps a list inside the regions of the person's agencies."""
    places = (
        Membership.objects.in_force(on)
        .filter(user=user, role__in=holders(permission))
        .values_list("agency__region__code", "agency__region__level")
        .distinct()
    )
    condition = Q(pk__in=[])
    for code, level in places:
        prefix = code[: {"province": 2, "city": 4, "county": 6}[level]]
        condition |= Q(**{f"{field}__gte": prefix.ljust(6, "0"), f"{field}__lte": prefix.ljust(6, "9")})
    return condition


def certified(user: Any, on: date | None = None) -> OfficerCertificate | None:
    """The person's enforcement certificate in force on the day, if any."""
    return OfficerCertificate.objects.in_force(on).filter(user=user, suspended=False).order_by("-valid_to").first()


def in_charge(dossier: Any) -> QuerySet[User]:
    """The officers whose desk the dossier is on."""
    table = apps.get_model("documents", "DossierUserObjectPermission")
    grants = table.objects.filter(content_object=dossier, permission_id=handle_permission_id())
    return User.objects.filter(pk__in=grants.values("user")).order_by("name", "pk")


def charged_with(dossiers: Iterable[int]) -> set[int]:
    """The keys of those on whose desk any of the dossiers is; one query."""
    table = apps.get_model("documents", "DossierUserObjectPermission")
    grants = table.objects.filter(content_object__in=list(dossiers), permission_id=handle_permission_id())
    return set(grants.values_list("user", flat=True))


def charges(dossiers: Iterable[int]) -> dict[int, list[User]]:
    """Dossier -> the active officers whose desk it is on, for many dossiers in two queries."""
    table = apps.get_model("documents", "DossierUserObjectPermission")
    grants = table.objects.filter(content_object__in=list(dossiers), permission_id=handle_permission_id())
    pairs = list(grants.values_list("content_object", "user"))
    users = User.objects.filter(is_active=True).in_bulk({user for _, user in pairs})
    found: dict[int, list[User]] = {}
    for dossier, user in pairs:
        if user in users:
            found.setdefault(dossier, []).append(users[user])
    return found


def officers_of(agency: Any, on: date | None = None) -> QuerySet[User]:
    """Certified officers of an agency: who may be put in charge."""
    on = on or today()
    posts = Membership.objects.in_force(on).filter(agency=agency, role__in=holders("matter.handle"))
    papers = OfficerCertificate.objects.in_force(on).filter(suspended=False)
    return (
        User.objects.filter(is_active=True, pk__in=posts.values("user"))
        .filter(pk__in=papers.values("user"))
        .order_by("name", "pk")
    )


def excluded(step: str, names: list[str]) -> bool:
    """Whether a deputation leaves a step out. ``close`` meets ``case.close``: a caller may not know the record."""
    return any(name == step or name.endswith(f".{step}") for name in names)


def may_stand_in(deputy: Any, agency: Any, permission: str, step: str) -> User | None:
    """The principal for whom the deputy may act in this step today, or nobody.

    The principal must hold the permission in the agency himself today, and the deputy serve in it.
    """
    if permission not in DEPUTABLE or not roles_of(deputy, agency):
        return None
    given = (
        Deputation.objects.in_force()
        .filter(deputy=deputy, agency=agency, principal__is_active=True)
        .select_related("principal")
        .order_by("valid_from", "pk")
    )
    return next(
        (d.principal for d in given if not excluded(step, d.excluded) and may(d.principal, permission, agency)), None
    )
