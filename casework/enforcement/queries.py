"""Inspections and cases as lists: who sees what."""

from django.db import models
from django.db.models import Q

from casework.accounts.roles import holders


def territory(user, on=None) -> Q:
    """The condition ``region_code`` must meet for an officer to see a matter: inside one of his agencies' regions."""
    from casework.accounts.models import Membership  # noqa: PLC0415  models import this module

    places = (
        Membership.objects.in_force(on)
        .filter(user=user, role__in=holders("matter.view"))
        .values_list("agency__region__code", "agency__region__level")
        .distinct()
    )
    condition = Q(pk__in=[])
    for code, level in places:
        prefix = code[: {"province": 2, "city": 4, "county": 6}[level]]
        # A range, not LIKE: the ledger's index begins with the region (bounds are six-digit codes).
        condition |= Q(region_code__gte=prefix.ljust(6, "0"), region_code__lte=prefix.ljust(6, "9"))
    return condition


def own(user) -> Q:
    """The condition a matter must meet for a person acting for its enterprise."""
    from casework.accounts.models import Membership  # noqa: PLC0415  models import this module

    return Q(
        enterprise__in=Membership.objects.in_force()
        .filter(user=user, role__in=holders("matter.view_own"))
        .values("enterprise")
    )


class MatterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Matters an officer's territory covers; nothing for anybody else."""
        return self.filter(territory(user))

    def owned_by(self, user):
        """Matters of the enterprises the user acts for, once begun."""
        return self.filter(own(user)).exclude(state="")


class InspectionQuerySet(MatterQuerySet):
    pass


class CaseQuerySet(MatterQuerySet):
    pass
