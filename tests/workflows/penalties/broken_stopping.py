"""What to break in a stop of production and in the referral of a crime; how a row is read stands in broken.py."""

from datetime import timedelta
from typing import Any

from casework.core.now import now
from casework.enforcement.models import Finding, Measure
from casework.penalties.models import Closure, Defiance, Referral
from documents.models import Service
from tests.workflows.broken import ALONE, ENDED, ENDINGS, FOREIGN, MATTER, TWICE, UNREASONED, Row, Spoil, facts
from tests.workflows.lawful import About, day
from tests.workflows.penalties.stages import teller
from workflows.opening import open_penalty
from workflows.stopping.points import POINTS

STOP, POWERS, CLOSING = "安全生产法第65条第1款第3项", "安全生产法第70条", "安全生产法第113条"
STAYING, SERVED = "行政复议法第42条、行政诉讼法第56条", "行政处罚法第61条"
COAL, CRIME = "煤矿安全生产条例第49条", "行政处罚法第27条"
RULES = "行政执法机关移送涉嫌犯罪案件的规定"
OTHERS = 10**9
ENDINGS["suspension"] = lambda a: a.story.lift()


def unserve(a: About) -> None:
    """The proof of service was found false."""
    paper = a.story.case.measures.get().document_id
    service = Service.objects.get(document=paper, state="served")
    a.story.ask(service, "annul_service", reason="收件人有误")


def stayed(a: About) -> None:
    a.story.register(a.story.act("on-site-measure")).stay()


def row(number: int = 0, **changed: Any) -> Spoil:
    return lambda a: a.facts["evidence"][number].update(changed)


def without(point: str, **changed: Any) -> Spoil:
    """One of the nine points is not there, or only said and not evidenced."""
    return lambda a: a.facts["points"].update({point: changed}) if changed else a.facts["points"].pop(point)


def spare(a: About) -> None:
    Defiance.objects.update(ceased_on=day(), ceased_fact="已停")


def cut_before(a: About) -> None:
    a.story.cut_power()


def again(a: About) -> None:
    """It still defies the stop when the supply is to be restored."""
    a.story.record_defiance()


def penalised(on_decision: bool = False) -> Spoil:
    """Ground 2 or 4 asks for a decision; here only a measure stopped production."""
    return facts(ground=Closure.Ground.UNFIT if on_decision else Closure.Ground.DEFIED)


UNSERVED: Row = ("act_served", unserve, "责令停产停业的决定书没有有效送达，请先登记送达。", SERVED)
STAYED: Row = ("not_stayed", stayed, "复议、诉讼期间已经停止执行，恢复执行后再办理。", STAYING)
NO_ORDER = "责令停产停业的决定没有送达，或者已经失效。"
PROOF = "第1项问题还没有附整改材料。请逐项附上。"
ON_SITE = "现场验收日期须在申请之后、今天以前。"
VERDICT = "请写明验收意见；不同意的，逐项写明还有什么没有改好。"
GOES_ON = "请写明仍在生产的事实，并附现场证据。"
SEEN = "发现日期须在停产决定送达之后、今天以前。"
CEASED = "请写明停止生产的情况，日期须在发现之后、今天以前。"
SUPPLIER = "请写明供应单位和停止供应什么。"
MISSING = "还缺一项条件或者证据：{}。九项齐备才能停止供应。"
DAY = "停止供电须提前24小时把决定书送达该单位。请改晚停电时间，或者写明危及生产安全的紧急情形。"
CUT = "请选择要恢复的措施和恢复时间。"
COUNTED = "该单位180日内受到处罚0次（须3次），一年内0次（须4次），或者没有重大事故隐患，不够提请关闭。"
ANSWERED = "请写明人民政府的答复和日期（提请之后、今天以前），并附文书。"
ANNOUNCED = "请填写公告日期（今天以前）和公告的地方。"
CHECK: list[Row] = [
    ALONE,
    TWICE,
    ENDED,
    FOREIGN,
    ("checked_on_site", facts(checked_on=lambda a: day(1)), ON_SITE, STOP),
    ("checked_on_site", facts(checked_on=lambda a: day(-1)), ON_SITE, STOP),
    ("checked_on_site", facts(checked_on=None), ON_SITE, STOP),
    ("verdict_written", facts(verdict=" "), VERDICT, STOP),
]

