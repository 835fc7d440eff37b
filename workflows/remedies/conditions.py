"""What must hold before a step of a review: each a sentence for whoever is refused, with its article."""

from datetime import date
from decimal import Decimal

from casework.penalties.models import Decision, Remedy, Stay
from casework.penalties.states import RemedyState
from documents.models import Service
from workflows.matter import Matter
from workflows.words import Needs, needs, of_facts

STAYING = "行政复议法第42条、行政诉讼法第56条"
RECEIPT = "行政复议法第48条、行政诉讼法第67条"
LIGHTER = "行政复议法第63条、行政诉讼法第77条"


class RemedyConditions(Matter):
    record: Remedy

    @property
    def open_stay(self) -> Stay | None:
        return self.record.stays.filter(until=None).order_by("pk").last()

    def act_served(self) -> Needs:
        """Nobody is bound by an act that did not reach him, and nothing internal is one."""
        document = self.record.document
        reached = Service.objects.filter(document=document, state="served").exists()
        return needs(
            reached and not document.internal and document.dossier_id == self.record.dossier_id,
            "只能登记对本案已送达文书的复议、诉讼。请先登记送达。",
            "行政复议法第20条、行政诉讼法第46条",
        )

    def once_each(self) -> Needs:
        """One row per act and instance; one withdrawn may come again where the body admits it."""
        others = Remedy.objects.filter(document=self.record.document_id, instance=self.record.instance)
        others = others.exclude(pk=self.record.pk).exclude(state="").exclude(outcome=Remedy.Outcome.WITHDRAWN)
        return needs(not others.exists(), f"这份文书的{self.record.get_instance_display()}已经登记过。")

    def in_turn(self) -> Needs:
        """An appeal follows a judgement; one body at a time has the act before it (行诉法 44, 复议法 29)."""
        others = Remedy.objects.filter(document=self.record.document_id).exclude(pk=self.record.pk)
        if others.filter(state=RemedyState.PENDING).exclude(instance=self.record.instance).exists():
            return needs(
                False, "这份文书还有复议或者诉讼没有结束，请先登记结果。", "行政复议法第29条、行政诉讼法第44条"
            )
        first = others.filter(instance=Remedy.Instance.SUIT, state=RemedyState.ENDED)
        appeals = self.record.instance == Remedy.Instance.APPEAL
        return needs(not appeals or first.exists(), "还没有一审结果，不能登记二审。", "行政诉讼法第85条")

    @of_facts
    def received_when(self) -> Needs:
        applied, received = self.facts.applied_on, self.facts.received_on
        dated = isinstance(applied, date) and isinstance(received, date)
        issued = self.record.document.issued_on
        return needs(
            dated and issued <= applied <= received <= self.today,
            "申请、起诉日期须在文书签发之后，收到日期须在申请之后、今天以前。",
            RECEIPT,
        )

    @of_facts
    def body_named(self) -> Needs:
        written = self.facts.body.strip() and self.facts.claims.strip()
        return needs(written, "请写明复议机关或者法院，以及对方的请求和理由。", RECEIPT)

    @of_facts
    def papers_attached(self) -> Needs:
        papers = self.facts.papers
        return needs(papers and self.own_files(papers), "请附收到的申请书、起诉状或者裁判文书。", RECEIPT)

    def unanswered(self) -> Needs:
        return needs(self.record.answered_on is None, "已经答复过。", RECEIPT)

    @of_facts
    def answer_written(self) -> Needs:
        return needs(
            self.facts.answer.strip(), "请写答复意见。不答复的，视为没有证据。", "行政复议法第70条、行政诉讼法第34条"
        )

    def not_yet_stayed(self) -> Needs:
        return needs(self.open_stay is None, "已经停止执行。", STAYING)

    def stayed_now(self) -> Needs:
        return needs(self.open_stay, "没有停止执行，不必恢复。", STAYING)

    @of_facts
    def stay_dated(self) -> Needs:
        since = self.facts.since
        dated = isinstance(since, date) and self.record.applied_on <= since <= self.today
        return needs(dated, "停止执行日期须在申请、起诉之后，今天以前。", STAYING)

    @of_facts
    def end_dated(self) -> Needs:
        until, held = self.facts.until, self.open_stay
        dated = isinstance(until, date) and held is not None and held.since <= until <= self.today
        return needs(dated, "恢复执行日期须在停止执行之后，今天以前。", STAYING)

    @of_facts
    def outcome_known(self) -> Needs:
        facts = self.facts
        dated = isinstance(facts.ended_on, date) and self.record.applied_on <= facts.ended_on <= self.today
        chosen = facts.outcome in Remedy.Outcome.values and facts.words.strip()
        return needs(dated and chosen, "请选择结果，写明裁判要旨，送达日期须在申请之后、今天以前。")

    @of_facts
    def never_heavier(self) -> Needs:
        """Whoever asks for review is not worse off for it."""
        decision = Decision.objects.filter(document=self.record.document_id).select_related("sanction").first()
        if decision is None or self.facts.outcome != Remedy.Outcome.CHANGED:
            return needs(self.facts.fine is None, "只有变更处罚决定的，才填变更后的罚款。", LIGHTER)
        fair = self.facts.fine is None or 0 <= Decimal(self.facts.fine) <= decision.sanction.fine
        return needs(fair, "变更后的罚款不能高于原罚款，请核对裁判文书。", LIGHTER)
