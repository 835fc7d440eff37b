"""Fields that the forms of steps share: dates in three parts, two officers, files, several choices."""

import base64
import binascii
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from casework.accounts.models import OfficerCertificate, User
from casework.accounts.queries import officers_of
from casework.core.now import today
from casework.organisations.models import Agency
from documents.models import Attachment, Dossier

REQUIRED = "这一项还没有填。"
FIRST_YEAR, LAST_YEAR = 1990, 2090
PAD = "data:image/png;base64,"
MOST_DRAWN = 400_000  # characters of a drawn signature
NO_SUCH_DAY = "没有这一天。请按年、月、日填写数字。"


def whole(text: Any) -> int | None:
    """A key as a form sends it; nothing for anything else."""
    text = str(text or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


class TextField(forms.CharField):
    """A line or a paragraph; blanks at both ends go."""

    def __init__(self, *, rows: int = 0, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 300)
        if rows:
            kwargs["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(
            error_messages={"required": REQUIRED, "max_length": "最多%(limit_value)d个字。请缩短。"}, **kwargs
        )


class PartsWidget(forms.MultiWidget):
    """Year, month and day in three boxes, so that no browser's own order of dates matters."""

    def __init__(self) -> None:
        parts = {"y": ("年", 4), "m": ("月", 2), "d": ("日", 2)}
        boxes = {
            name: forms.TextInput(attrs={"inputmode": "numeric", "maxlength": size, "aria-label": label})
            for name, (label, size) in parts.items()
        }
        super().__init__(boxes)

    def decompress(self, value: date | None) -> list[Any]:
        return [value.year, value.month, value.day] if value else ["", "", ""]


class DateField(forms.Field):
    """A day, given in three parts."""

    partial = "forms/date.html"
    widget = PartsWidget

    def __init__(self, *, missing: str = "请填写年、月、日。", **kwargs: Any) -> None:
        super().__init__(error_messages={"required": missing}, **kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date) or not value:
            return value or None
        parts = [str(part or "").strip() for part in value]
        if not any(parts):
            return None
        if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
            raise ValidationError(NO_SUCH_DAY)
        try:
            day = date(*map(int, parts))
        except ValueError:
            raise ValidationError(NO_SUCH_DAY) from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError("年份不对，请核对。")
        return day


def officer_choices(agency: Agency, recused: Iterable[int] = ()) -> list[tuple[str, str]]:
    """Certified officers of the agency with their numbers, those who withdrew from the matter left out: two queries."""
    people = [user for user in officers_of(agency) if user.pk not in set(recused)]
    numbers = dict(OfficerCertificate.objects.in_force(today()).filter(user__in=people).values_list("user", "number"))
    return [(str(user.pk), f"{user.name}　{numbers.get(user.pk, '')}") for user in people]


class OfficersWidget(forms.MultiWidget):
    """One select for each officer."""

    def __init__(self, count: int = 2) -> None:
        super().__init__({str(n): forms.Select() for n in range(1, count + 1)})

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        for select in self.widgets:
            select.choices = [("", "请选择"), *choices]

    def decompress(self, value: Any) -> list[str]:
        chosen = [str(pk) for pk in value or []]
        return (chosen + [""] * len(self.widgets))[: len(self.widgets)]


class OfficersField(forms.Field):
    """Two different officers (行政处罚法 42), as a list of keys. ``offer`` says among whom."""

    partial = "forms/officers.html"
    widget = OfficersWidget
    names = ("执法人员一", "执法人员二")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "执法人员")
        super().__init__(error_messages={"required": "执法人员不得少于两人。请再选一人。"}, **kwargs)
        self.known: set[int] = set()

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        self.known = {int(value) for value, _label in choices}
        self.widget.offer(choices)

    def to_python(self, value: Any) -> list[int]:
        return [pk for text in value or [] if (pk := whole(text)) is not None]

    def validate(self, value: list[int]) -> None:
        if len(value) < 2:
            raise ValidationError(self.error_messages["required"])
        if len(set(value)) < len(value):
            raise ValidationError("两名执法人员不能是同一人。请另选一人。")
        if not set(value) <= self.known:
            raise ValidationError("有执法人员证件不在有效期内、已回避或不属于本机关，请另选。")


