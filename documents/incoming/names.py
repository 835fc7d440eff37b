"""File names people can read and no machine can misread."""

import re
import unicodedata

LONGEST = 100
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, bidi overrides, zero-width, surrogates, private use
NO_NAME = "附件"


def clean_name(raw: str) -> str:
    """The last part of a path, without characters that hide or reorder; never empty, at most 100 characters."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", raw or "")[-1])
    name = "".join(" " if c.isspace() else c for c in name if c.isspace() or unicodedata.category(c) not in HIDDEN)
    stem, dot, extension = " ".join(name.split()).strip(" .").rpartition(".")
    if not dot:
        return extension[:LONGEST] or NO_NAME
    extension = extension.strip()[:10]
    return f"{stem.strip(' .')[: LONGEST - len(extension) - 1] or NO_NAME}.{extension}"


def extension_of(name: str) -> str:
    """Lower-case, without the dot; empty if there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def renamed(name: str, extension: str) -> str:
    """The name with the extension of what was kept."""
    stem = name.rpartition(".")[0] if "." in name else name
    return f"{stem}.{extension}"
