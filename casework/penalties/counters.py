"""How often a unit was penalised of late: the figures that oblige us to ask for its closure (安全生产法 113)."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from casework.clock.deadlines import threshold
from casework.organisations.models import Enterprise
from casework.penalties.models import Decision

SAFETY = "安全生产法"


@dataclass(frozen=True)
class Counts:
    """Penalties that reached the unit in each window up to a day, and how many make the ground."""

    in_180: int
    in_365: int
    limit_180: int
    limit_365: int

    @property
    def reached(self) -> bool:
        return self.in_180 >= self.limit_180 or self.in_365 >= self.limit_365

    def frozen(self) -> dict[str, int]:
        return asdict(self)


def penalties(enterprise: Enterprise | int, on: date, days: int) -> int:
    """Penalties of the unit itself under this law, in force and served within so many days up to the day."""
    served = Decision.objects.filter(
        penalty__enterprise=enterprise, penalty__person=None, punishes=True, standing=Decision.Standing.STANDING,
        sanction__penalised_by__contains=SAFETY, served_on__gt=on - timedelta(days=days), served_on__lte=on,
    )  # fmt: skip
    return served.count()


def counts(enterprise: Enterprise | int, on: date) -> Counts:
    """Both windows; the law names their lengths beside the figures, so a figure's name holds them."""
    limits = [int(threshold(f"closure-penalties-{days}", on)) for days in (180, 365)]
    return Counts(penalties(enterprise, on, 180), penalties(enterprise, on, 365), *limits)
