import base64
import hashlib
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.safestring import SafeString

from documents import qr, render
from documents.preview import html
from tests.documents.matters import seal_picture
from tests.documents.plain import texts
from tests.documents.samples import order_facts

ORDER = "rectification-order"


def preview(draft=False, **changes) -> str:
    return html(render.draw(ORDER, order_facts(**changes)), draft=draft)


def bare(markup: str) -> str:
    return re.sub(r"<[^>]+>", "", markup)


def test_it_says_what_the_file_says():
    words = bare(preview())
    body = render.draw(ORDER, order_facts())
    for line in texts(body)["body"] + texts(body)["first header"]:
        assert line in words


def test_it_stands_in_the_pages_own_styles():
    markup = preview()
    assert isinstance(markup, SafeString)
    assert markup.startswith(
        "<header><p>南宁市应急管理局行政执法文书</p><h3>责令限期整改指令书</h3><p>（南）应急责改〔2026〕15号</p></header>"
        '<p class="paper-to"><u>南宁市示例冶金有限公司</u>：</p><p>经查，你单位存在下列问题：</p>'
    )
    assert "style=" not in markup  # the policy of the pages forbids it
    assert (
        '<span class="paper-seal">签发后<br>加盖印章</span><p>南宁市应急管理局（印章）<br>2026年6月16日</p>' in markup
    )


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "a&b<i>", '"><img src=x onerror=y>'])
def test_markup_in_a_name_stays_text(name):
    markup = preview(addressee=name)
    assert "<script" not in markup and "<i>" not in markup and "<img src=x" not in markup
    assert name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;") in markup


def test_line_breaks_are_kept():
    assert "<u>一<br>二</u>：" in preview(addressee="一\n二")


def test_a_draft_marks_what_was_filled_in_and_shows_no_seal_and_no_code():
    body = seal_picture()
    stored = default_storage.save("seals/preview.png", ContentFile(body))
    seal = {"file": stored, "sha256": hashlib.sha256(body).hexdigest()}
    pictures = {"seal": seal, "officer_1": "", "officer_2": "", "party": ""}
    draft, issued = preview(draft=True, pictures=pictures), preview(pictures=pictures)
    default_storage.delete(stored)
    assert "<mark>2026年7月1日</mark>" in draft and "<mark>" not in issued
    assert "<img" not in draft and "核验码" not in draft
    assert 'class="paper-stamp"' in issued and "<b>8K3M WQ7Z P2RA</b>" in issued
    # A blank for the pen is no answer of anybody's.
    assert "<u>　　　　</u>（执法员甲）" in draft


def test_the_code_in_the_foot_is_the_papers():
    found = re.search(r'<img class="paper-qr" src="data:image/png;base64,([^"]+)"', preview())
    assert base64.b64decode(found.group(1)) == qr.png(order_facts()["verify_url"])


def test_page_numbers_are_left_to_the_file():
    assert "共 1 页" not in bare(preview()) and "续页" not in bare(preview())


@pytest.mark.django_db
def test_a_form_is_a_table(people):
    from documents.catalogue import KINDS
    from tests.documents.matters import Matter

    matter = Matter(people)
    receipt = matter.paper("service-receipt")
    markup = html(render.draw("service-receipt", KINDS["service-receipt"].facts(receipt)))
    assert '<table class="paper-form"><tr><th><p>文书名称、文号</p></th>' in markup
    assert '<th><p>备注</p></th><td colspan="5"><p>由门卫室登记后转交办公室负责收件的人</p></td>' in markup
    form = html(render.draw("no-filing", KINDS["no-filing"].facts(matter.paper("no-filing"))))
    assert '<p class="paper-right">签名：<u>科长甲</u>　2026年6月16日</p>' in form
