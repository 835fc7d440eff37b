"""The training mode is only for an installation that says it holds no real matter."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

OBJECTION = (
    "TRAINING_MODE is on, but nothing says that this database holds no real matter: its name has no “train” in it, "
    "and neither DEMO_ACCOUNTS nor TRAINING_DATABASE_OK is set."
)


def harmless() -> bool:
    """Whether the installation says it is one for training: by its database's name, demo accounts, or outright."""
    name = PurePath(str(settings.DATABASES["default"]["NAME"])).name.lower()
    return "train" in name or settings.DEMO_ACCOUNTS or settings.TRAINING_DATABASE_OK


def is_on() -> bool:
    """Training: asked for, and harmless here. A web server starts without the checks, so the clock itself asks."""
    return bool(settings.TRAINING_MODE) and harmless()


def training_is_harmless(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    if not settings.TRAINING_MODE or harmless():
        return []
    return [Error(OBJECTION, hint="Switch TRAINING_MODE off, or see docs/deployment.md, “Training”.", id="core.E001")]
