"""送达: how a paper reaches the one it is for. The first valid service starts every clock that runs from it, on its
true date, also when proved later; never before the paper was issued nor after today.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from documents.models import Service
from documents.models import ServiceState as S
from workflows import served
from workflows.engine import state
from workflows.registry import clocks_on_service
from workflows.served import ON_SERVICE, RIGHTS, matter_of
from workflows.serving import SERVING, ServiceConditions
from workflows.words import anybody, clock, officer, server, step

WAITING = (S.PENDING, S.ATTEMPTED, S.RETURNED)


class ServiceLifecycle(ServiceConditions):
    kind = "service"
    title = _("送达")
    record_model = Service

    @cached_property
    def matter(self) -> Any:
        return matter_of(self.record.dossier_id)

    @cached_property
    def own_rows(self) -> list[Any]:
        """The rows whose paper is served; what is asked of them several times in a step is read once."""
        return list(served.rows_of(self.record.document))

    @step(state, {"": S.PENDING}, label=_("准备送达"), may=anybody, law=SERVING)
    def prepare(self) -> None:
        """The recipient was given with the row."""

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

    @step(
        state,
        {(*WAITING, S.POSTED): S.SERVED},
        label=_("登记送达"),
        may=server,
        law=SERVING,
        when=[this.dated, this.proven],
        stops=["serve", "serve_decision", "public_notice"],
        starts=ON_SERVICE,
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
        served.note(self.own_rows, served_on)

    def starting(self, name: str) -> list[dict[str, Any]]:
        if name == "public_notice":
            return [{"starts_on": self.record.posted_on, "key": str(self.record.pk)}]
        document, on = self.record.document, self.record.served_on
        if name not in clocks_on_service(document.kind):
            return []
        if self.matter is None:
            return [{"starts_on": on, "key": str(document.pk), "right_of_party": name in RIGHTS}]
        whose = {"kind": self.matter.kind, "record": self.matter.record.pk}
        return [{**whose, **more} for more in self.matter.on_service(name, document, on)]

    def stopping(self, name: str) -> list[str | None]:
        if name in ("serve", "serve_decision"):
            return [*served.keys(self.own_rows)]
        if name == "public_notice":
            return [str(self.record.pk)]
        if name == "rectification":
            return list(self.matter.idle_dates()) if self.matter else []
        return [str(self.record.document_id)]

    def finish(self, step: str) -> None:
        """What the matter does because its paper has reached the party."""
        if self.record.state == S.SERVED and self.matter is not None:
            self.matter.by = self.by
            for follow_up in self.matter.paper_served(self.record.document, self.record.served_on):
                self.then(follow_up)

    def clocks_moved(self) -> None:
        if self.matter is not None:
            self.matter.clocks_moved()

    @step(
        state,
        {(S.ATTEMPTED, S.RETURNED): S.POSTED},
        label=_("公告送达"),
        may=server,
        law="民事诉讼法第95条",
        when=[this.last_resort, this.posted_when, this.course_written],
        starts=["public_notice"],
    )
    def post(self, *, posted_on: date, remark: str, whereabouts_unknown: bool = False) -> None:
        self.record.mode, self.record.posted_on, self.record.remark = "public_notice", posted_on, remark

    @step(
        state,
        {S.POSTED: S.SERVED},
        label=_("公告期满视为送达"),
        may=clock,
        law="民事诉讼法第95条",
        when=[this.notice_over],
        stops=["serve", "serve_decision", "public_notice"],
        starts=ON_SERVICE,
        tells=["paper-served"],
    )
    def deem_served(self) -> None:
        notice = self.record.dossier.deadlines.filter(name="public_notice", key=str(self.record.pk)).latest("pk")
        self.record.served_on = notice.due_on
        served.note(self.own_rows, notice.due_on)

    @step(
        state,
        {S.SERVED: S.RETURNED},
        label=_("撤销送达登记"),
        may=officer,
        law=SERVING,
        when=[this.false_proof],
        approval="leader",
        stops=ON_SERVICE,
        tells=["service-returned"],
    )
    def annul_service(self, *, reason: str) -> None:
        served.forget(self.own_rows, self.record.served_on)
        self.record.remark, self.record.served_on = reason, None

    @step(
        state,
        {(*WAITING, S.POSTED): S.CANCELLED},
        label=_("不再送达"),
        may=officer,
        law=SERVING,
        when=[this.course_written],
        stops=["serve", "serve_decision", "public_notice"],
    )
    def cancel(self, *, remark: str) -> None:
        self.record.remark = remark

    @step(
        state,
        {(*WAITING, S.POSTED): S.CANCELLED},
        label=_("文书失效，不再送达"),
        may=anybody,
        law=SERVING,
        when=[this.paper_fell],
        stops=["serve", "serve_decision", "public_notice"],
    )
    def void(self, *, remark: str) -> None:
        self.record.remark = remark