SUSPENSION: dict[str, list[Row]] = {
    "begin": [
        ("act_orders_stop", unserve, NO_ORDER, SERVED),
        ("act_orders_stop", lambda a: Measure.objects.update(lifted_on=day()), NO_ORDER, SERVED),
        ("act_orders_stop", lambda a: Measure.objects.update(stops_production=False), NO_ORDER, SERVED),
    ],
    "request_acceptance": [
        ("described", facts(text=" "), "请写明怎么整改的。", STOP),
        ("each_finding_proved", facts(evidence=[]), PROOF, STOP),
        ("each_finding_proved", row(evidence=[]), PROOF, STOP),
        ("each_finding_proved", row(finding=OTHERS), "有材料不属于停产所依据的问题，请刷新后重试。", STOP),
        ("each_finding_proved", row(evidence=[OTHERS]), "附件不属于本案。", ""),
    ],
    "resume": CHECK,
    "refuse_resumption": [UNSERVED, *CHECK],
    "record_defiance": [
        UNSERVED,
        STAYED,
        ALONE,
        TWICE,
        ENDED,
        FOREIGN,
        ("going_on_proved", facts(fact=" "), GOES_ON, STOP),
        ("going_on_proved", facts(evidence=[]), GOES_ON, STOP),
        ("going_on_proved", facts(evidence=[OTHERS]), GOES_ON, STOP),
        ("seen_when", facts(seen_on=lambda a: day(1)), SEEN, SERVED),
        ("seen_when", facts(seen_on=lambda a: day(-1)), SEEN, SERVED),
    ],
    "cease_defiance": [
        UNSERVED,
        ("ceased_rightly", facts(fact=" "), CEASED, STOP),
        ("ceased_rightly", facts(ceased_on=lambda a: day(1)), CEASED, STOP),
        ("ceased_rightly", facts(ceased_on=lambda a: day(-1)), CEASED, STOP),
        ("ceased_rightly", spare, CEASED, STOP),
    ],
    "cut_power": [
        UNSERVED,
        STAYED,
        (
            "major_hazard",
            lambda a: Finding.objects.update(major=False),
            "停产所依据的问题没有认定为重大事故隐患，不能停止供应。",
            POWERS,
        ),
        ("refuses", spare, "没有拒不执行的记录。请先登记拒不停产。", POWERS),
        ("supplier_named", facts(supplier=" "), SUPPLIER, POWERS),
        ("supplier_named", facts(what=""), SUPPLIER, POWERS),
        ("not_cut_already", cut_before, "已经通知这家单位停止供应，还没有恢复。", POWERS),
        *[("nine_points", without(key), MISSING.format(text), POWERS) for key, text in POINTS.items()],
        ("nine_points", without("danger", met=False, words="有"), MISSING.format(POINTS["danger"]), POWERS),
        ("nine_points", without("danger", met=True, words=" "), MISSING.format(POINTS["danger"]), POWERS),
        ("nine_points", without("tenth", met=True, words="有"), "法定条件有误，请刷新后重试。", POWERS),
        ("told_a_day_before", facts(cut_at=lambda a: now() + timedelta(hours=23)), DAY, POWERS),
        ("told_a_day_before", facts(cut_at=None), "请填写停止供应的时间。", POWERS),
        (
            "told_a_day_before",
            facts(cut_at=lambda a: now() - timedelta(hours=1), emergency="现场有爆炸危险"),
            "停止供应的时间已经过去，请改填。",
            POWERS,
        ),
    ],
    "restore_power": [
        ("cut_stands", facts(cut=OTHERS), CUT, POWERS),
        ("cut_stands", facts(restored_at=None), CUT, POWERS),
        ("performs_or_ended", again, "该单位还没有停止生产。请先登记已经停产。", POWERS),
        UNREASONED,
    ],
    "propose_closure": [
        UNSERVED,
        STAYED,
        ("ground_of_closure", facts(ground="9"), "请选择提请关闭的法定情形。", CLOSING),
        ("ground_of_closure", facts(ground=Closure.Ground.REPEATED), COUNTED, CLOSING),
        (
            "ground_of_closure",
            penalised(on_decision=True),
            "须有停产停业整顿决定，并经现场验收仍不具备安全生产条件。",
            CLOSING,
        ),
        ("ground_of_closure", penalised(), "须有停产停业整顿决定，并有拒不执行的记录。", CLOSING),
        ("government_named", facts(government=" "), "请写明向哪一级人民政府提请。", CLOSING),
        UNREASONED,
    ],
    "answer_closure": [
        UNSERVED,
        ("government_answered", facts(answer=" "), ANSWERED, CLOSING),
        ("government_answered", facts(evidence=[]), ANSWERED, CLOSING),
        ("government_answered", facts(evidence=[OTHERS]), ANSWERED, CLOSING),
        ("government_answered", facts(answered_on=lambda a: day(1)), ANSWERED, CLOSING),
        ("government_answered", facts(answered_on=lambda a: day(-1)), ANSWERED, CLOSING),
    ],
    "lift": [
        ("ground_of_lifting", facts(ground=""), "请选择解除的理由。整改好的，按复产验收办理。", STOP),
        ("ground_of_lifting", facts(ground="corrected"), "请选择解除的理由。整改好的，按复产验收办理。", STOP),
        UNREASONED,
    ],
    "fall_away": [
        (
            "act_gone",
            lambda a: Measure.objects.update(lifted_on=None),
            "责令停产停业的决定仍然有效。请按解除办理。",
            STOP,
        )
    ],
    "announce": [
        (
            "announcement_due",
            lambda a: a.story.dossier.deadlines.filter(name="coal_announce").update(status="met"),
            "没有需要公告的停产、复产决定。",
            COAL,
        ),
        ("announced_rightly", facts(medium=" "), ANNOUNCED, COAL),
        ("announced_rightly", facts(announced_on=lambda a: day(1)), ANNOUNCED, COAL),
    ],
}


