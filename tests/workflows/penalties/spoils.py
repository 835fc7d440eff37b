"""What makes a hearing, a discussion or a decision unlawful, one thing at a time."""

from datetime import timedelta
from typing import Any

from django.utils.functional import lazy

from casework.accounts.grants import put_in_charge
from casework.accounts.models import Membership
from casework.core.now import today
from casework.core.words import date_cn
from casework.enforcement.models import Finding
from casework.penalties.models import (
    Decision,
    Deliberation,
    Hearing,
    KeptEvidence,
    LegalReview,
    Penalty,
    PenaltyNotice,
    Referral,
    Sanction,
    Vote,
)
from documents.models import Document
from tests.workflows.broken import Row, Spoil, row
from tests.workflows.lawful import About, day
from workflows.opening import open_penalty
from workflows.penalty.judgements import earliest_hearing

OTHERS = 10**9
NOTICE, DEFENCE, ONCE = "行政处罚法第44条、第62条", "行政处罚法第45条", "行政处罚法第29条"
RANGE, TOGETHER, REVIEW = "行政处罚法第16条、第38条", "行政处罚法第57条第2款", "行政处罚法第58条"
ART63, ART64 = "行政处罚法第63条", "行政处罚法第64条第{}项"
CHAIR, AGENTS, MINUTES = ART64.format(4), ART64.format(5), ART64.format(8)
OLD_RULE = "原安全生产违法行为行政处罚办法（条文待核）"


def notice(**changed: Any) -> Spoil:
    return lambda a: PenaltyNotice.objects.filter(penalty=a.story.penalty_key).update(**changed)


def sanction(**changed: Any) -> Spoil:
    return lambda a: Sanction.objects.filter(penalty=a.story.penalty_key).update(**changed)


def penalty(**changed: Any) -> Spoil:
    return lambda a: Penalty.objects.filter(pk=a.story.penalty_key).update(**changed)


def hearing(**changed: Any) -> Spoil:
    return lambda a: Hearing.objects.filter(penalty=a.story.penalty_key).update(
        **{name: value(a) if callable(value) else value for name, value in changed.items()}
    )


def findings(**changed: Any) -> Spoil:
    return lambda a: Finding.objects.filter(case=a.story.case).update(**changed)


def clock(name: str, due: int) -> Spoil:
    return lambda a: a.record.dossier.deadlines.filter(name=name).update(due_on=day(due))


def answer(article: str, value: Any) -> Spoil:
    def spoil(a: About) -> None:
        told = Sanction.objects.get(penalty=a.story.penalty_key)
        told.answers[article] = value
        told.save(update_fields=["answers"])

    return spoil


def withdraw_paper(kind: str) -> Spoil:
    return lambda a: Document.objects.filter(kind=kind).update(status="withdrawn")


def other_proposal(a: About) -> None:
    """Somebody wrote another proposal beside the one notified."""
    told = Sanction.objects.get(penalty=a.story.penalty_key)
    told.pk, told._state.adding, told.facts = None, True, "另一件事"
    told.save()


def punished(tier: int) -> Spoil:
    """The same party was punished for the same finding in another case."""

    def spoil(a: About) -> None:
        made = open_penalty(a.story.case, [a.people.officer], tier=tier)
        made.findings.set(a.record.findings.all())
        told = Sanction.objects.create(penalty=made, facts="示例", fine=20000, by=a.people.officer)
        Decision.objects.create(penalty=made, sanction=told)

    return spoil


def kept(a: About) -> None:
    KeptEvidence.objects.create(penalty=a.record, items=[], reason="示例", place="示例")


def refer(**more: Any) -> Spoil:
    return lambda a: Referral.objects.create(
        dossier=a.record.dossier, receiver="示例公安局", suspicion="示例罪", facts="示例", **more
    )


def unreviewed(a: About) -> None:
    LegalReview.objects.all().delete()


def undiscussed(a: About) -> None:
    Vote.objects.all().delete()
    Deliberation.objects.all().delete()


def defended_again(a: About) -> None:
    """A late defence, answered, comes after the review: what was reviewed is no longer all that was said."""
    a.story.defend(late_reason="新找到考核记录").answer_defence()


def asked_before(a: About) -> None:
    notice = PenaltyNotice.objects.get(penalty=a.record)
    Hearing.objects.create(penalty=a.record, notice=notice, by=a.by, outcome="absent", ended_on=day())


def one_leader(a: About) -> None:
    left = Membership.objects.filter(user__in=[a.people.second_leader, a.people.third_leader, a.people.chief])
    left.update(valid_to=day(-1))
    a.facts["votes"] = [{"member": a.people.leader.pk, "agrees": True, "words": ""}]


def alone_with_reason(a: About) -> None:
    one_leader(a)
    a.facts["committee_reason"] = "只有一名负责人在职"


def investigator_votes(a: About) -> None:
    """The second officer, who never acted himself."""
    a.facts["votes"][0]["member"] = a.people.partner.pk


def week(words: str) -> str:
    """The sentence with the first day on which a hearing announced today may be held; asked for when compared."""
    return words.format(date_cn(earliest_hearing(today())))


lazily: Any = lazy(week, str)


def too_soon(a: About) -> None:
    """On the seventh workday: the seven do not yet lie behind."""
    a.facts["held_at"] -= timedelta(days=1)


def vote(**changed: Any) -> Spoil:
    return row("votes", **changed)


def recused(name: str) -> Spoil:
    def spoil(a: About) -> None:
        dossier = a.record.dossier
        dossier.recused = [getattr(a.people, name).pk]
        dossier.save(update_fields=["recused"])

    return spoil


def investigates(name: str) -> Spoil:
    return lambda a: put_in_charge(a.record.dossier, [getattr(a.people, name)])


KEPT: Row = ("kept_released", kept, "先行登记保存的证据还没有处理，请先作出处理决定。", "行政处罚法第56条")
