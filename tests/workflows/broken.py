"""What to break so that a step is refused, condition by condition, with the exact sentence and its article."""

from collections.abc import Callable
from typing import Any

from casework.accounts.models import OfficerCertificate
from casework.enforcement.models import Basis
from tests.workflows.lawful import About, day

EXTENSION = "安全生产违法行为行政处罚办法（条文待核）"
TWO, CORRECTION, SERVING = "行政处罚法第42条", "安全生产法第97条", "行政处罚法第61条、民事诉讼法第87条"
STOP = "安全生产法第65条第1款第3项"
Spoil = Callable[[About], Any]
Row = tuple[str, Spoil, str, str]


def facts(**changed: Any) -> Spoil:
    """Other facts than the lawful ones; a function of the story is asked for the value."""

    def spoil(a: About) -> None:
        a.facts |= {name: value(a) if callable(value) else value for name, value in changed.items()}

    return spoil


def row(key: str, **changed: Any) -> Spoil:
    """Other words in the first row of a list of rows."""
    return lambda a: a.facts[key][0].update(changed)


def officers(*names: str) -> Spoil:
    return facts(officers=lambda a: [getattr(a.people, name).pk for name in names])


def uncertify(a: About) -> None:
    OfficerCertificate.objects.filter(user=a.people.partner).update(valid_to=day(-1))


def elsewhere(a: About) -> None:
    """The enterprise lies in another city."""
    a.record.__class__.objects.filter(pk=a.record.pk).update(region_code="450202")


def too_often(a: About) -> None:
    for _ in range(4):
        type(a.story)(a.people).plan()


def only_himself_follows(a: About) -> None:
    """The successor named is the one recused."""
    OfficerCertificate.objects.filter(user=a.people.third_officer).update(valid_to=day(-1))
    a.facts["successor"] = a.facts["user"]


ALONE = ("two_certified", officers("officer"), "执法人员不得少于两人。请再选一人。", TWO)
TWICE = ("two_certified", officers("officer", "officer"), "两名执法人员不能是同一人。", TWO)
ENDED = ("two_certified", uncertify, "有执法人员证件不在有效期内、已回避或不属于本机关，请另选。", TWO)
FOREIGN = ("two_certified", officers("officer", "neighbour_officer"), ENDED[2], TWO)
UNREASONED: Row = ("reasoned", facts(reason="  "), "请写明理由。", "")


# kind -> how its matter ends; the chapters of the second half add theirs
ENDINGS: dict[str, Spoil] = {
    "case": lambda a: a.story.report().recheck().serve().decline().close(),
    "inspection": lambda a: a.story.conclude(),
    "penalty": lambda a: a.story.opened(),
}


def ended(a: About) -> None:
    """The matter ends before the step is asked for, or another one has not yet begun."""
    ENDINGS[a.kind](a)


MATTER: dict[str, list[Row]] = {
    "assign": [
        ("begun", ended, "此案尚未开始或已经办结。", ""),
        ("two_certified", officers("officer", "uncertified"), ENDED[2], TWO),
        ALONE,
        TWICE,
    ],
    "recuse": [
        ("begun", ended, "此案尚未开始或已经办结。", ""),
        ("recusable", facts(user=lambda a: a.people.head.pk), "被申请回避的人不是本案承办人。", ""),
        (
            "two_remain",
            lambda a: OfficerCertificate.objects.filter(user=a.people.third_officer).update(valid_to=day(-1)),
            "回避后承办人不足两名，请指定接替人员。",
            TWO,
        ),
        ("two_remain", only_himself_follows, "回避后承办人不足两名，请指定接替人员。", TWO),
        UNREASONED,
    ],
    "correct": [
        ("begun", ended, "此案尚未开始或已经办结。", ""),
        (
            "correctable",
            lambda a: a.record.dossier.documents.filter(pk=a.facts["document"]).update(status="withdrawn"),
            "只能更正本案已签发的对外文书。实质内容有误的，撤销后重新制发。",
            "",
        ),
        ("correctable", facts(document=0), "只能更正本案已签发的对外文书。实质内容有误的，撤销后重新制发。", ""),
        ("correction_written", row("changes", new="车闸"), "请写明原文和更正后的文字。", ""),
        ("correction_written", facts(changes=[]), "请写明原文和更正后的文字。", ""),
    ],
    "change_party": [
        ("begun", ended, "此案尚未开始或已经办结。", ""),
        ("change_proved", facts(proof=[]), "请写明变更后的名称或承继单位，并附登记机关的证明。", ""),
        ("change_proved", facts(name=" "), "请写明变更后的名称或承继单位，并附登记机关的证明。", ""),
        ("change_proved", facts(kind="merger", enterprise=0), "请写明变更后的名称或承继单位，并附登记机关的证明。", ""),
        (
            "change_proved",
            facts(kind="merger", enterprise=10**9),
            "请写明变更后的名称或承继单位，并附登记机关的证明。",
            "",
        ),
        ("change_proved", facts(proof=[10**9]), "请写明变更后的名称或承继单位，并附登记机关的证明。", ""),
    ],
}

