"""The articles a finding keeps: of the enterprise's own rule, of the workers' paragraph, and as they stood that day."""

import pytest

from casework.enforcement.basis import GUIDANCE
from casework.enforcement.models import Basis, Finding
from tests.workflows.story import Story
from workflows.engine import Refused

pytestmark = pytest.mark.django_db

DUTY = "《中华人民共和国安全生产法》第二十八条"


def found(people, violation: str = "V1", **more) -> Finding:
    story = Story(people).start().find(violation, **more)
    return story.visit.findings.get()


@pytest.mark.parametrize(
    ("employments", "paragraphs"),
    [([None], "第一款"), (["intern"], "第三款"), (["dispatched", "own"], "第一款、第二款")],
)
def test_the_paragraph_of_the_workers_concerned(people, employments, paragraphs):
    workers = [{"name": f"示例工人{n}"} | ({"employment": kind} if kind else {}) for n, kind in enumerate(employments)]
    finding = found(people, workers=workers)
    assert finding.basis["breached"] == DUTY + paragraphs
    assert [w.employment for w in finding.workers.order_by("pk")] == [kind or "own" for kind in employments]


def test_a_producer_is_held_to_its_own_law(people):
    people.enterprise.industry_id, people.enterprise.producer = "hazchem", True
    people.enterprise.save()
    assert "危险化学品安全法》第一百零一条第一款第（六）项" in found(people).basis["penalised_by"]


def test_a_later_change_of_the_rule_leaves_the_finding_as_it_was(people):
    finding = found(people)
    Basis.objects.filter(pk=finding.basis["basis"]).update(breached="新法第一条", consequence="另行规定")
    finding.refresh_from_db()
    assert finding.basis["breached"] == DUTY + "第一款" and "10万元以下" in finding.basis["consequence"]


def test_guidance_keeps_no_article(people):
    finding = found(people, "V4", guidance=True)
    assert finding.guidance and finding.basis["breached"] == finding.basis["penalised_by"] == ""
    assert finding.basis["consequence"] == GUIDANCE


def test_a_statutory_violation_cannot_be_called_guidance(people):
    with pytest.raises(Refused, match="不能只作指导"):
        found(people, "V3", guidance=True)


def test_a_violation_without_a_rule_in_force_is_not_recorded(people):
    Basis.objects.filter(violation="V1").delete()
    with pytest.raises(Refused, match="没有可适用的法律依据"):
        found(people)
