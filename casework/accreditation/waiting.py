"""Who stands next when a slot frees (候补): those of the last list of a category who passed and were not chosen."""

from collections import defaultdict
from collections.abc import Collection

from casework.accreditation.models import Category, Designation, Listing, Ranked
from casework.accreditation.states import GONE, HOLDING, ApplicationState


def waiting(category: Category) -> list[Ranked]:
    return of([category.pk])[category.pk]


def of(categories: Collection[int]) -> dict[int, list[Ranked]]:
    """Category -> who waits, best rank first; three queries, however many categories there are."""
    found: dict[int, list[Ranked]] = defaultdict(list)
    last: dict[int, int] = {}
    for listing in Listing.objects.filter(category__in=categories).exclude(drawn_up_on=None).order_by("pk"):
        last[listing.category_id] = listing.pk
    held = Designation.objects.filter(place__category__in=categories, state__in=HOLDING)
    holding = set(held.values_list("place__category", "enterprise"))
    rows = Ranked.objects.filter(listing__in=last.values(), passed=True, chosen=False)
    gone = (*GONE, ApplicationState.DESIGNATED)
    for row in rows.exclude(application__state__in=gone).select_related("application", "listing").order_by("rank"):
        if (row.application.category_id, row.application.enterprise_id) not in holding:
            found[row.application.category_id].append(row)
    return found
