"""An enterprise is findable under its name from the moment it is saved; names printed in lists are read anew."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from casework.organisations import names
from casework.organisations.models import Enterprise, Industry, Region
from casework.organisations.queries import index_name


@receiver(post_save, sender=Enterprise)
def keep_name_findable(instance: Enterprise, raw: bool, **kwargs: Any) -> None:
    if not raw:
        index_name(instance)


for changed in (post_save, post_delete):
    for model in (Region, Industry):
        changed.connect(names.forget, sender=model, dispatch_uid=f"names {changed is post_save} {model.__name__}")
