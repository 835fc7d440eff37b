"""An enterprise is findable under its name from the moment it is saved."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from casework.organisations.models import Enterprise
from casework.organisations.queries import index_name


@receiver(post_save, sender=Enterprise)
def keep_name_findable(instance: Enterprise, raw: bool, **kwargs: Any) -> None:
    if not raw:
        index_name(instance)
