"""Samples are whole: every kind has one, it has every field its papers have, and it is drawn in all three forms."""

import io
import random
import zipfile

import pytest
from lxml import etree

from documents import render, samples
from documents.catalogue import CORRECTION, KINDS, TABLE
from documents.templating import shapes
from documents.text import BadText, clean, clean_facts
from tests.documents.matters import Matter
from tests.documents.penalty_matter import PenaltyMatter

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize("code", KINDS)
def test_each_form_of_a_sample_is_drawn(code):
    for facts in samples.cases(code).values():
        assert clean_facts(facts) == facts
        with zipfile.ZipFile(io.BytesIO(render.draw(code, facts))) as archive:
            etree.fromstring(archive.read("word/document.xml"))


@pytest.mark.parametrize("code", KINDS)
def test_no_list_of_a_sample_is_empty(code):
    def bare(shape, at):
        if isinstance(shape, dict):
            return [name for key, below in shape.items() for name in bare(below, f"{at}.{key}")]
        return bare(shape[0], at) if isinstance(shape, list) else [at] if shape is None else []

    assert not bare(shapes.schema(code), code)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [kind for kind in TABLE if kind.folder != "accreditation"], ids=lambda kind: kind.code)
def test_a_sample_has_every_field_of_a_real_paper(people, kind):
    matter = (Matter if kind in CORRECTION else PenaltyMatter)(people)
    assert not shapes.missing(shapes.schema(kind.code), shapes.shape(kind.facts(matter.paper(kind.code))))


def hostile(pick: random.Random) -> str:
    """A string of everything Unicode has, weighted towards what breaks papers."""
    kinds = (
        lambda: chr(pick.randrange(0x110000)),
        lambda: chr(pick.randrange(0x20)),
        lambda: chr(pick.randrange(0x4E00, 0xA000)),
        lambda: pick.choice("<>&\"'{}%#`\\\u202e\u200b\ud842\udfb7\ufeff\u2028\u00a0𠮷䶮㎡①é"),
        lambda: pick.choice(("</w:t>", "{{ x }}", "{% if %}", "]]>", "&amp;", "<!--", "&#0;", "e\u0301", "\r\n")),
    )
    return "".join(pick.choice(kinds)() for _ in range(pick.randrange(1, 60)))


def printed_lines(body: bytes, style: str) -> str:
    """The text of the paragraphs of a style; a line break is a line break."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    found = [
        p for p in root.iter(f"{W}p") if (s := p.find(f"{W}pPr/{W}pStyle")) is not None and s.get(f"{W}val") == style
    ]
    pieces = (node for p in found for node in p.iter(f"{W}t", f"{W}br"))
    return "".join("\n" if node.tag == f"{W}br" else node.text or "" for node in pieces)


@pytest.mark.parametrize("code", ["rectification-order", "recheck-opinion", "penalty-notice"])
def test_no_character_the_sanitizer_keeps_is_lost(code):
    """2,000 random names through three papers."""
    pick = random.Random(code)
    facts, done = samples.sample(code), 0
    while done < 667:
        try:
            name = clean(hostile(pick))
        except BadText:
            continue  # refused in words: private-use characters
        if not name.strip():
            continue
        body = render.draw(code, {**facts, "addressee": name})
        assert printed_lines(body, "Flush") == f"{name}：", ascii(name)
        done += 1
