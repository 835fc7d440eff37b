"""Guardian's rows: who gets a dossier on the desk, and who loses it."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from guardian.shortcuts import assign_perm, remove_perm

HANDLE = "documents.handle_dossier"


@cache
def handle_permission_id() -> int:
    """Key of the permission to handle a dossier; passing it lets the database use the grant's unique index.

    Forgotten after every migrate and flush (apps.py): the row is written anew there, under another key.
    """
    return Permission.objects.values_list("pk", flat=True).get(
        content_type__app_label="documents", codename="handle_dossier"
    )


def forget_permission(**kwargs: Any) -> None:
    handle_permission_id.cache_clear()


def put_in_charge(dossier: Any, users: Iterable[Any]) -> None:
    """Give the dossier to these officers as well."""
    for user in users:
        assign_perm(HANDLE, user, dossier)


def take_off(dossier: Any, users: Iterable[Any]) -> None:
    """Take the dossier from these officers."""
    for user in users:
        remove_perm(HANDLE, user, dossier)


def is_in_charge(user: Any, dossier: Any) -> bool:
    table = apps.get_model("documents", "DossierUserObjectPermission")
    return table.objects.filter(user=user, permission_id=handle_permission_id(), content_object=dossier).exists()