# --- the case, and crimes -----------------------------------------------------------------------------------------
def refer_again(a: About) -> None:
    a.story.refer_crime(a.record)


def reviewed(a: About) -> None:
    Referral.objects.update(review_asked_on=day())


STILL_STOPPED = "停产停业还没有结束，请先办理复产验收、关闭或者解除。"
STILL_REVIEWED = "还有复议、诉讼没有结束，或者裁判还没有执行。"
AWAY = "本案已经移送公安机关，正在等待答复或者已经立案。"
DESCRIBED = "请写明受移送的公安机关、涉嫌的罪名和事实。"
DELIVERED = "送交时间须在决定移送之后、现在以前。"
POLICE = "请写明公安机关的答复和日期，并附文书。"
CRIMES: dict[str, list[Row]] = {
    "refer_crime": [
        ("not_on_its_way", refer_again, AWAY, CRIME),
        ("crime_described", facts(receiver=" "), DESCRIBED, CRIME),
        ("crime_described", facts(suspicion=""), DESCRIBED, CRIME),
        ("crime_described", facts(facts=" "), DESCRIBED, CRIME),
    ],
    "deliver_referral": [
        (
            "to_deliver",
            lambda a: Referral.objects.update(delivered_at=now()),
            "没有等待送交公安机关的移送。",
            f"{RULES}第5条",
        ),
        ("delivered_when", facts(delivered_at=lambda a: now() + timedelta(hours=1)), DELIVERED, f"{RULES}第5条"),
        ("delivered_when", facts(delivered_at=lambda a: now() - timedelta(days=2)), DELIVERED, f"{RULES}第5条"),
        ("delivered_when", facts(delivered_at=None), DELIVERED, f"{RULES}第5条"),
    ],
    "answer_referral": [
        (
            "with_police",
            lambda a: Referral.objects.update(delivered_at=None),
            "没有已经送交公安机关、等待处理的移送。",
            f"{RULES}第8条",
        ),
        ("police_answered", facts(answer=" "), POLICE, f"{RULES}第8条"),
        ("police_answered", facts(evidence=[]), POLICE, f"{RULES}第8条"),
        ("police_answered", facts(evidence=[OTHERS]), POLICE, f"{RULES}第8条"),
        ("police_answered", facts(answered_on=lambda a: day(1)), POLICE, f"{RULES}第8条"),
    ],
    "review_referral": [
        ("refused_once", reviewed, "只能对公安机关不予立案的决定申请一次复议。", f"{RULES}第9条"),
        UNREASONED,
    ],
}


def penalty_open(a: About) -> None:
    made = open_penalty(a.story.case, a.story.cast.officers, tier=1)
    a.story.ask(
        made, "file", findings=[f.pk for f in a.story.case.findings.all()], cause="示例", act_on=day(),
        officers=a.story.ids,
    )  # fmt: skip


def stop_again(a: About) -> None:
    """What is named is another stop, still in force."""
    a.story.stop()
    a.facts["suspension"] = a.story.suspension.pk


def stop_open(a: About) -> None:
    """The case was withdrawn while production is still stopped."""
    told = teller()(a.people)
    told.stop().ask(told.case, "withdraw", ground="wrong", reason="认定有误")
    a.story = told


def review_open(a: About) -> None:
    told = teller()(a.people)
    told.found().order().serve().register().ask(told.case, "withdraw", ground="wrong", reason="认定有误")
    a.story = told


ROWS = [
    *[("suspension", step, *row) for table in (MATTER, SUSPENSION) for step, found in table.items() for row in found],
    *[(kind, step, *row) for kind in ("case", "penalty") for step, found in CRIMES.items() for row in found],
    ("case", "settle_resumed", "stop_over", facts(suspension=OTHERS), "没有已经同意恢复生产的停产停业。", STOP),
    ("case", "settle_resumed", "stop_over", stop_again, "没有已经同意恢复生产的停产停业。", STOP),
    ("case", "close", "nothing_open", penalty_open, "还有1件行政处罚案件没有结案。", "安全生产法第97条"),
    ("case", "close", "nothing_open", stop_open, STILL_STOPPED, "安全生产法第97条"),
    ("case", "close", "nothing_open", review_open, STILL_REVIEWED, "安全生产法第97条"),
]
