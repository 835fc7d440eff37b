"""Figures of computed criteria: only what inspections found is known, and it caps a rate until it is put right."""

import pytest

from casework.accreditation.computed import figure
from casework.enforcement.models import Finding
from casework.enforcement.standing import Standing
from tests.people import cast
from tests.workflows.accreditation.story import Story
from tests.workflows.story import Story as CaseStory

pytestmark = pytest.mark.django_db

CERTIFIED = "special_operation_certified_rate"
WORKERS = [{"name": f"示例工人{name}", "trade": "电工"} for name in "甲乙"]


@pytest.fixture
def application():
    people = cast()
    CaseStory(people).start().find("V3", "2名电工无证上岗", workers=WORKERS).conclude()
    application = Story(people).drafted().application
    application.special_staff = 15
    return application


def test_without_facts_there_is_no_figure(application):
    for computed in ("trainers_per_trade", "workforce_pass_rate", "examiners_certified"):
        row = figure(application, computed)
        assert row.value == "" and not row.against
        assert "本系统还没有" in row.source and "请填写说明并附证明材料" in row.source


def test_people_found_without_certificate_cap_the_rate(application):
    row = figure(application, CERTIFIED)
    assert row.value == "不高于86.6%"
    assert row.source.startswith("填报15人，检查发现2人不符合且还没有改正，合格的至多13人。")
    assert row.against == ["检查发现：2名电工无证上岗"]


def test_more_people_than_stated_leave_nothing(application):
    application.special_staff = 1
    assert figure(application, CERTIFIED).value == "不高于0.0%"


def test_what_is_put_right_no_longer_counts(application):
    Finding.objects.update(standing=Standing.DONE)
    row = figure(application, CERTIFIED)
    assert row.value == "" and not row.against


def test_a_finding_that_names_nobody_is_shown_without_a_figure(application):
    Finding.objects.get().workers.all().delete()
    row = figure(application, CERTIFIED)
    assert row.value == "" and row.against
