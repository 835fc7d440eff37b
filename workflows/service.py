"""送达: how a paper reaches the one it is for. The first valid service starts every clock that runs from it, on its
true date, also when proved later; never before the paper was issued nor after today.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.clock.deadlines import threshold
from casework.enforcement import standing
from casework.enforcement.models import Case, Order
from casework.enforcement.queries import refresh_due
from documents.models import ElectronicConsent, Service, ServiceMode
from documents.models import ServiceState as S
from workflows.enforcement.judging import rectification
from workflows.engine import Lifecycle, state
from workflows.registry import clocks_on_service
from workflows.words import Needs, anybody, clock, needs, of_facts, officer, server, step

SERVING = "行政处罚法第61条、民事诉讼法第87条"
WAITING = (S.PENDING, S.ATTEMPTED, S.RETURNED)
PROVEN = {  # what each mode must show (law.md 5): sentence when it is missing
    ServiceMode.LEFT: ("witness_or_media", "留置送达须有见证人签名，或附拍照、录像。", "民事诉讼法第89条"),
    ServiceMode.MAIL: ("proof", "邮寄送达须附邮寄回执，送达日期以回执为准。", "民事诉讼法第91条"),
    ServiceMode.ENTRUSTED: ("proof", "委托送达须附受托机关的回执。", "民事诉讼法第91条"),
    ServiceMode.FORWARDED: ("proof", "转交送达须附转交单位的回执。", "民事诉讼法第92条至第94条"),
    ServiceMode.DIRECT: ("receiver", "直接送达须写明收件人。", "民事诉讼法第88条"),
    ServiceMode.ON_SPOT: ("receiver", "当场交付须写明收件人。", "行政处罚法第61条"),
}


class ServiceLifecycle(Lifecycle):
    kind = "service"
    title = _("送达")
    record_model = Service

    @property
    def order(self) -> Order | None:
        """The order that this paper is, or corrects."""
        document = self.record.document
        return Order.objects.filter(document__in=[document.pk, document.about_id or 0]).first()

    @step(state, {"": S.PENDING}, label=_("准备送达"), may=anybody, law=SERVING)
    def prepare(self) -> None:
        """The recipient was given with the row."""

    @of_facts
    def tried_when(self) -> Needs:
        tried = self.facts.tried_on
        return needs(self.record.document.issued_on <= tried <= self.today, "日期须在签发之后、今天以前。", SERVING)

    @of_facts
    def course_written(self) -> Needs:
        return needs(self.facts.remark.strip(), "请写明经过。", SERVING)

    @step(
        state,
        {WAITING: S.ATTEMPTED},
        label=_("登记送达未成"),
        may=server,
        law=SERVING,
        when=[this.tried_when, this.course_written],
    )
    def attempt(self, *, mode: str, tried_on: date, remark: str) -> None:
        self.record.mode, self.record.remark = mode, remark
        self.record.attempts += 1

    @step(
        state,
        {(S.PENDING, S.ATTEMPTED): S.RETURNED},
        label=_("登记退回"),
        may=server,
        law=SERVING,
        when=[this.course_written],
        tells=["service-returned"],
    )
    def fail(self, *, remark: str) -> None:
        self.record.remark = remark
        self.record.attempts += 1

    @of_facts
    def dated(self) -> Needs:
        served, issued = self.facts.served_on, self.record.document.issued_on
        if not isinstance(served, date):
            return needs(False, "请填写送达日期。")
        return needs(issued <= served <= self.today, "送达日期不能早于签发日，也不能晚于今天。", SERVING)

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
        shown = {"proof": facts.proof, "receiver": facts.receiver.strip()}
        shown["witness_or_media"] = facts.proof or facts.witness.strip()
        return needs(shown[what], words, law)

    def consented(self) -> Needs:
        """Electronic service needs the signed confirmation, in force on the day."""
        consent = ElectronicConsent.objects.filter(
            enterprise=self.record.dossier.enterprise_id, withdrawn_on=None, signed_on__lte=self.facts.served_on
        )
        return needs(consent.exists(), "当事人没有签署电子送达确认书，不能电子送达。", "行政处罚法第61条第2款")

    @step(
        state,
        {(*WAITING, S.POSTED): S.SERVED},
        label=_("登记送达"),
        may=server,
        law=SERVING,
        when=[this.dated, this.proven],
        stops=["serve", "public_notice"],
        starts=["rectification", "reconsideration", "suit"],
        tells=["paper-served"],
        primary=[S.PENDING, S.ATTEMPTED],
    )
    def serve(
        self,
        *,
        mode: str,
        served_on: date,
        receiver: str = "",
        place: str = "",
        remark: str = "",
        witness: str = "",
        proof: Sequence[int] = (),
        served_at: datetime | None = None,
    ) -> None:
        record = self.record
        record.mode, record.served_on, record.receiver, record.place = mode, served_on, receiver, place
        record.served_at, record.remark = served_at, "；".join(filter(None, [remark, witness and f"见证人：{witness}"]))
        record.proof.set(proof)
        self.mark_order(served_on)

    def mark_order(self, served_on: date | None) -> None:
        """The order knows its first valid service."""
        order = self.order
        if order is not None and (served_on is None or order.served_on is None or served_on < order.served_on):
            order.served_on = served_on
            order.save(update_fields=["served_on"])

    def starting(self, name: str) -> list[dict[str, Any]]:
        if name == "public_notice":
            return [{"starts_on": self.record.posted_on, "key": str(self.record.pk)}]
        document = self.record.document
        if name not in clocks_on_service(document.kind):
            return []
        case: Any = Case.objects.filter(dossier=self.record.dossier_id).first()
        if name != "rectification":
            whose = {"starts_on": self.record.served_on, "key": str(document.pk), "right_of_party": True}
            return [{**whose, "kind": "case", "record": case.pk} if case else whose]
        dates = standing.rectification_dates(case)
        return [
            rectification(case, due, self.record.served_on)
            for due in dates
            if self.order and due in set(self.order.findings.values_list("due_on", flat=True))
        ]

    def stopping(self, name: str) -> list[str | None]:
        if name == "serve":
            return [f"order:{self.order.pk}"] if self.order else []
        if name == "public_notice":
            return [str(self.record.pk)]
        return [None]

    def clocks_moved(self) -> None:
        refresh_due(self.record.dossier_id)

    @of_facts
    def last_resort(self) -> Needs:
        """Public notice only where the whereabouts are unknown or all else failed (民事诉讼法 95)."""
        tries = self.record.attempts >= threshold("failed-attempts", self.today)
        words = "公告送达须先有两次其他方式送达未成的记录，或写明下落不明的情况。"
        return needs(tries or self.facts.whereabouts_unknown, words, "民事诉讼法第95条")

    @step(
        state,
        {(S.ATTEMPTED, S.RETURNED): S.POSTED},
        label=_("公告送达"),
        may=server,
        law="民事诉讼法第95条",
        when=[this.last_resort, this.course_written],
        starts=["public_notice"],
    )
    def post(self, *, posted_on: date, remark: str, whereabouts_unknown: bool = False) -> None:
        self.record.mode, self.record.posted_on, self.record.remark = "public_notice", posted_on, remark

    def notice_over(self) -> Needs:
        running = self.record.dossier.deadlines.filter(
            name="public_notice", key=str(self.record.pk), due_on__gte=self.today, status="running"
        )
        return needs(not running.exists(), "公告期还没有届满。", "民事诉讼法第95条")

    @step(
        state,
        {S.POSTED: S.SERVED},
        label=_("公告期满视为送达"),
        may=clock,
        law="民事诉讼法第95条",
        when=[this.notice_over],
        stops=["serve", "public_notice"],
        starts=["rectification", "reconsideration", "suit"],
        tells=["paper-served"],
    )
    def deem_served(self) -> None:
        notice = self.record.dossier.deadlines.filter(name="public_notice", key=str(self.record.pk)).latest("pk")
        self.record.served_on = notice.due_on
        self.mark_order(notice.due_on)

    @of_facts
    def false_proof(self) -> Needs:
        return needs(self.facts.reason.strip(), "请写明送达凭证不实的情况。", SERVING)

    @step(
        state,
        {S.SERVED: S.RETURNED},
        label=_("撤销送达登记"),
        may=officer,
        law=SERVING,
        when=[this.false_proof],
        approval="leader",
        stops=["rectification", "reconsideration", "suit"],
        tells=["service-returned"],
    )
    def annul_service(self, *, reason: str) -> None:
        self.record.remark, self.record.served_on = reason, None
        self.mark_order(None)

    @step(
        state,
        {(*WAITING, S.POSTED): S.CANCELLED},
        label=_("不再送达"),
        may=officer,
        law=SERVING,
        when=[this.course_written],
        stops=["serve", "public_notice"],
    )
    def cancel(self, *, remark: str) -> None:
        self.record.remark = remark
