"""Drafts of one enterprise's colleagues at the same moment: one draft, and every text is in it."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from casework.enforcement import drafts
from casework.enforcement.models import Report
from tests.people import cast
from tests.workflows.story import Story


def write_with_others(start, case, finding, by):
    try:
        start.wait(timeout=20)
        drafts.write(case, finding.due_on, {finding.pk: f"第{finding.number}项改好了"}, by=by)
    finally:
        connection.close()


def test_two_who_begin_at_once_share_one_draft(transactional_db):
    story = Story(cast()).start().find("V1").find("V2").conclude().order().serve()
    case, people = story.case, (story.people.representative, story.people.group_representative)
    start = Barrier(2)
    with ThreadPoolExecutor(2) as threads:
        jobs = zip(case.findings.order_by("number"), people, strict=True)
        for done in [threads.submit(partial(write_with_others, start, case, *job)) for job in jobs]:
            done.result()
    report = Report.objects.get(case=case)
    assert [answer.text for answer in report.answers.all()] == ["第1项改好了", "第2项改好了"]


@pytest.mark.django_db
def test_a_finding_of_another_date_is_refused():
    story = Story(cast()).start().find("V1").find("V2").conclude().order(n1=10, n2=20).serve()
    first, second = story.case.findings.order_by("number")
    with pytest.raises(drafts.NoDraft, match="不在这一期限里"):
        drafts.write(story.case, first.due_on, {second.pk: "写错了地方"}, by=story.people.representative)
    assert not Report.objects.exists()
