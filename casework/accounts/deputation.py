"""Giving and ending a deputation: what can be given, to whom, for how long."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from casework.accounts.models import Deputation, Membership, User
from casework.accounts.queries import DEPUTABLE, may, roles_of
from casework.accounts.roles import OFFICE, holders
from casework.core.now import now, today

LONGEST = 184  # days: half a year; whoever is away longer is replaced, not stood in for


class DeputationRefused(Exception):
    """The deputation cannot be given or ended like this, in words."""


def may_give(user: Any, agency: Any) -> bool:
    return any(may(user, permission, agency) for permission in DEPUTABLE)


def givers(user: Any) -> QuerySet[Any]:
    """Memberships by which a person may have somebody stand in for him."""
    roles = {role for permission in DEPUTABLE for role in holders(permission)}
    return Membership.objects.in_force().filter(user=user, role__in=roles).select_related("agency")


def colleagues(agency: Any, principal: Any) -> QuerySet[User]:
    """Who may stand in: anybody with an office role in the agency, but the principal."""
    seats = Membership.objects.in_force().filter(agency=agency, role__in=OFFICE)
    return User.objects.filter(is_active=True, pk__in=seats.values("user")).exclude(pk=principal.pk).order_by("name")


@transaction.atomic
def give(principal: User, deputy: User, agency: Any, since: date, until: date, reason: str, excluded: list[str]) -> Any:
    """Let ``deputy`` sign for ``principal`` in an agency from–to, but for the excluded steps.

    Raises:
        DeputationRefused: what is wrong and how to mend it.
    """
    User.objects.select_for_update().get(pk=principal.pk)  # two forms at once must not give two deputies for one day
    if refusal := _objection(principal, deputy, agency, since, until, reason):
        raise DeputationRefused(refusal)
    return Deputation.objects.create(
        principal=principal,
        deputy=deputy,
        agency=agency,
        valid_from=since,
        valid_to=until,
        reason=reason.strip(),
        excluded=excluded,
    )


def _objection(principal: User, deputy: User, agency: Any, since: date, until: date, reason: str) -> str:
    if not may_give(principal, agency):
        return "您在这个机关没有可以委托他人代理的签批权。"
    if deputy == principal or not deputy.is_active or not roles_of(deputy, agency):
        return "代理人应是本机关在岗的其他人员。请另选一人。"
    if since < today():
        return "代理不能从过去开始。请填今天或以后的日期。"
    if until < since:
        return "止日早于起日。请改后再提交。"
    if (until - since).days > LONGEST:
        return "一次代理最长半年。请缩短期限。"
    if not reason.strip():
        return "请写明事由，例如：外出学习。"
    taken = Deputation.objects.filter(
        principal=principal, agency=agency, ended_at=None, valid_from__lte=until, valid_to__gte=since
    ).first()
    return f"这段时间已委托{taken.deputy}代理。请先终止原来的委托，或错开日期。" if taken else ""


@transaction.atomic
def end(deputation: Deputation, by: User) -> None:
    """End a deputation at once; only the principal may (the security administrator has his own page).

    Raises:
        DeputationRefused: not his to end, or over already.
    """
    deputation = Deputation.objects.select_for_update().get(pk=deputation.pk)
    if deputation.principal_id != by.pk:
        raise DeputationRefused("只有委托人本人可以终止代理。")
    if deputation.ended_at or deputation.valid_to < today():
        raise DeputationRefused("这项代理已经结束。")
    deputation.ended_at = now()
    deputation.save()
