"""An outsider with a phone or at a desk: the square code of a revoked certificate, and a file that was altered."""

from urllib.parse import urlsplit

import pytest

from documents import drawing
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.workflows.accreditation.tenure_story import Tenure

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.once]
DROPPED = """([name, bytes]) => {
    const carried = new DataTransfer();
    carried.items.add(new File([new Uint8Array(bytes)], name));
    return carried;
}"""


class Outsider(Visitor):
    """He has a paper and a file, and no account."""

    def drop(self, name: str, body: bytes) -> "Outsider":
        carried = self.page.evaluate_handle(DROPPED, [name, list(body)])
        self.page.locator(".verify-file").dispatch_event("drop", {"dataTransfer": carried})
        return self


@pytest.fixture
def certificate(people):
    """The certificate of a designation that was revoked."""
    story = Tenure(people)
    story.revoked()
    drawing.sweep()
    return story.designation.certificate


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_code_of_a_revoked_certificate_and_an_altered_file(enter, certificate, size):
    with certificate.file.open() as file:
        body = file.read()
    outsider = enter(Outsider, size=size).go(urlsplit(certificate.facts["verify_url"]).path)
    outsider.says("命名已经撤销", "起不再有效", certificate.number, "内容和文件都没有改动")
    sent = []
    outsider.page.on("request", lambda request: sent.append(request.method))
    outsider.drop("证书.docx", body[:-1] + bytes([body[-1] ^ 1])).says("证书.docx与签发的文件不同").look()
    outsider.drop("证书.docx", body).says("与签发的文件一字不差").look()
    assert sent == [], "the file stays where it is"


def test_without_a_script_the_file_is_sent_and_compared(enter, certificate):
    with certificate.file.open() as file:
        body = file.read()
    outsider = enter(Outsider, scripts=False).go("/verify/")
    outsider.page.fill("#code", certificate.code.lower())
    outsider.press("核验文书", "main").says("命名已经撤销")
    for data, words in ((body, "与存档一字不差"), (body + b" ", "与存档不同")):
        file = {"name": "证书.docx", "mimeType": "application/octet-stream", "buffer": data}
        outsider.page.set_input_files("#file", file)
        outsider.press("上传比对").says(words)
