"""What must hold before a service is registered: each a sentence for whoever is refused, with its article."""

from datetime import date
from typing import Any

from casework.clock.deadlines import threshold
from documents.models import Document, ElectronicConsent, ServiceMode
from documents.queries import of_dossier
from workflows.engine import Lifecycle
from workflows.words import Needs, needs, of_facts

SERVING = "行政处罚法第61条、民事诉讼法第87条"
PROVEN = {  # what each mode must show (law.md 5): sentence when it is missing
    ServiceMode.LEFT: ("witness_or_media", "留置送达须有见证人签名，或附拍照、录像。", "民事诉讼法第89条"),
    ServiceMode.MAIL: ("proof", "邮寄送达须附邮寄回执，送达日期以回执为准。", "民事诉讼法第91条"),
    ServiceMode.ENTRUSTED: ("proof", "委托送达须附受托机关的回执。", "民事诉讼法第91条"),
    ServiceMode.FORWARDED: ("proof", "转交送达须附转交单位的回执。", "民事诉讼法第92条至第94条"),
    ServiceMode.DIRECT: ("receiver", "直接送达须写明收件人。", "民事诉讼法第88条"),
    ServiceMode.ON_SPOT: ("receiver", "当场交付须写明收件人。", "行政处罚法第61条"),
}


class ServiceConditions(Lifecycle):
    @of_facts
    def tried_when(self) -> Needs:
        return needs(self.between_issue_and_today(self.facts.tried_on), "日期须在签发之后、今天以前。", SERVING)

    def between_issue_and_today(self, day: Any) -> bool:
        return isinstance(day, date) and self.record.document.issued_on <= day <= self.today

    @of_facts
    def course_written(self) -> Needs:
        return needs(self.facts.remark.strip(), "请写明经过。", SERVING)

    @of_facts
    def dated(self) -> Needs:
        if not isinstance(self.facts.served_on, date):
            return needs(False, "请填写送达日期。")
        dated = self.between_issue_and_today(self.facts.served_on)
        return needs(dated, "送达日期不能早于签发日，也不能晚于今天。", SERVING)

    @of_facts
    def proven(self) -> Needs:
        mode = self.facts.mode
        if mode == ServiceMode.ELECTRONIC:
            return self.consented()
        if mode == ServiceMode.PUBLIC_NOTICE:
            return needs(False, "公告送达须先登记公告，期满由系统认定。", "民事诉讼法第95条")
        if mode not in PROVEN:
            return needs(False, "请选择送达方式。")
        what, words, law = PROVEN[mode]
        facts = self.facts
        if not of_dossier(self.record.dossier_id, facts.proof):
            return needs(False, "附件不属于本案。")
        shown = {"proof": facts.proof, "receiver": facts.receiver.strip()}
        shown["witness_or_media"] = facts.proof or facts.witness.strip()
        return needs(shown[what], words, law)

    def consented(self) -> Needs:
        """Electronic service needs the signed confirmation, in force on the day; an employer's binds no person."""
        dossier = self.record.dossier
        consent = ElectronicConsent.objects.filter(
            enterprise=dossier.enterprise_id, withdrawn_on=None, signed_on__lte=self.facts.served_on
        )
        return needs(
            not dossier.personal and consent.exists(),
            "当事人没有签署电子送达确认书，不能电子送达。",
            "行政处罚法第61条第2款",
        )

    def paper_fell(self) -> Needs:
        fell = self.record.document.status != Document.Status.ISSUED
        return needs(fell, "文书仍然有效，不能以失效为由不再送达。", SERVING)

    @of_facts
    def last_resort(self) -> Needs:
        """Public notice only where the whereabouts are unknown or all else failed (民事诉讼法 95)."""
        tries = self.record.attempts >= threshold("failed-attempts", self.today)
        words = "公告送达须先有两次其他方式送达未成的记录，或写明下落不明的情况。"
        return needs(tries or self.facts.whereabouts_unknown, words, "民事诉讼法第95条")

    @of_facts
    def posted_when(self) -> Needs:
        words = "公告日期须在签发之后、今天以前。"
        return needs(self.between_issue_and_today(self.facts.posted_on), words, "民事诉讼法第95条")

    def notice_over(self) -> Needs:
        running = self.record.dossier.deadlines.filter(
            name="public_notice", key=str(self.record.pk), due_on__gte=self.today, status="running"
        )
        return needs(not running.exists(), "公告期还没有届满。", "民事诉讼法第95条")

    @of_facts
    def false_proof(self) -> Needs:
        return needs(self.facts.reason.strip(), "请写明送达凭证不实的情况。", SERVING)
