"""Places of a category: which are free, taking one, giving it back. The rows are the quota."""

from django.db.models import QuerySet

from casework.accreditation.models import Application, Category, Designation, Slot


class NoSlot(Exception):
    """There is no free place, in a sentence for whoever asked."""


def free(category: Category) -> QuerySet[Slot]:
    return Slot.objects.filter(category=category, designation=None).order_by("number")


def occupy(application: Application) -> Designation:
    """Designate the applicant on the first free slot of its category; call it inside a transaction.

    Those who want a slot of one category come one after the other: each locks all slots of the category, in one order.

    Raises:
        NoSlot: all are held, or the applicant has been designated already.
    """
    category = application.category
    list(Slot.objects.select_for_update().filter(category=category).order_by("number"))
    if Designation.objects.filter(application=application).exists():
        raise NoSlot("该申请已经命名。")
    slot = free(category).first()
    if slot is None:
        raise NoSlot(f"{category}的名额已经用完，没有空余名额。")
    return Designation.objects.create(application=application, slot=slot, place=slot)


def release(designation: Designation) -> None:
    """Give the slot back; which one it was stays written."""
    Designation.objects.filter(pk=designation.pk).update(slot=None)
