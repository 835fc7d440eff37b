"""A changed row drops the book that every process keeps in memory."""

from django.db.models.signals import post_delete, post_migrate, post_save

from casework.clock.book import changed, forget
from casework.clock.models import Holiday, Period, Threshold


def connect() -> None:
    for model in (Holiday, Period, Threshold):
        post_save.connect(changed, model, dispatch_uid=f"clock.{model.__name__}.saved")
        post_delete.connect(changed, model, dispatch_uid=f"clock.{model.__name__}.deleted")
    post_migrate.connect(forget, dispatch_uid="clock.migrated")
