"""Steps of every matter (section 0 of the procedures): hand-over, recusal, slips of the pen, a change of party."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.fsm import State

from casework.accounts.grants import put_in_charge, take_off
from casework.accounts.models import Membership, OfficerCertificate, User
from casework.accounts.queries import in_charge
from casework.organisations.models import Enterprise
from documents.models import Document, Dossier
from documents.queries import of_dossier
from workflows.engine import Lifecycle, state
from workflows.registry import PAGES
from workflows.served import RIGHTS
from workflows.words import SELF, Needs, head, leader, needs, of_facts, officer, step

TWO_OFFICERS = "行政处罚法第42条"


def certified(users: Any, agency: int, recused: Any, on: Any) -> int:
    """How many of the users are officers of the agency with a certificate in force that day and not recused."""
    posts = Membership.objects.in_force(on).filter(agency=agency, role="officer", user__is_active=True)
    papers = OfficerCertificate.objects.in_force(on).filter(suspended=False, user__in=posts.values("user"))
    return papers.filter(user__in=[pk for pk in users if pk not in recused]).values("user").distinct().count()


def change_of_party(law: str, **clocks: Any) -> Any:
    """The step that every matter has; ``clocks``: what it starts and stops in this one."""

    @step(
        state,
        {State.ANY: SELF},
        label=_("变更当事人"),
        may=officer,
        law=law,
        when=[this.begun, this.change_proved],
        approval="unit",
        **clocks,
    )
    def change_party(page: Any, *, kind: str, proof: list[int], name: str = "", enterprise: int | None = None) -> None:
        page.replace_party(kind, name, enterprise)
        page.party_changed(kind)

    return change_party


class Matter(Lifecycle):
    """What an inspection and a case have in common."""

    ended: tuple[str, ...] = ()

    @property
    def dossier(self) -> Dossier:
        return self.record.dossier

    def on_service(self, name: str, document: Document, served_on: date) -> list[dict[str, Any]]:
        """Arguments of clock.deadlines.plan for a clock that the service of one of its papers starts."""
        return [{"starts_on": served_on, "key": str(document.pk), "right_of_party": name in RIGHTS}]

    def paper_served(self, document: Document, served_on: date) -> list[Callable[[], Any]]:
        """Steps of other records that follow because one of its papers reached the party."""
        return []

    def own_files(self, attachments: Iterable[int]) -> bool:
        return of_dossier(self.record.dossier_id, attachments)

    def begun(self) -> Needs:
        return needs(self.record.version > 0 and self.record.state not in self.ended, "此案尚未开始或已经办结。")

    @of_facts
    def two_certified(self) -> Needs:
        chosen = self.facts.officers
        if len(set(chosen)) != len(chosen):
            return needs(False, "两名执法人员不能是同一人。", TWO_OFFICERS)
        if len(chosen) < 2:
            return needs(False, "执法人员不得少于两人。请再选一人。", TWO_OFFICERS)
        valid = certified(chosen, self.record.agency_id, self.dossier.recused, self.today)
        return needs(valid == len(chosen), "有执法人员证件不在有效期内、已回避或不属于本机关，请另选。", TWO_OFFICERS)

    @of_facts
    def reasoned(self) -> Needs:
        return needs(self.facts.reason.strip(), "请写明理由。")

    @step(
        state,
        {State.ANY: SELF},
        label=_("调整承办人"),
        may=head,
        law=TWO_OFFICERS,
        when=[this.begun, this.two_certified],
        tells=["handed-over"],
    )
    def assign(self, *, officers: list[int], note: str = "") -> None:
        before = set(in_charge(self.dossier).values_list("pk", flat=True))
        take_off(self.dossier, User.objects.filter(pk__in=before - set(officers)))
        put_in_charge(self.dossier, User.objects.filter(pk__in=officers))

    @of_facts
    def recusable(self) -> Needs:
        return needs(in_charge(self.dossier).filter(pk=self.facts.user).exists(), "被申请回避的人不是本案承办人。")

    @of_facts
    def two_remain(self) -> Needs:
        """Granted, the work goes on only with two others; refused, nothing changes (行政处罚法 43)."""
        rest = {*in_charge(self.dossier).values_list("pk", flat=True), self.facts.successor or 0} - {self.facts.user}
        enough = certified(rest, self.record.agency_id, self.dossier.recused, self.today) >= 2
        return needs(not self.facts.granted or enough, "回避后承办人不足两名，请指定接替人员。", TWO_OFFICERS)

    @step(
        state,
        {State.ANY: SELF},
        label=_("决定回避"),
        may=leader,
        law="行政处罚法第43条",
        when=[this.begun, this.recusable, this.two_remain, this.reasoned],
        issues=["recusal"],
        tells=["recusal-decided"],
    )
    def recuse(self, *, user: int, asked_by: str, granted: bool, reason: str, successor: int | None = None) -> None:
        if not granted:
            return
        take_off(self.dossier, User.objects.filter(pk=user))
        if successor:
            put_in_charge(self.dossier, User.objects.filter(pk=successor))
        self.dossier.recused = [*self.dossier.recused, user]
        self.dossier.save(update_fields=["recused"])

    def paper_facts(self, code: str) -> dict[str, Any]:
        """The decision on a recusal names people; its facts hold their keys."""
        if code != "recusal" or self.facts is None:
            return {}
        names = dict(User.objects.filter(pk__in=[self.facts.user, self.facts.successor or 0]).values_list("pk", "name"))
        return {"officer": names[self.facts.user], "successor": names.get(self.facts.successor, "")}

    @of_facts
    def correctable(self) -> Needs:
        document = Document.objects.filter(pk=self.facts.document, dossier=self.record.dossier_id).first()
        right = document is not None and document.status == "issued" and not document.internal
        return needs(right, "只能更正本案已签发的对外文书。实质内容有误的，撤销后重新制发。")

    @of_facts
    def correction_written(self) -> Needs:
        rows = self.facts.changes
        written = all(row["old"].strip() and row["new"].strip() and row["old"] != row["new"] for row in rows)
        return needs(rows and written, "请写明原文和更正后的文字。")

    def route_of_paper(self) -> str:
        """The route of the step that issued the paper being corrected."""
        if self.facts is None:
            return ""
        kind = Document.objects.values_list("kind", flat=True).filter(pk=self.facts.document).first()
        for page in PAGES.values():
            for effects in page.steps().values():
                if kind in [getattr(entry, "name", entry) for entry in effects.issues]:
                    return effects.approval if isinstance(effects.approval, str) else "leader"
        return ""

    @step(
        state,
        {State.ANY: SELF},
        label=_("更正文书笔误"),
        may=officer,
        law="行政处罚法第75条",
        when=[this.begun, this.correctable, this.correction_written],
        approval=this.route_of_paper,
        issues=["correction"],
        tells=["correction-issued"],
    )
    def correct(self, *, document: int, changes: list[dict[str, str]], reason: str = "") -> None:
        self.subject = Document.objects.get(pk=document)
        words = "；".join(f"{row['old']}→{row['new']}" for row in changes)
        self.subject.status, self.subject.status_reason = "replaced", words[:200]
        self.subject.save(update_fields=["status", "status_reason"])

    @of_facts
    def change_proved(self) -> Needs:
        successor = Enterprise.objects.filter(pk=self.facts.enterprise or 0)
        named = self.facts.name.strip() if self.facts.kind == "rename" else successor.exists()
        proved = self.facts.proof and self.own_files(self.facts.proof)
        return needs(named and proved, "请写明变更后的名称或承继单位，并附登记机关的证明。")

    change_party = change_of_party("行政处罚法第40条")

    def party_changed(self, kind: str) -> None:
        """Called once the party is another or bears another name (``kind``: rename, merger, division, heir)."""

    def replace_party(self, kind: str, name: str, enterprise: int | None) -> None:
        party = self.record.enterprise
        if kind == "rename":
            party.name = name.strip()
            party.full_clean(exclude=["credit_code"])
            party.save()
        else:
            party = Enterprise.objects.get(pk=enterprise or 0)
        self.record.enterprise = party
        if hasattr(self.record, "party_name") and not self.record.dossier.personal:
            self.record.party_name = party.name
        Dossier.objects.filter(pk=self.record.dossier_id).update(enterprise=party)