class FilesWidget(forms.FileInput):
    """Files chosen now, and those an earlier try of the same form already brought in."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[int]:
        listed = data.getlist if hasattr(data, "getlist") else lambda key: data.get(key, [])
        dropped = set(listed(f"{name}_drop"))
        kept = [whole(pk) for pk in listed(f"{name}_kept") if pk not in dropped]
        return [pk for pk in dict.fromkeys(kept) if pk is not None]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class FilesField(forms.Field):
    """Files taken in before the step, as a list of keys; the form sets ``dossier``, strangers' files are refused."""

    partial = "forms/files.html"
    widget = FilesWidget
    dossier: Dossier | None = None
    single = False  # a new file takes the place of the one before

    def __init__(
        self, *, kind: str = "", missing: str = "还没有附材料。至少附1份。", camera: bool = False, **kwargs: Any
    ) -> None:
        self.kind, self.camera = kind, camera
        attrs = {"multiple": True, "accept": "image/*,.heic,.heif,video/mp4,.pdf,.docx,.xlsx"}
        attrs |= {"capture": "environment", "accept": "image/*,.heic,.heif"} if camera else {}
        super().__init__(widget=FilesWidget(attrs=attrs), error_messages={"required": missing}, **kwargs)

    def drawn(self, data: Any, key: str) -> list[UploadedFile]:
        """Files that came another way than as an upload."""
        return []

    def to_python(self, value: Any) -> list[int]:
        return list(value or [])

    def clean(self, value: Any) -> list[int]:
        chosen = super().clean(value)
        if len(self.rows(chosen)) != len(chosen):
            raise ValidationError("有附件不属于本案。请重新选择文件。")
        return chosen

    def rows(self, chosen: Iterable[int]) -> list[Attachment]:
        return list(Attachment.objects.filter(dossier=self.dossier, pk__in=list(chosen))) if chosen else []


class SignatureField(FilesField):
    """A signature drawn on the pad, or a photograph of the signed paper where there is no script; kept as a file."""

    partial = "forms/signature.html"
    single = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(kind="签名", **{"required": False, **kwargs})

    def drawn(self, data: Any, key: str) -> list[UploadedFile]:
        """What was drawn on the pad, as a file; nothing for an empty or broken drawing."""
        text = data.get(f"{key}_drawn", "")
        if not text.startswith(PAD) or len(text) > MOST_DRAWN:
            return []
        try:
            body = base64.b64decode(text.removeprefix(PAD), validate=True)
        except binascii.Error:
            return []
        return [SimpleUploadedFile(f"{self.label.replace('　', ' ')}签名.png", body, content_type="image/png")]


class CardsField(forms.TypedMultipleChoiceField):
    """Several of a few things, each a card; ``notes`` says something below each (by value)."""

    partial = "forms/cards.html"

    def __init__(self, *, missing: str = "还没有选。至少选一项。", **kwargs: Any) -> None:
        super().__init__(
            coerce=int, widget=forms.CheckboxSelectMultiple, error_messages={"required": missing}, **kwargs
        )
        self.notes: dict[str, str] = {}


class ChoiceField(forms.ChoiceField):
    """One of a few, in a list; ``segmented`` shows them side by side."""

    def __init__(
        self, *, segmented: bool = False, blank: str = "请选择", missing: str = REQUIRED, **kwargs: Any
    ) -> None:
        choices = list(kwargs.pop("choices", ()))
        if segmented:
            kwargs["widget"] = forms.RadioSelect
            self.partial = "forms/segmented.html"
        self.blank = "" if segmented else blank
        super().__init__(error_messages={"required": missing, "invalid_choice": "没有这一项。请重新选择。"}, **kwargs)
        self.offer(choices)

    def offer(self, choices: Iterable[tuple[Any, str]]) -> None:
        self.choices = ([("", self.blank)] if self.blank else []) + [(str(value), label) for value, label in choices]


class PersonField(ChoiceField):
    """One person, as a key."""

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        return int(chosen) if chosen else None


class TickField(forms.BooleanField):
    partial = "forms/tick.html"

    def __init__(self, *, missing: str = REQUIRED, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(error_messages={"required": missing}, **kwargs)


def named(people: Iterable[User]) -> list[tuple[str, str]]:
    return [(str(user.pk), user.name) for user in people]
