"""Agencies and enterprises as lists: territory, names by their pieces."""

from django.db import models

MOST_PIECES = 8  # a search of more characters finds no fewer rows by asking for every piece


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

    def find(self, text: str):
        """Enterprises whose name or credit code holds the text; all of them for an empty text."""
        from casework.organisations.models import EnterpriseGram  # noqa: PLC0415  models import this module

        found = self
        for piece in pieces(text):
            found = found.filter(pk__in=EnterpriseGram.objects.filter(gram=piece).values("enterprise"))
        if len(text := folded(text)) > 2:  # neighbouring pairs may stand apart in the name
            found = found.filter(models.Q(name__icontains=text) | models.Q(credit_code__contains=text))
        return found


def folded(text: str) -> str:
    return "".join(text.split()).upper()


def grams(name: str) -> set[str]:
    """The single characters and neighbouring pairs of a name, without blanks, Latin letters as capitals."""
    name = folded(name)
    return set(name) | {name[i : i + 2] for i in range(len(name) - 1)}


def pieces(text: str) -> list[str]:
    """The pieces a search asks for: every neighbouring pair, or the one character there is."""
    text = folded(text)
    return list(dict.fromkeys(text[i : i + 2] for i in range(len(text) - 1)))[:MOST_PIECES] or [text] * bool(text)


def index_name(enterprise) -> None:
    """Rewrite the pieces under which an enterprise is found."""
    from casework.organisations.models import EnterpriseGram  # noqa: PLC0415  models import this module

    wanted = grams(enterprise.name) | grams(enterprise.credit_code)
    enterprise.grams.exclude(gram__in=wanted).delete()
    EnterpriseGram.objects.bulk_create(
        [EnterpriseGram(gram=g, enterprise=enterprise) for g in wanted], ignore_conflicts=True
    )