INSPECTION: dict[str, list[Row]] = {
    "plan": [
        ("ours", elsewhere, "该企业不在本机关辖区内。", "行政处罚法第22条"),
        ALONE,
        TWICE,
        ENDED,
        FOREIGN,
        ("planned_ahead", facts(planned_on=lambda a: day(-1)), "计划检查日期不能早于今天。", ""),
        ("within_visits", too_often, "本年度对该企业的计划检查已达4次。", "国办发〔2024〕54号"),
        ("within_visits", facts(ground="lead"), "计划外检查须写明线索来源或事由。", ""),
    ],
    "start": [
        ("ours", elsewhere, "该企业不在本机关辖区内。", "行政处罚法第22条"),
        ALONE,
        TWICE,
        ENDED,
        FOREIGN,
        ("shown", facts(shown=False), "检查前须出示执法证件。", "行政处罚法第55条"),
        ("cause_named", facts(lead=""), "没有列入计划的检查，须写明举报线索或紧急事由。", "国办发〔2024〕54号"),
        ("cause_named", facts(ground="plan"), "没有列入计划的检查，须写明举报线索或紧急事由。", "国办发〔2024〕54号"),
    ],
    "confirm_start": [("to_confirm", lambda a: a.story.confirm(), "没有需要补办审批的检查。", "")],
    "record_finding": [
        ("founded", facts(violation="V9"), "请选择违法行为。", ""),
        ("founded", facts(guidance=True), "这类问题有法律依据，不能只作指导。", "行政处罚法第16条"),
        (
            "founded",
            lambda a: Basis.objects.filter(violation="V1").delete(),
            "这类问题在该行业没有可适用的法律依据。",
            "行政处罚法第4条",
        ),
        ("concerned", facts(post=""), "请写明涉及的人员或岗位。", ""),
        ("evidenced", facts(evidence=[]), "每项问题至少要有1份证据。", "行政处罚法第46条"),
        ("evidenced", facts(evidence=[10**9]), "每项问题至少要有1份证据。", "行政处罚法第46条"),
    ],
    "conclude": [
        (
            "signed",
            lambda a: a.facts["officer_signatures"].pop(),
            "检查记录须由两名执法人员签名。",
            "安全生产法第68条",
        ),
        (
            "acknowledged",
            facts(party_signature=None),
            "检查记录须由现场负责人签名；拒绝签名的，写明情况并录像或请见证人签名。",
            "安全生产法第68条",
        ),
        (
            "acknowledged",
            facts(party_signature=None, refusal="拒绝签名"),
            "检查记录须由现场负责人签名；拒绝签名的，写明情况并录像或请见证人签名。",
            "安全生产法第68条",
        ),
        (
            "acknowledged",
            facts(party_signature=10**9),
            "检查记录须由现场负责人签名；拒绝签名的，写明情况并录像或请见证人签名。",
            "安全生产法第68条",
        ),
    ],
    "cancel": [
        ("nothing_found", lambda a: a.story.start().find(), "已经记录了问题，不能取消检查。", ""),
        UNREASONED,
    ],
}
