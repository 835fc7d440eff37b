"""File names: readable, and nothing hidden in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.incoming.names import HIDDEN, clean_name, extension_of, renamed

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("现场照片.jpg", "现场照片.jpg"),
        ("𠮷野家培训.pdf", "𠮷野家培训.pdf"),
        ("C:\\fakepath\\证件.png", "证件.png"),
        ("../../etc/passwd", "passwd"),
        ("报告\u202egpj.exe", "报告gpj.exe"),
        ("a\x00b\x1f.jpg", "ab.jpg"),
        ("  多  个\t空\n格 .jpg", "多 个 空 格.jpg"),
        ("<b>&'\".jpg", "<b>&'\".jpg"),
        ("零\u200b宽\ufeff.jpg", "零宽.jpg"),
        ("...", "附件"),
        ("", "附件"),
        (".jpg", "jpg"),
        ("长" * 300 + ".jpeg", "长" * 95 + ".jpeg"),
        ("a.tar.gz", "a.tar.gz"),
    ],
)
def test_clean_name(raw, name):
    assert clean_name(raw) == name


@given(st.text())
def test_any_name_becomes_a_harmless_one(raw):
    import unicodedata

    name = clean_name(raw)
    assert 0 < len(name) <= 100 and "/" not in name and "\\" not in name and name not in {".", ".."}
    assert not any(unicodedata.category(c) in HIDDEN for c in name)
    assert clean_name(name) == name


def test_extension():
    assert extension_of("A.JPG") == "jpg" and extension_of("a") == ""
    assert renamed("a.b.heic", "jpg") == "a.b.jpg" and renamed("a", "pdf") == "a.pdf"
