"""What filing, investigating and telling write: the sanction proposed, the notice of it, the notice that is void."""

from decimal import Decimal, InvalidOperation
from typing import Any

from casework.enforcement.models import Basis
from casework.penalties import law
from casework.penalties.models import Hearing, Penalty, PenaltyNotice, Sanction
from documents.models import Attachment, Document
from workflows import unserved
from workflows.served import serving_key

# What the law asks before every penalty, by article of 行政处罚法; each answer: {"applies": bool, "words": str}.
QUESTIONS = {
    "28": "责令改正",
    "29": "同一行为是否已受罚款",
    "32": "从轻或者减轻处罚的情形",
    "33": "不予处罚的情形",
    "36": "处罚时效",
    "37": "新旧规定的适用",
}
EFFECTS = ("lighter", "heavier", "below")
UNKNOWN = ("", "signature")  # an attachment of these kinds says of no evidence what it is
NO_AMOUNT = Decimal(-1)
FEN = Decimal("0.01")


def money(value: Any) -> Decimal:
    """The amount of a fact, which a proposal keeps as text; below nothing where it is none."""
    try:
        amount = Decimal(str(value))
        return amount if amount.is_finite() and amount == amount.quantize(FEN) else NO_AMOUNT
    except InvalidOperation:
        return NO_AMOUNT


def applies(answers: Any, article: str) -> bool:
    """Whether the question was answered with yes."""
    answer = answers.get(article)
    return isinstance(answer, dict) and answer.get("applies") is True


def limits(penalty: Penalty, basis: Basis | None) -> tuple[Decimal, Decimal]:
    """Between which amounts the fine of this case lies; nothing where no provision was chosen."""
    return law.limits(penalty, basis) if basis else (Decimal(0), Decimal(0))


def proposed(page: Any) -> Sanction:
    """What the facts propose, not yet saved."""
    facts, penalty = page.facts, page.record
    basis = Basis.objects.filter(pk=facts.basis).first()
    low, high = limits(penalty, basis)
    return Sanction(
        penalty=penalty, facts=facts.facts, breached=facts.breached, penalised_by=facts.penalised_by, basis=basis,
        chosen_because=facts.chosen_because, warning=facts.warning, fine=money(facts.fine),
        confiscation=money(facts.confiscation), stop_production=facts.stop_production, fine_min=low, fine_max=high,
        grade_id=facts.grade, factors=facts.factors, computation=facts.computation,
        outside_reason=facts.outside_reason, answers=facts.answers, complex=facts.complex,
        new_facts=getattr(facts, "new_facts", ""), made_on=page.today, by=page.by,
    )  # fmt: skip


def propose(page: Any) -> Sanction:
    sanction = proposed(page)
    sanction.save()
    sanction.evidence.set(page.facts.evidence)
    return sanction


def tell(page: Any, sanction: Sanction) -> PenaltyNotice:
    """The notice of a sanction; whether it gives a hearing is fixed with it (行政处罚法 63)."""
    return PenaltyNotice.objects.create(
        penalty=page.record,
        sanction=sanction,
        hearing_right=law.gives_hearing(sanction, page.personal, page.today),
        issued_on=page.today,
    )


def void(page: Any, reason: str) -> dict[str, list[str | None]]:
    """End the notice in force with its papers; returns the keys of the clocks that now have nothing to run for."""
    notice = page.notice
    if notice is None:
        return {"serve": [], "defence": [], "hearing_request": [], "hearing": []}
    notice.void_on, notice.void_reason = page.today, reason[:200]
    notice.save(update_fields=["void_on", "void_reason"])
    papers = [notice.document_id, notice.hearing_document_id]
    Document.objects.filter(pk__in=papers).update(status=Document.Status.WITHDRAWN, status_reason=reason[:200])
    page.__dict__.pop("notice")
    unserved.give_up(page, papers, reason)
    return {
        "serve": [serving_key(notice)],
        "defence": [str(notice.document_id)],
        "hearing_request": [str(notice.hearing_document_id)],
        "hearing": [None],
    }


def waive(page: Any, *, defence: bool, hearing: bool) -> dict[str, list[str | None]]:
    """Note what the party gave up in writing; a hearing asked for has then ended. Returns the clocks' keys."""
    notice, asked = page.notice, page.hearing
    if defence:
        notice.defence_waived_on = page.today
    if hearing:
        notice.hearing_waived_on = page.today
    notice.save(update_fields=["defence_waived_on", "hearing_waived_on"])
    if hearing and asked is not None and not asked.outcome:
        asked.outcome, asked.ended_on = Hearing.Outcome.WAIVED, page.today
        asked.save(update_fields=["outcome", "ended_on"])
    return {
        "defence": [str(notice.document_id)] if defence else [],
        "hearing_request": [str(notice.hearing_document_id)] if hearing else [],
        "hearing": [None] if hearing else [],
    }


def evidence_of(penalty: Penalty, named: Any) -> list[Attachment]:
    """The attachments among those named that lie in this dossier or in that of the correction case."""
    folders = [penalty.dossier_id, penalty.case.dossier_id]
    return list(Attachment.objects.filter(pk__in=set(named), dossier__in=folders))
