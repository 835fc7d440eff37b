"""Check digits of the unified social credit code (GB 32100) and of the citizen's ID number (GB 11643)."""

from datetime import date

from django.core.exceptions import ValidationError

CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = [3**i % 31 for i in range(17)]
ID_WEIGHTS = [2 ** (17 - i) % 11 for i in range(17)]
ID_CHECKS = "10X98765432"


def credit_check(body: str) -> str:
    """The 18th character of a credit code, from its first 17.

    Raises:
        ValueError: a character outside the code's alphabet.
    """
    total = sum(CREDIT_CHARACTERS.index(c) * w for c, w in zip(body, CREDIT_WEIGHTS, strict=True))
    return CREDIT_CHARACTERS[-total % 31]


def id_check(body: str) -> str:
    """The 18th character of an ID number, from its first 17 digits."""
    return ID_CHECKS[sum(int(c) * w for c, w in zip(body, ID_WEIGHTS, strict=True)) % 11]


def check_credit_code(value: str) -> None:
    """Refuse a credit code that is not 18 characters of the alphabet with the right check character."""
    if len(value) != 18 or any(c not in CREDIT_CHARACTERS for c in value):
        raise ValidationError("统一社会信用代码应为18位，由数字和大写字母组成，不含I、O、S、V、Z。", code="form")
    if value[17] != credit_check(value[:17]):
        raise ValidationError("统一社会信用代码的校验位不对，请逐位核对营业执照。", code="check")


def check_id_number(value: str) -> None:
    """Refuse an ID number of the wrong form, with an impossible birthday or a wrong check character."""
    if len(value) != 18 or not value[:17].isascii() or not value[:17].isdigit() or value[17] not in "0123456789X":
        raise ValidationError("身份证号应为18位数字，末位可以是大写X。", code="form")
    try:
        date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        raise ValidationError("身份证号里的出生日期不存在，请核对。", code="birthday") from None
    if value[17] != id_check(value[:17]):
        raise ValidationError("身份证号的校验位不对，请逐位核对。", code="check")
