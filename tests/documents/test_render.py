import hashlib
import io
import json
import zipfile

import docx
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError
from lxml import etree

from documents import render
from documents.pictures import BadPicture, load, reference
from documents.text import clean_facts
from tests.documents.matters import seal_picture, signature_picture
from tests.documents.plain import pictures_of, plain, texts
from tests.documents.samples import order_facts

ORDER = "rectification-order"


@pytest.fixture
def stored():
    """Keep a picture in storage as the seal of an agency is kept."""
    names = []

    def keep(body: bytes) -> dict[str, str]:
        names.append(default_storage.save("seals/test.png", ContentFile(body)))
        return {"file": names[-1], "sha256": hashlib.sha256(body).hexdigest()}

    yield keep
    for name in names:
        default_storage.delete(name)


def whole(body: bytes) -> str:
    return "\n".join(line for part in texts(body).values() for line in part)


def test_the_same_paper_as_docxtpl_draws(stored):
    pictures = {"seal": stored(seal_picture()), "officer_1": "", "officer_2": "", "party": ""}
    facts = order_facts(pictures=pictures, addressee="𠮷<&>公司\n第二行")
    drawn, ordinary = render.draw(ORDER, facts), plain(ORDER, facts)
    assert texts(drawn) == texts(ordinary)
    assert pictures_of(drawn) == pictures_of(ordinary)
    assert set(pictures_of(drawn)) == {"qr", "seal"}


def test_a_sound_zip_with_the_papers_own_title_and_date():
    body = render.draw(ORDER, order_facts())
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
    properties = docx.Document(io.BytesIO(body)).core_properties
    assert properties.title == "责令限期整改指令书 （南）应急责改〔2026〕15号"
    assert properties.author == "南宁市应急管理局"
    assert properties.created.date().isoformat() == "2026-06-16"
    assert properties.comments == ""


def test_drawn_again_from_frozen_facts_it_is_the_same_to_the_byte():
    frozen = json.loads(json.dumps(clean_facts(order_facts())))
    assert render.draw(ORDER, frozen) == render.draw(ORDER, order_facts())


@pytest.mark.parametrize(
    "name",
    [
        "压力<0.5MPa",
        "研发&制造",
        "A</w:t></w:r></w:p><w:p>",
        "{{ 7*7 }}",
        "{% for x in y %}",
        "𠮷䶮㛃𬭎",
        "\"'“”",
        "名" * 200,
    ],
)
def test_hostile_text_is_printed_as_it_is(name):
    body = render.draw(ORDER, clean_facts(order_facts(addressee=name)))
    assert f"{name}：" in texts(body)["body"]
    assert "经查，你单位存在下列问题：" in texts(body)["body"]


def test_a_missing_fact_is_an_error():
    facts = order_facts()
    del facts["court"]
    with pytest.raises(UndefinedError, match="court"):
        render.render(render.factory(ORDER), facts)


@pytest.mark.parametrize("name", ["number", "addressee", "items", "groups"])
def test_an_empty_required_fact_is_refused(name):
    with pytest.raises(render.DrawingFailed, match=name):
        render.draw(ORDER, order_facts(**{name: [] if name in ("items", "groups") else ""}))


def test_a_fact_the_template_does_not_print_is_refused():
    with pytest.raises(render.DrawingFailed, match="找不到内容：court"):
        render.check("<w:t>没有法院</w:t>", {"court": "南宁铁路运输法院"}, ("court",))
    with pytest.raises(render.DrawingFailed, match="没有填上"):
        render.check("<w:t>{{ court }}</w:t>", {}, ())


@pytest.mark.parametrize("value", [None, 1.5, b"x", ["x"]])
def test_only_text_and_numbers_are_printed(value):
    with pytest.raises(TypeError):
        render.draw(ORDER, order_facts(agency=value))


@pytest.mark.parametrize(
    "source",
    ["{{ cycler.__init__.__globals__ }}", "{{ x.__class__.__mro__ }}", "{{ x.append(1) }}"],
)
def test_a_template_reaches_nothing_but_its_facts(source):
    with pytest.raises((SecurityError, UndefinedError)):
        render.ENVIRONMENT.from_string(source).render(x=[])


def test_a_seal_changed_since_is_noticed(stored):
    seal = stored(seal_picture())
    with pytest.raises(BadPicture, match="no longer"):
        load({**seal, "sha256": "0" * 64}, is_signature=False)
    assert load("", is_signature=False) is None and reference(None) == ""


def test_a_signature_keeps_its_shape(stored):
    from PIL import Image

    for opaque in (True, False):
        body = load(stored(signature_picture(opaque=opaque)), is_signature=True)
        with Image.open(io.BytesIO(body)) as image:
            left, top, right, bottom = image.getchannel("A").getbbox()
            assert image.size == (500, 200)
            # Drawn 300 wide and 30 high, whatever the sheet round it.
            assert (right - left) / (bottom - top) == pytest.approx(10, rel=0.15)


def test_without_a_seal_nothing_stands_in_its_place():
    body = render.draw(ORDER, order_facts())
    assert set(pictures_of(body)) == {"qr"}
    assert "打印件加盖实物印章后生效" in whole(body)


def test_the_digest_is_the_templates():
    path = render.ROOT / "enforcement/rectification-order.docx"
    assert render.factory(ORDER).digest == hashlib.sha256(path.read_bytes()).hexdigest()
