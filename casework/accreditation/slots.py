"""Places of a category: which are free, taking one, what they are worth to somebody who holds one. The rows are the
quota; a slot is given back with the step that ends its designation, never by itself.
"""

from django.db.models import QuerySet

from casework.accreditation.models import Application, Category, Designation, Slot
from casework.accreditation.states import LOOSE


class NoSlot(Exception):
    """There is no free place, in a sentence for whoever asked."""


def free(category: Category) -> QuerySet[Slot]:
    return Slot.objects.filter(category=category, designation=None).order_by("number")


def held_by(application: Application) -> Designation | None:
    """The designation that the application would renew: the applicant holds a slot of the category already."""
    own = Designation.objects.filter(enterprise=application.enterprise_id, place__category=application.category_id)
    return own.filter(state__in=LOOSE).order_by("pk").last()


def free_for(application: Application) -> int:
    """How many places the applicant may hope for: those that are free, and its own where it asks for renewal."""
    return free(application.category).count() + (held_by(application) is not None)


def claim(category: Category) -> Slot:
    """The first free slot of a category, to be occupied at once; call it inside a transaction.

    Those who want a slot of one category come one after the other: each locks all slots of the category, in one order.

    Raises:
        NoSlot: all are held.
    """
    list(Slot.objects.select_for_update().filter(category=category).order_by("number"))
    slot = free(category).first()
    if slot is None:
        raise NoSlot(f"{category}的名额已经用完，没有空余名额。")
    return slot
