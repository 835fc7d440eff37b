"""Somebody about to take each step of a stop of production, and of the referral of a crime, lawfully."""

from collections.abc import Callable
from typing import Any

from casework.core.now import now
from casework.enforcement.models import Measure
from casework.penalties.models import Suspension
from tests.people import Cast
from tests.workflows.lawful import WAYS, About, day, every_matter, way
from tests.workflows.penalties.stages import teller


def told(kind: str, step: str) -> Callable[[Callable[[Any], Any]], None]:
    """A way of the first half that needs the story of the second."""

    def keep(tell: Callable[[Any], Any]) -> None:
        def about(people: Cast) -> About:
            story = teller()(people)
            given = tell(story)
            facts, more = given if isinstance(given, tuple) else (given, {})
            return About(story, kind, step, **({"by": people.officer} | more), facts=facts)

        WAYS[kind, step] = about

    return keep


every_matter("suspension", lambda s: s.stop())


def unborn(s: Any) -> Suspension:
    """A measure that stops production has been handed over; nothing has followed yet."""
    s.stop(stops=False)
    Measure.objects.update(stops_production=True)
    dossier = s.dossier
    return Suspension(
        dossier=dossier, agency_id=dossier.agency_id, enterprise_id=dossier.enterprise_id,
        region_code=dossier.region_code, measure=s.case.measures.get(), scope="焊接作业线", started_on=day(),
    )  # fmt: skip


@way("suspension", "begin")
def begin(s: Any) -> Any:
    birth = unborn(s)
    return {"findings": [f.pk for f in s.case.findings.all()]}, {"birth": birth}


@way("suspension", "request_acceptance")
def request_acceptance(s: Any) -> Any:
    s.stop()
    return {"text": "焊工已取证", "evidence": s.proofs()}, {"by": s.people.representative}


@way("suspension", "resume")
def resume(s: Any) -> Any:
    s.stop().request_acceptance()
    return {"officers": s.ids, "checked_on": day(), "verdict": "具备安全生产条件。"}


@way("suspension", "refuse_resumption")
def refuse_resumption(s: Any) -> Any:
    s.stop().request_acceptance()
    return {"officers": s.ids, "checked_on": day(), "verdict": "仍有1名焊工没有取证。"}


@way("suspension", "record_defiance")
def record_defiance(s: Any) -> Any:
    s.stop()
    shown = [s.file_in(s.suspension.dossier)]
    return {"seen_on": day(), "fact": "仍在焊接。", "evidence": shown, "officers": s.ids}


@way("suspension", "cease_defiance")
def cease_defiance(s: Any) -> Any:
    s.stop().record_defiance()
    return {"ceased_on": day(), "fact": "已经停止。"}


@way("suspension", "cut_power")
def cut_power(s: Any) -> Any:
    s.stop().record_defiance()
    return s.cut()


@way("suspension", "restore_power")
def restore_power(s: Any) -> Any:
    s.stop().record_defiance().cut_power().cease_defiance()
    return {"cut": s.suspension.power_cuts.get().pk, "restored_at": now(), "reason": "已经停产"}


@way("suspension", "propose_closure")
def propose_closure(s: Any) -> Any:
    s.stop()
    return s.closure()


@way("suspension", "answer_closure")
def answer_closure(s: Any) -> Any:
    s.stop().propose_closure()
    paper = [s.file_in(s.suspension.dossier)]
    return {"closed": True, "answer": "决定关闭", "answered_on": day(), "evidence": paper}


@way("suspension", "lift")
def lift(s: Any) -> Any:
    s.stop()
    return {"ground": "annulled", "reason": "认定有误"}


@way("suspension", "fall_away")
def fall_away(s: Any) -> Any:
    s.stop()
    Measure.objects.update(lifted_on=day())
    return {"reason": "原措施已经解除"}


@way("suspension", "announce")
def announce(s: Any) -> Any:
    s.people.enterprise.industry_id = "coal"
    s.people.enterprise.save()
    s.stop()
    return {"announced_on": day(), "medium": "本机关网站"}


# --- what follows in the case, and crimes -------------------------------------------------------------------------
@told("case", "settle_resumed")
def settle_resumed(s: Any) -> Any:
    """The case had gone elsewhere when production was allowed again, and came back."""
    facts = {"receiver": "柳州市应急管理局", "reason": "不属本机关管辖", "basis": "行政处罚法第二十五条"}
    s.stop().ask(s.case, "transfer", **facts)
    s.request_acceptance().resume()
    s.ask(s.case, "take_back", reason="退回", evidence=[s.evidence()])
    return {"suspension": s.suspension.pk, "fact": "已改正", "checked_on": day()}


CRIME = {"receiver": "示例市公安局", "suspicion": "危险作业罪", "facts": "拒不执行停产停业决定。"}
BEGUN: dict[str, Callable[[Any], Any]] = {"case": lambda s: s.found(), "penalty": lambda s: s.ordered().file()}


def crimes(kind: str, begun: Callable[[Any], Any]) -> None:
    def record(s: Any) -> Any:
        return getattr(s, kind)

    @told(kind, "refer_crime")
    def refer_crime(s: Any) -> Any:
        begun(s)
        return dict(CRIME)

    @told(kind, "deliver_referral")
    def deliver_referral(s: Any) -> Any:
        begun(s)
        s.refer_crime(record(s))
        return {"delivered_at": now()}

    @told(kind, "answer_referral")
    def answer_referral(s: Any) -> Any:
        begun(s)
        s.refer_crime(record(s)).deliver_referral(record(s))
        paper = [s.file_in(record(s).dossier)]
        return {"accepted": True, "answer": "已经立案", "answered_on": day(), "evidence": paper}

    @told(kind, "review_referral")
    def review_referral(s: Any) -> Any:
        begun(s)
        s.refer_crime(record(s)).deliver_referral(record(s)).answer_referral(False, record(s))
        return {"reason": "事实清楚，请求立案。"}


for of, start in BEGUN.items():
    crimes(of, start)
