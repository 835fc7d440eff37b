"""Templates and static files: they compile, keep the content security policy, and are all our own."""

import re

import pytest
from django.template import Context, Origin, Template, engines
from django.template.loader import get_template

from tests.floors import code
from tests.undefined import UndefinedVariable

pytestmark = pytest.mark.once

HANDLER = re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", re.I)
OUTSIDE = re.compile(r"""(?:src|href|action|url\()\s*=?\s*["'(]?\s*(?:https?:)?//(?!www\.w3\.org)""", re.I)
POST_FORM = re.compile(r"<form\b[^>]*method=[\"']?post[^>]*>(.*?)</form>", re.I | re.S)
SAFE = re.compile(r"\|\s*safe\b|autoescape\s+off")


def offenders(pattern: re.Pattern[str], paths=None) -> list[str]:
    return [code.name(p) for p in paths or code.templates() if pattern.search(p.read_text(encoding="utf-8"))]


def test_templates_compile():
    root = code.ROOT / "templates"
    for path in code.templates():
        if path.is_relative_to(root):
            get_template(str(path.relative_to(root)))


def test_no_inline_handlers_styles_or_scripts():
    assert not offenders(HANDLER)
    assert not offenders(re.compile(r"<[a-z][^>]*\sstyle\s*=", re.I))
    assert not offenders(re.compile(r"<style\b", re.I))
    assert not offenders(INLINE_SCRIPT)
    assert not offenders(re.compile(r"javascript:", re.I))


def test_nothing_comes_from_another_host():
    assert not offenders(OUTSIDE)
    assert not offenders(OUTSIDE, code.matching(".css"))
    assert not offenders(re.compile(r"@import\s+(url\()?[\"']?(https?:)?//"), code.matching(".css"))


def test_nothing_is_marked_safe():
    assert not offenders(SAFE)


def test_every_post_form_has_its_token():
    for path in code.templates():
        for form in POST_FORM.findall(path.read_text(encoding="utf-8")):
            assert "csrf_token" in form or "{% include" in form, code.name(path)


def test_no_third_party_files_are_copied_in():
    """They come from the static files of pip packages, where their licences and updates are."""
    for path in code.matching(".js") + code.matching(".css"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"@license|copyright|\(c\) ?\d{4}|sourceMappingURL", text, re.I), code.name(path)
        assert max(map(len, text.splitlines()), default=0) < 300, f"{code.name(path)} looks minified"


def test_an_undefined_variable_fails():
    """Ours fail; a library's template, which relies on Django's leniency, does not."""
    engine = engines["django"].engine
    for origin, fails in ((code.ROOT / "templates/x.html", True), (code.ROOT / ".venv/x.html", False)):
        template = Template("{{ nobody_gives_this }}", origin=Origin(str(origin)), engine=engine)
        if fails:
            with pytest.raises(UndefinedVariable, match="nobody_gives_this"):
                template.render(Context({}))
        else:
            assert template.render(Context({})) == ""
