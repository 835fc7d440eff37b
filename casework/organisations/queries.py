"""Agencies and enterprises as lists: territory, names by their pieces."""

from django.db import models


class AgencyQuerySet(models.QuerySet):
    def of(self, user):
        """Agencies in which the user holds a role today."""
        from casework.accounts.models import Membership  # noqa: PLC0415  models import this module

        return self.filter(memberships__in=Membership.objects.in_force().filter(user=user)).distinct()


class EnterpriseQuerySet(models.QuerySet):
    def acted_for_by(self, user):
        """Enterprises the user acts for today."""
        from casework.accounts.models import Membership  # noqa: PLC0415  models import this module

        return self.filter(memberships__in=Membership.objects.in_force().filter(user=user)).distinct()


def grams(name: str) -> set[str]:
    """The single characters and neighbouring pairs of a name, without blanks."""
    name = "".join(name.split())
    return set(name) | {name[i : i + 2] for i in range(len(name) - 1)}


def index_name(enterprise) -> None:
    """Rewrite the pieces under which an enterprise is found."""
    from casework.organisations.models import EnterpriseGram  # noqa: PLC0415  models import this module

    wanted = grams(enterprise.name) | grams(enterprise.credit_code)
    enterprise.grams.exclude(gram__in=wanted).delete()
    EnterpriseGram.objects.bulk_create(
        [EnterpriseGram(gram=g, enterprise=enterprise) for g in wanted], ignore_conflicts=True
    )
