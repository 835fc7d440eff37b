"""A template in a real browser: brought with a mistake, mended, and approved by another, at a desk and on a phone."""

from datetime import timedelta

import pytest

from casework.core.now import today
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.documents.office_template import ORDER, changed, with_paragraph

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.once]
NEW = changed(("经查，你单位存在下列问题：", "经现场检查，你单位存在下列问题："))


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_a_template_is_mended_and_approved(enter, people, size):
    clerk = enter(Visitor, people.clerk.username, size).go("/templates/").follow("责令限期整改指令书", "main")
    page = clerk.page
    page.get_by_text("可用的字段").click()
    clerk.look()

    def bring(body: bytes) -> Visitor:
        file = {"name": "责令限期整改指令书.docx", "mimeType": "application/octet-stream", "buffer": body}
        page.set_input_files("[name=file]", files=[file])
        page.fill("[name=words]", "开头写明是现场检查")
        return clerk.press("检查并上传", "main")

    bring(with_paragraph("{{ adressee }}")).says("有1处要改", "正文第5段", "是不是“addressee”？")
    bring(NEW).says("第1版已上传", "经现场检查，你单位存在下列问题：")
    legal = enter(Visitor, people.legal.username, size).go("/templates/").follow("第1版", "main")
    legal.follow("最长", "main").says("很长的名称")
    legal.page.fill("[name=begins]", f"{today() + timedelta(7):%Y-%m-%d}")
    legal.press("批准这一版", "main").says("已批准第1版", "停用这一版")
    legal.go(f"/templates/{ORDER}/").says("已批准")
