"""Addresses and views: closed by default, functions, short, and a GET cannot write."""

import ast
import inspect
from pathlib import Path

import pytest
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.floors import code
from tests.get_cannot_write import GetWrote, get_cannot_write

# The only addresses that open without a login.
PUBLIC = {
    "account_login", "account_logout", "account_inactive", "account_reauthenticate", "mfa_authenticate",
    "verify", "verify_code", "claim", "source", "public_penalties", "public_penalty",
    "public_listings", "public_listing", "public_object", "public_objection", "public_designations",
}  # fmt: skip
MARKERS = {"mark_safe", "SafeString", "SafeText"}
OURS = ("casework.", "documents.", "workflows.")


def own(resolver: URLResolver | None = None) -> list[URLPattern]:
    """Every address but the administrators' site, which is Django's and asked about by itself below."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            found += own(entry) if entry.app_name != "admin" else []
        else:
            found.append(entry)
    return found


def written_here() -> list[URLPattern]:
    return [p for p in own() if inspect.unwrap(p.callback).__module__.startswith(OURS)]


def open_to_all(pattern: URLPattern) -> bool:
    return not getattr(pattern.callback, "login_required", True)


def address(pattern: URLPattern) -> str:
    """The address with some value in every slot; whether the row exists must not matter to a stranger."""
    slots = pattern.pattern.converters.items()
    return reverse(pattern.name, kwargs={name: converter.to_python("1") for name, converter in slots})


@pytest.mark.once
def test_every_address_has_a_name():
    assert not [str(p.pattern) for p in own() if not p.name]


@pytest.mark.once
def test_only_listed_addresses_open_without_login():
    assert {p.name for p in own() if open_to_all(p)} <= PUBLIC


def test_a_stranger_is_sent_to_the_login(client, db):
    for pattern in written_here():
        if pattern.name in PUBLIC:
            continue
        for answer in (client.get(address(pattern)), client.post(address(pattern))):
            assert answer.status_code in {302, 405}, pattern.name
            assert answer.status_code == 405 or answer["Location"].startswith(reverse("account_login")), pattern.name


def test_the_administrators_site_uses_our_login(client, db):
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))


@pytest.mark.once
def test_views_are_functions():
    views = [inspect.unwrap(p.callback) for p in written_here()]
    assert views
    assert all(inspect.isfunction(view) for view in views)
    assert not [p.name for p in written_here() if hasattr(p.callback, "view_class")]


@pytest.mark.once
def test_views_are_short():
    views = {(v.__module__, v.__name__) for p in written_here() for v in [inspect.unwrap(p.callback)]}
    found = [f for f in code.functions(code.product()) if (module(f.path), f.node.name) in views]
    assert len(found) >= len(views)
    assert not [f"{f}: {f.length}" for f in found if f.length > 30]


def module(path: Path) -> str:
    return ".".join(path.relative_to(code.ROOT).with_suffix("").parts)


@pytest.mark.once
def test_pages_do_not_render_strings_of_html():
    """``mark_safe`` only where the one who calls it escaped what it wraps; each place is named here."""
    allowed = {"casework/web/templatetags/ui.py", "documents/preview.py", "documents/qr.py"}
    found = {
        code.name(path)
        for path in code.product()
        for node in ast.walk(code.tree(path))
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in MARKERS
    }
    assert found <= allowed


def test_a_get_that_writes_is_caught(rf, db):
    def view(request):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE organisations_region SET name = 'x'")

    with pytest.raises(GetWrote):
        get_cannot_write(view)(rf.get("/"))
    get_cannot_write(view)(rf.post("/"))
