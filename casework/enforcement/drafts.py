"""The enterprise's report while it is being written. Saving is no step of the case, and yet nothing of it gets lost.

A draft answer belongs to its finding: when an extension moves the finding to another date, it goes along.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db import connection, transaction

from casework.accounts.models import User
from casework.enforcement.models import Answer, Case, Finding, Report
from casework.enforcement.states import RUNNING, Standing
from casework.trail import chain
from documents.models import Attachment

ASKED = (Standing.OPEN, Standing.NOT_DONE, Standing.REPORTED)
CLOSED = "这件整改已经不能再提交材料（{state}）。有新情况请联系承办人员。"
GONE = "这项问题已经不在这一期限里，请刷新后重试。"
MOST_TEXT = 4000


class NoDraft(Exception):
    """The draft cannot be kept, in a sentence for its author."""


def asked(case: Case) -> dict[date, list[Finding]]:
    """Due date -> the findings an answer is asked for: ordered, the order served, not settled."""
    found: dict[date, list[Finding]] = defaultdict(list)
    rows = case.findings.filter(order__served_on__isnull=False, standing__in=ASKED, due_on__isnull=False)
    for row in rows.select_related("violation", "order").order_by("due_on", "number"):
        found[row.due_on].append(row)
    return dict(found)


def answers(case: Case) -> dict[int, Answer]:
    """Finding -> what is drafted for it, with its files."""
    rows = Answer.objects.filter(report__case=case, report__submitted_at=None).prefetch_related("evidence")
    return {row.finding_id: row for row in rows.order_by("id")}


def sent(case: Case) -> dict[int, Answer]:
    """Finding -> what was reported of it last, with its files."""
    rows = Answer.objects.filter(report__case=case, report__submitted_at__isnull=False)
    rows = rows.select_related("report__by").prefetch_related("evidence")
    return {row.finding_id: row for row in rows.order_by("report__submitted_at", "id")}


def write(case: Case, due_on: date, texts: Mapping[int, str], *, by: User) -> dict[int, Answer]:
    """Keep the texts of one due date; returns the answers of all its findings.

    Findings reported before begin with what was reported, since the findings of one date are reported together.

    Raises:
        NoDraft: the case takes no more answers, or a finding is not asked at this date.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        chain.lock(cursor, case.dossier_id)
        findings = findings_of(case, due_on, texts)
        report = draft_of(case, due_on, by)
        mine = take_over(report, findings)
        for pk, text in texts.items():
            if mine[pk].text != text:
                mine[pk].text = text
                mine[pk].save(update_fields=["text", "updated_at"])
        Report.objects.filter(case=case, submitted_at=None, answers=None).exclude(pk=report.pk).delete()
    return mine


def findings_of(case: Case, due_on: date, named: Iterable[int]) -> list[Finding]:
    """The findings of the date, with the case locked.

    Raises:
        NoDraft: as above.
    """
    fresh = Case.objects.select_related("dossier").get(pk=case.pk)
    if fresh.state not in RUNNING or fresh.dossier.sealed_at:
        raise NoDraft(CLOSED.format(state=fresh.get_state_display()))
    findings = asked(fresh).get(due_on, [])
    if not findings or set(named) - {row.pk for row in findings}:
        raise NoDraft(GONE)
    return findings


def draft_of(case: Case, due_on: date, by: User) -> Report:
    """The one draft of a date; colleagues of one enterprise share it."""
    return Report.objects.get_or_create(case=case, due_on=due_on, submitted_at=None, defaults={"by": by})[0]


def take_over(report: Report, findings: list[Finding]) -> dict[int, Answer]:
    """The draft's answers, one for each finding: moved here from another date, begun from the last report, or empty."""
    drafted, reported = answers(report.case), sent(report.case)
    mine = {}
    for finding in findings:
        answer = drafted.get(finding.pk)
        if answer is None:
            answer = begin(report, finding, reported.get(finding.pk))
        elif answer.report_id != report.pk:
            answer.report = report
            answer.save(update_fields=["report", "updated_at"])
        mine[finding.pk] = answer
    return mine


def begin(report: Report, finding: Finding, last: Answer | None) -> Answer:
    kept = last if finding.standing == Standing.REPORTED else None
    answer = Answer.objects.create(report=report, finding=finding, text=kept.text if kept else "")
    if kept:
        answer.evidence.set(kept.evidence.all())
    return answer


def attach(case: Case, finding: Finding, files: Iterable[Attachment], *, by: User) -> Answer:
    """Hang files that have been taken in on the drafted answer.

    Raises:
        NoDraft: the case takes no more answers, or the finding none.
    """
    if finding.due_on is None:
        raise NoDraft(GONE)
    answer = write(case, finding.due_on, {}, by=by).get(finding.pk)
    if answer is None:
        raise NoDraft(GONE)
    answer.evidence.add(*files)
    return answer


def detach(case: Case, finding: int, file: int) -> None:
    """Take a file off the draft; the file itself stays in the dossier, where its event says that it came in."""
    with transaction.atomic(), connection.cursor() as cursor:
        chain.lock(cursor, case.dossier_id)
        answer = Answer.objects.filter(report__case=case, report__submitted_at=None, finding=finding).first()
        if answer is not None:
            answer.evidence.remove(*Attachment.objects.filter(pk=file, dossier=case.dossier_id))
