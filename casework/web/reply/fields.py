"""Several files at once."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

ACCEPT = ".pdf,.jpg,.jpeg,.png,.heic,.mp4,.docx,.xlsx"
FILES_HINT = "PDF、JPG、PNG，每个不超过20 MB，可以一次选几个。"


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])


class FilesField(forms.FileField):
    """Any number of files; what is in them is checked where they are taken in (documents.evidence)."""

    widget = FilesInput

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"required": False, "label": "证明材料", **more})
        self.widget.attrs.update(multiple=True, accept=ACCEPT)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        if self.required and not data:
            raise ValidationError(self.error_messages["required"], code="required")
        return list(data or [])
