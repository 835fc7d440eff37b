"""For every step with conditions: somebody about to take it lawfully. A test then breaks one thing and is refused."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from casework.enforcement.models import Case, Measure
from documents.evidence import accept
from documents.models import Service
from tests.people import Cast
from tests.workflows.penalties.stages import teller
from tests.workflows.stages import ago, expired, late, service_in, transferred
from tests.workflows.story import Story, photo
from workflows.approval import request
from workflows.engine import begin, rehearse, take


def day(offset: int = 0) -> Any:
    return timezone.localdate() + timedelta(days=offset)


FIRST_HALF = ("inspection", "case", "service")


def record_of(story: Any, kind: str) -> Any:
    """The record of a kind that the story is telling of."""
    return getattr(story, "visit" if kind == "inspection" else kind)


def story_of(kind: str, people: Cast) -> Any:
    return (Story if kind in FIRST_HALF else teller())(people)


@dataclass
class About:
    """``by`` is about to take ``step`` with ``facts``; ``birth`` when the record is not yet there."""

    story: Story
    kind: str
    step: str
    by: Any
    facts: dict[str, Any] = field(default_factory=dict)
    service: Service | None = None
    birth: Case | None = None

    @property
    def people(self) -> Cast:
        return self.story.people

    @property
    def record(self) -> Any:
        if self.service is not None:
            return Service.objects.get(pk=self.service.pk)
        return self.birth or record_of(self.story, self.kind)

    def stored(self) -> Any:
        """The record in the database; one not yet born is put there as the gate does, before its first step."""
        if self.birth is not None:
            self.birth.pk, self.birth._state.adding = None, True
            self.birth.save(force_insert=True)
        return self.record

    @property
    def finding(self) -> Any:
        return self.story.case.findings.earliest("number")

    def try_it(self) -> None:
        """As a page would: take it or ask for signatures."""
        if self.birth is not None:
            begin(self.birth, self.step, by=self.by, **self.facts)
        elif self.by is None or self.step == "add_findings":
            take(self.record, self.step, by=self.by, **self.facts)
        else:
            request(self.record, self.step, by=self.by, **self.facts)

    def rehearse(self) -> None:
        if self.birth is not None:
            self.try_it()
            return
        with rehearse(self.record, self.step, by=self.by, **self.facts):
            pass


WAYS: dict[tuple[str, str], Callable[[Cast], About]] = {}


def way(kind: str, step: str) -> Callable[[Callable[[Story], Any]], None]:
    """Register a way: a function that tells the story so far and returns the facts."""

    def keep(tell: Callable[[Story], Any]) -> None:
        def about(people: Cast) -> About:
            story = story_of(kind, people)
            told = tell(story)
            facts, more = told if isinstance(told, tuple) else (told, {})
            return About(story, kind, step, **({"by": people.officer} | more), facts=facts)

        WAYS[kind, step] = about

    return keep


def three(story: Any, kind: str = "case") -> Any:
    """The third officer is on the case as well."""
    from casework.accounts.grants import put_in_charge

    put_in_charge(record_of(story, kind).dossier, [story.people.third_officer])
    return story


def file_in(story: Any, kind: str) -> int:
    """A file in the dossier of the record of this kind."""
    return int(accept(photo(), dossier=record_of(story, kind).dossier, by=story.people.officer).pk)


# --- every matter -------------------------------------------------------------------------------------------------
STARTED: dict[str, Callable[[Story], Story]] = {
    "inspection": lambda s: s.plan().start(),
    "case": lambda s: s.found().order().serve(),
}


def every_matter(kind: str, begun: Callable[[Any], Any]) -> None:
    """The ways of the steps that every matter has; ``begun`` tells until one paper has left the office."""

    @way(kind, "assign")
    def assign(s: Story) -> Any:
        begun(s)
        return {"officers": [s.people.officer.pk, s.people.third_officer.pk]}, {"by": s.people.head}

    @way(kind, "recuse")
    def recuse(s: Story) -> Any:
        three(begun(s), kind)
        facts = {"user": s.people.partner.pk, "asked_by": "当事人", "granted": True, "reason": "与当事人是近亲属"}
        return facts, {"by": s.people.leader}

    @way(kind, "correct")
    def correct(s: Story) -> Any:
        begun(s)
        paper = record_of(s, kind).dossier.documents.filter(internal=False).earliest("pk")
        return {"document": paper.pk, "changes": [{"where": "第一段", "old": "车闸", "new": "车间"}]}

    @way(kind, "change_party")
    def change_party(s: Story) -> Any:
        begun(s)
        return {"kind": "rename", "name": "南宁市示例新材料有限公司", "proof": [file_in(s, kind)]}


for of, begun in STARTED.items():
    every_matter(of, begun)


# --- inspection ---------------------------------------------------------------------------------------------------
@way("inspection", "plan")
def plan(s: Story) -> Any:
    return {"planned_on": day(), "content": "持证上岗情况", "officers": s.ids}


@way("inspection", "start")
def start(s: Story) -> Any:
    return {"officers": s.ids, "shown": True, "place": "生产车间", "ground": "lead", "lead": "群众举报"}


@way("inspection", "confirm_start")
def confirm_start(s: Story) -> Any:
    s.start()
    return {}


@way("inspection", "record_finding")
def record_finding(s: Story) -> Any:
    s.plan().start()
    return {"violation": "V1", "fact": "3名操作工无证上岗", "evidence": [s.evidence()], "post": "操作岗位"}


@way("inspection", "conclude")
def conclude(s: Story) -> Any:
    s.plan().start()
    signatures = [s.signature(), s.signature()]
    return {"officer_signatures": signatures, "site_manager": "示例负责人", "party_signature": s.signature()}


@way("inspection", "cancel")
def cancel(s: Story) -> Any:
    s.plan()
    return {"reason": "企业停产检修"}


# --- case ---------------------------------------------------------------------------------------------------------
def unborn(s: Story) -> Case:
    party = s.people.enterprise
    return Case(
        dossier_id=s.dossier.pk, agency=s.people.agency, enterprise=party, party_name=party.name,
        region_code=s.inspection.region_code, industry_id=party.industry_id, inspection=s.visit,
    )  # fmt: skip


@way("case", "open")
def open_case(s: Story) -> Any:
    s.start().find()
    return {"findings": [s.visit.findings.get().pk]}, {"birth": unborn(s)}


@way("case", "open_imported")
def open_imported(s: Story) -> Any:
    row = {"violation": "V1", "fact": "无证上岗", "due_on": day(10)}
    facts = {"opened_on": day(-30), "number": "（南）应急责改〔2026〕3号", "state": "found", "findings": [row]}
    return facts, {"birth": unborn(s), "by": s.people.clerk}


@way("case", "add_findings")
def add_findings(s: Story) -> Any:
    s.start().find(cannot_wait=True).find("V3", "1名焊工无证上岗")
    return {"findings": [s.visit.findings.get(case=None).pk]}


@way("case", "stop_work")
def stop_work(s: Story) -> Any:
    s.start().find(cannot_wait=True).find("V3", "1名焊工无证上岗").conclude()
    urgent = s.case.findings.get(cannot_wait=True)
    return {"findings": [urgent.pk], "measures": "立即停止作业。", "officers": s.ids}


def measured(s: Story) -> Measure:
    """Danger left no time: stopped at once, not yet confirmed."""
    s.start().find(cannot_wait=True).conclude()
    urgent = s.case.findings.get(cannot_wait=True)
    told = {"findings": [urgent.pk], "measures": "立即停止作业。", "officers": s.ids, "danger": True}
    take(s.case, "stop_work", by=s.people.officer, **told)
    return s.case.measures.get()


@way("case", "confirm_measure")
def confirm_measure(s: Story) -> Any:
    measured(s)
    return {}


@way("case", "lift_measure")
def lift_measure(s: Story) -> Any:
    return {"measure": measured(s).pk, "reason": "险情已经排除"}


@way("case", "order")
def order(s: Story) -> Any:
    s.found()
    return {"findings": [{"finding": s.case.findings.get().pk, "due_on": day(15)}], "officers": s.ids}


@way("case", "redate")
def redate(s: Story) -> Any:
    """Served only when the date had passed."""
    with ago(20):
        s.found().order(10)
    s.serve()
    named = [{"finding": s.case.findings.get().pk, "due_on": day(15)}]
    facts = {"order": s.case.orders.get().pk, "findings": named, "ground": "late_service"}
    return facts | {"reason": "送达晚于期限"}


@way("case", "request_extension")
def request_extension(s: Story) -> Any:
    s.found().order().serve()
    facts = {"findings": [s.case.findings.get().pk], "wished_on": day(30), "reason": "考试排期在后", "evidence": []}
    return facts, {"by": s.people.representative}


@way("case", "decide_extension")
def decide_extension(s: Story) -> Any:
    s.found().order().serve().request_extension()
    return {"request": s.case.extensions.get().pk, "granted": True, "reason": "", "new_on": day(30)}


@way("case", "report")
def report(s: Story) -> Any:
    s.start().find().find("V3", "1名焊工无证上岗").conclude().order().serve()
    proof = s.evidence(s.people.representative, "材料", from_party=True)
    answers = [{"finding": f.pk, "text": "已补训", "evidence": [proof]} for f in s.case.findings.all()]
    return {"due_on": day(15), "answers": answers}, {"by": s.people.representative}


@way("case", "expire")
def expire(s: Story) -> Any:
    late(s)
    return {"due_on": s.case.findings.get().due_on}, {"by": None}


@way("case", "recheck")
def recheck(s: Story) -> Any:
    expired(s)
    rows = [{"finding": s.case.findings.get().pk, "result": "not_done", "fact": "仍有人员无证在岗。"}]
    return {"officers": s.ids, "checked_on": day(), "judgements": rows}


@way("case", "escalate")
def escalate(s: Story) -> Any:
    expired(s).recheck("not_done")
    party = {"party": s.people.enterprise.name, "propose": True, "reason": "逾期未改正"}
    return {"parties": [party]}


@way("case", "decline_penalty")
def decline_penalty(s: Story) -> Any:
    s.corrected()
    facts = {"findings": [s.case.findings.get().pk], "party_name": s.people.enterprise.name, "ground": "33-1-minor"}
    return facts | {"reason": "已及时改正，没有危害后果"}


@way("case", "transfer")
def transfer(s: Story) -> Any:
    s.found().order().serve()
    return {"receiver": "柳州市应急管理局", "reason": "不属本机关管辖", "basis": "行政处罚法第二十五条"}


@way("case", "take_back")
def take_back(s: Story) -> Any:
    transferred(s)
    return {"reason": "受移送机关退回", "evidence": [s.evidence()]}


@way("case", "withdraw")
def withdraw(s: Story) -> Any:
    s.found().order().serve()
    return {"ground": "given_up", "reason": "生产线已经停用"}


@way("case", "close")
def close(s: Story) -> Any:
    s.corrected().serve().decline()
    return {"result": "各项问题已全部改正。"}


@way("case", "reopen")
def reopen(s: Story) -> Any:
    s.corrected().serve().decline().close()
    return {"reason": "发现新的事实"}


# --- service ------------------------------------------------------------------------------------------------------
def serving(step: str, state: str, facts: Callable[[Story], dict[str, Any]], **more: Any) -> None:
    def about(people: Cast) -> About:
        story, service = service_in(state, people)
        return About(story, "service", step, by=more.get("by", people.officer), facts=facts(story), service=service)

    WAYS["service", step] = about


COURSE = {"remark": "上门时无人，电话不通"}
serving("attempt", "pending", lambda s: {"mode": "direct", "tried_on": day(), **COURSE})
serving("fail", "pending", lambda s: dict(COURSE))
serving("serve", "pending", lambda s: {"mode": "direct", "served_on": day(), "receiver": "示例收件人"})
serving("post", "attempted", lambda s: {"posted_on": day(), "whereabouts_unknown": True, **COURSE})
serving("annul_service", "served", lambda s: {"reason": "收件人并非该单位人员"})
serving("cancel", "pending", lambda s: dict(COURSE))


def posted_long_ago(people: Cast) -> About:
    """The public notice was put up so long ago that its period is over; the clock has not yet looked."""
    story = Story(people)
    with ago(40):
        story.found().order()
        service = Service.objects.get(dossier=story.dossier, state="pending")
        facts = {"posted_on": day(-40), "whereabouts_unknown": True, **COURSE}
        take(service, "attempt", by=people.officer, mode="direct", tried_on=day(-40), **COURSE)
        take(service, "post", by=people.officer, **facts)
    return About(story, "service", "deem_served", by=None, service=service)


WAYS["service", "deem_served"] = posted_long_ago


def fallen(people: Cast) -> About:
    """The paper was withdrawn before it reached anybody."""
    story, service = service_in("pending", people)
    type(service.document).objects.filter(pk=service.document_id).update(status="withdrawn")
    return About(story, "service", "void", by=people.officer, facts=dict(COURSE), service=service)


WAYS["service", "void"] = fallen
