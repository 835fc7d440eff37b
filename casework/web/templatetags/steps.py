"""Filters for the forms of steps: which template draws a field, which files it already holds."""

from typing import Any

from django import template
from django.forms import BoundField

from documents.models import Attachment

register = template.Library()

PLAIN = "components/field.html"


@register.filter
def partial(field: BoundField) -> str:
    """The template that draws the field."""
    return getattr(field.field, "partial", PLAIN)


@register.filter
def parts(field: BoundField) -> list[dict[str, Any]]:
    """The single boxes of a field made of several."""
    return field.subwidgets[0].data["subwidgets"]


@register.filter
def kept_files(field: BoundField) -> list[Attachment]:
    """Files that an earlier try of this form brought in."""
    return field.field.rows(field.value() or [])


@register.filter
def card_note(choice: Any, field: BoundField) -> str:
    return field.field.notes.get(str(choice.data["value"]), "")


@register.filter
def kilobytes(size: int) -> str:
    return f"{size / 1048576:.1f} MB" if size >= 1048576 else f"{max(1, size // 1024)} KB"
