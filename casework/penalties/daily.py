"""按日连续处罚 (安全生产法 112): the first fine for every day of refusal. The amount follows; nobody weighs it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from casework.core.words import date_cn
from casework.penalties.models import Decision, Penalty


@dataclass(frozen=True, slots=True)
class Daily:
    """``original`` for each day from ``since`` to ``until``, both included."""

    original: Decimal
    since: date
    until: date

    @property
    def days(self) -> int:
        return max((self.until - self.since).days + 1, 0)

    @property
    def amount(self) -> Decimal:
        return self.original * self.days

    @property
    def words(self) -> str:
        span = f"自{date_cn(self.since)}至{date_cn(self.until)}共{self.days}天"
        return f"原罚款{self.original.normalize():f}元，{span}，按日连续处罚合计{self.amount.normalize():f}元。"


def daily(penalty: Penalty) -> Daily | None:
    """From the day after the order to correct to the last day of the act, without the days an earlier daily fine
    counted; none where the unit was not ordered, or not fined by a served decision in force.

    The law names no last day; ``act_on`` is the one the officers found refusal on, with their reasons in the case.
    """
    findings = penalty.findings.all()
    others = Penalty.objects.filter(enterprise=penalty.enterprise_id, person=None, findings__in=findings)
    others = others.exclude(pk=penalty.pk)
    fined = first_fine(others)
    begun = [finding.order.issued_on for finding in findings.select_related("order") if finding.order]
    earlier = others.filter(
        tier=Penalty.Tier.DAILY, decisions__standing=Decision.Standing.STANDING, decisions__punishes=True
    )
    begun += earlier.values_list("act_on", flat=True)
    if fined is None or not begun:
        return None
    return Daily(fined.sanction.fine, max(begun) + timedelta(days=1), penalty.act_on)


def first_fine(others: QuerySet[Penalty]) -> Decision | None:
    """The served fine the refusal followed: the latest one that is not itself a daily fine."""
    return (
        Decision.objects.filter(penalty__in=others.exclude(tier=Penalty.Tier.DAILY), served_on__isnull=False)
        .filter(standing=Decision.Standing.STANDING, punishes=True, sanction__fine__gt=0)
        .select_related("sanction")
        .order_by("served_on", "pk")
        .last()
    )
