"""What the square code of a certificate shows: how the designation stands today, and nobody's data."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.accreditation.models import Application, Designation
from casework.core.now import today
from documents.models import Document
from documents.render import draw
from tests.people import cast
from tests.web.looking import read
from tests.workflows.accreditation.tenure_story import Tenure
from workflows.accreditation.designating import open_designation
from workflows.tick import tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Tenure:
    return Tenure(cast())


def shown(client, story: Tenure, paper: Document | None = None) -> str:
    """What a stranger reads who scans the certificate."""
    paper = paper or story.designation.certificate
    return read(client, None, reverse("verify_code", args=[paper.code]))


def expired(s: Tenure) -> None:
    s.named().near_its_end(-1)
    tick()


STANDINGS = {
    "active": (lambda s: s.named(), "这份证书是真的，命名有效", "有效期至"),
    "under_review": (lambda s: s.under_review(), "命名正在复核", "有结论以前，命名继续有效"),
    "rectifying": (lambda s: s.rectifying(), "命名单位正在限期整改", "整改期间，命名继续有效"),
    "notified": (lambda s: s.named().notified(), "命名正在办理终止", "还没有终止"),
    "suspended": (lambda s: s.named().stopped(), "命名单位正在停产停业", "恢复生产以前"),
    "revoked": (lambda s: s.revoked(), "命名已经撤销", "起不再有效"),
    "recalled": (lambda s: s.recalled(), "命名已经撤回", "起不再有效"),
    "surrendered": (lambda s: s.surrendered(), "命名已经注销", "起不再有效"),
    "dissolved": (lambda s: s.dissolved(), "命名已经注销", "起不再有效"),
    "expired": (expired, "命名已经到期注销", "起不再有效"),
}


@pytest.mark.parametrize("name", STANDINGS)
def test_the_live_status(client, story, name):
    tell, head, words = STANDINGS[name]
    tell(story)
    text = shown(client, story)
    assert head in text and words in text and story.designation.number in text
    p = story.people
    for private in (p.enterprise.name, "示例联系人", "0771-0000002", "伪造", "停办实训业务", p.officer.name):
        assert private not in text


def test_it_stays_valid_while_the_renewal_is_undecided(client, story):
    story.named().near_its_end().asking_again().submitted().near_its_end(-1)
    assert "命名已经到期" in shown(client, story), "asked for a day too late"
    Application.objects.filter(pk=story.pk).update(submitted_on=today() - timedelta(20))
    text = shown(client, story)
    assert "命名有效" in text and "复评正在办理" in text


def test_renewed_and_reissued_ones_are_replaced(client, story):
    old = story.named().designation.certificate
    story.do("reissue_certificate", reason="法定代表人张三变更。")
    text = shown(client, story, old)
    assert "这份证书已经换发" in text and "张三" not in text
    assert "命名有效" in shown(client, story)
    story.near_its_end().asking_again().recommended()
    open_designation(story.application, by=None)
    assert "已经由新证书接替" in shown(client, story)
    new = Designation.objects.latest("pk")
    assert "命名有效" in read(client, None, reverse("verify_code", args=[new.certificate.code]))


def test_another_paper_of_the_dossier_tells_of_itself(client, story):
    story.rectifying()
    text = shown(client, story, story.paper("designation-rectification"))
    assert "这份文书是真的" in text and "正在限期整改" not in text


def test_a_changed_file_is_noticed(client, story):
    paper = story.named().designation.certificate
    body = draw(paper.kind, paper.facts)
    Document.objects.filter(pk=paper.pk).update(sha256=hashlib.sha256(body).hexdigest())
    address = reverse("verify_code", args=[paper.code])
    for content, words in ((body, "一字不差"), (body + b" ", "与存档不同")):
        answer = client.post(address, {"file": SimpleUploadedFile("证书.docx", content)})
        assert words in answer.content.decode()
