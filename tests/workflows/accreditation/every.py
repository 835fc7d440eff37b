"""Every way and every row of accreditation: each part writes a ``lawful_`` and a ``broken_`` module of its own."""

from importlib import import_module
from pkgutil import iter_modules

from tests.workflows import accreditation

ROWS = []
for name in sorted(module.name for module in iter_modules(accreditation.__path__)):
    if name.startswith(("lawful_", "broken_")):
        ROWS += getattr(import_module(f"{accreditation.__name__}.{name}"), "ROWS", [])
