"""What the administrators' tables of several floors share."""

from typing import Any


class ConfirmedByLegal:
    """A table of legal figures: an administrator may change one, and it is unconfirmed until legal staff read it again.

    ``confirmation`` names the columns that only the page of unconfirmed parameters writes.
    """

    confirmation: dict[str, Any] = {"confirmed": False, "confirmed_by": None}

    def get_readonly_fields(self, request: Any, obj: Any = None) -> list[str]:
        inherited = super().get_readonly_fields(request, obj)  # type: ignore[misc]
        return [*inherited, *self.confirmation]

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        if form.changed_data:
            for name, value in self.confirmation.items():
                setattr(obj, name, value)
        super().save_model(request, obj, form, change)  # type: ignore[misc]
