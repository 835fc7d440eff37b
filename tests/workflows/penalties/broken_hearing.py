"""Hearing, discussion, more time, no penalty: what is refused, in which sentence, by which article."""

from datetime import timedelta

from casework.core.now import now
from tests.workflows.broken import UNREASONED, Row, facts
from tests.workflows.lawful import day
from tests.workflows.penalties.spoils import (
    AGENTS,
    ART63,
    ART64,
    CHAIR,
    KEPT,
    MINUTES,
    OLD_RULE,
    OTHERS,
    TOGETHER,
    alone_with_reason,
    asked_before,
    clock,
    findings,
    hearing,
    investigates,
    investigator_votes,
    lazily,
    notice,
    one_leader,
    penalty,
    punished,
    recused,
    too_soon,
    vote,
)

# --- the hearing --------------------------------------------------------------------------------------------------
WEEK = "听证通知书须在听证7个工作日前送达，最早可定在{}。"
OFFICE = "主持人、听证员、记录员须是本机关现职人员，请另选。"
APART = "主持人、听证员、记录员不能是本案调查人员或者已回避的人员，请另选。"
PRIVATE = "听证公开举行。不公开的，须写明涉及国家秘密、商业秘密、个人隐私中的哪一种。"
BROKEN = "听证组成人员中有人参加过调查、已回避或者已离职，请先重新指定并改期。"
WRITTEN = "请写明听证笔录和听证会报告；没有到场或者中途退场的，写明经过。"
SIGNED = "请附当事人签名的听证笔录；拒绝签名的，由主持人写明。"


HEARING: dict[str, list[Row]] = {
    "request_hearing": [
        ("hearing_right", notice(hearing_right=False), "本案没有告知听证权利，不适用听证。", ART63),
        ("hearing_unasked", asked_before, "已经申请过听证。听证已经举行，或者已视为放弃，不能再次申请。", ART63),
        (
            "hearing_window_open",
            notice(hearing_served_on=None),
            "听证告知书还没有送达，申请听证的期限还没有开始。",
            ART64.format(1),
        ),
        ("hearing_window_open", lambda a: a.story.waive("hearing"), "当事人已经书面放弃听证。", ART64.format(1)),
        ("hearing_window_open", clock("hearing_request", -1), "申请听证的期限已过。", ART64.format(1)),
        (
            "request_written",
            lambda a: setattr(a, "by", a.people.officer),
            "由执法人员代为录入的，须有当事人的书面申请。",
            ART64.format(1),
        ),
    ],
    "schedule_hearing": [
        ("postponable", facts(postponed=True), "还没有定过听证日期，不是延期。", OLD_RULE),
        (
            "postponable",
            lambda a: a.story.schedule_hearing(),
            "已经定了听证日期。当事人申请延期的，请按延期办理。",
            OLD_RULE,
        ),
        (
            "postponable",
            lambda a: a.facts.update(postponed=True) or a.story.schedule_hearing().schedule_hearing(postponed=True),
            "听证只能延期1次。",
            OLD_RULE,
        ),
        (
            "panel_of_several",
            lambda a: a.facts.update(clerk=a.facts["chair"]),
            "主持人、听证员、记录员不能由一人兼任。",
            CHAIR,
        ),
        ("panel_apart", facts(chair=lambda a: a.people.officer.pk), APART, CHAIR),
        ("panel_apart", facts(members=lambda a: [a.people.partner.pk]), APART, CHAIR),
        ("panel_apart", facts(clerk=lambda a: a.people.partner.pk), APART, CHAIR),
        ("panel_apart", investigates("head"), APART, CHAIR),
        ("panel_apart", recused("legal"), APART, CHAIR),
        ("panel_in_office", facts(members=lambda a: [a.people.neighbour_officer.pk]), OFFICE, CHAIR),
        ("panel_in_office", facts(chair=lambda a: a.people.clerk.pk, clerk=lambda a: a.people.chief.pk), OFFICE, CHAIR),
        ("placed", facts(place=" "), "请写明听证地点。", ART64.format(2)),
        ("week_ahead", facts(held_at=None), "请填写听证的日期和时间。", ART64.format(2)),
        ("week_ahead", too_soon, lazily(WEEK), ART64.format(2)),
        ("week_ahead", facts(held_at=lambda a: now()), lazily(WEEK), ART64.format(2)),
        ("private_reasoned", facts(public=False, private_reason="不方便"), PRIVATE, ART64.format(3)),
    ],
    "hold_hearing": [
        ("chaired", lambda a: setattr(a, "by", a.people.head), "听证由主持人法制员甲登记，他人不能代办。", CHAIR),
        ("chaired", hearing(chair=None), "还没有指定听证主持人。", CHAIR),
        ("panel_still_apart", investigates("head"), BROKEN, CHAIR),
        ("panel_still_apart", recused("legal"), BROKEN, CHAIR),
        ("outcome_chosen", facts(outcome="maybe"), "请选择听证的结果。", ART63),
        (
            "hearing_came",
            hearing(held_at=lambda a: now() + timedelta(hours=1)),
            "听证的时间还没有到。",
            ART64.format(2),
        ),
        ("told_in_time", hearing(served_on=None), "听证会通知书还没有送达，不能举行听证。", ART64.format(2)),
        (
            "told_in_time",
            hearing(served_on=lambda a: a.story.page.hearing.held_at.date()),
            "听证会通知书没有在听证7个工作日前送达，请改期。",
            ART64.format(2),
        ),
        ("agents_few", facts(agents="示例甲、示例乙，示例丙"), "委托代理人不能超过2人。", AGENTS),
        ("minutes_written", facts(minutes=" "), WRITTEN, MINUTES),
        ("minutes_written", facts(outcome="absent", report=""), WRITTEN, MINUTES),
        ("minutes_written", facts(outcome="waived", signed=[]), "请附当事人撤回听证申请的书面材料。", MINUTES),
        ("minutes_signed", facts(signed=[]), SIGNED, MINUTES),
        ("minutes_signed", facts(signed=[OTHERS]), "附件不属于本案。", MINUTES),
    ],
}

# --- the discussion, more time, no penalty ------------------------------------------------------------------------
RECORDED = "请逐人记录表决意见，每人一次；不同意的写明理由。"
LEADERS = "参加表决的须是本机关负责人，不少于3人。"
COMMITTEE = "在职负责人不足3人的，由领导班子集体讨论，全体负责人参加，并写明情况。"
WHEN = "讨论日期不能早于提出拟处罚，也不能晚于今天。"
REPORTS = "调查人员和已回避的人员只汇报，不参加表决。"
DAYS = "请填写延长的天数，不超过366天。"
MINOR, PEOPLE = "行政处罚法第33条第1款", "这一情形只适用于个人。"
DISCUSSION: dict[str, list[Row]] = {
    "deliberate": [
        ("votes_recorded", facts(votes=[]), RECORDED, TOGETHER),
        ("votes_recorded", lambda a: a.facts["votes"].append(a.facts["votes"][0]), RECORDED, TOGETHER),
        ("votes_recorded", vote(agrees=False), RECORDED, TOGETHER),
        ("votes_recorded", vote(agrees=None), RECORDED, TOGETHER),
        ("voters_apart", investigator_votes, REPORTS, "行政处罚法第57条"),
        ("quorate", vote(member=OTHERS), LEADERS, TOGETHER),
        ("quorate", lambda a: a.facts.update(votes=a.facts["votes"][:2]), LEADERS, TOGETHER),
        ("quorate", one_leader, COMMITTEE, TOGETHER),
        ("quorate", alone_with_reason, COMMITTEE, TOGETHER),
        ("discussion_written", facts(conclusion=" "), "请写明地点、记录人、汇报人、讨论情况和结论性意见。", TOGETHER),
        ("discussed_when", facts(held_on=lambda a: day(1)), WHEN, TOGETHER),
        ("discussed_when", facts(held_on=lambda a: day(-9)), WHEN, TOGETHER),
        ("discussed_when", facts(held_on=None), WHEN, TOGETHER),
    ],
    "extend_decision": [
        (
            "clock_known",
            lambda a: a.record.dossier.deadlines.filter(name="decision").delete(),
            "没有处罚决定的期限可以延长。",
            "行政处罚法第60条",
        ),
        ("days_counted", facts(days=0), DAYS, "行政处罚法第60条"),
        ("days_counted", facts(days="三十"), DAYS, "行政处罚法第60条"),
        ("days_counted", facts(days=367), DAYS, "行政处罚法第60条"),
        ("superior_agrees", facts(days=91), "累计延长超过90天，须经上一级机关批准，请写明批准文书。", OLD_RULE),
        ("answerable_named", clock("decision", -1), "期限已过才延长的，须写明由谁承担责任。", "行政处罚法第60条"),
        UNREASONED,
    ],
    "not_punish": [
        (
            "proposal_made",
            lambda a: a.story.penalty.sanctions.all().delete(),
            "还没有处理意见，请先退回调查，办理调查终结。",
            "行政处罚法第57条",
        ),
        (
            "ground_chosen",
            facts(ground="心情好"),
            "请选择不予处罚的法定情形。",
            "行政处罚法第30条、第31条、第33条、第36条、第57条",
        ),
        ("ground_fits", facts(ground="30"), PEOPLE, "行政处罚法第30条"),
        ("ground_fits", facts(ground="31"), PEOPLE, "行政处罚法第31条"),
        ("ground_fits", penalty(harm=True), "立案时已经认定有危害后果，不符合这一情形。", MINOR),
        ("ground_fits", findings(standing="not_done"), "有问题逾期没有改正，不符合“及时改正”。", MINOR),
        (
            "ground_fits",
            lambda a: a.facts.update(ground="33-1-first") or punished(1)(a),
            "当事人此前已受过处罚，不是初次违法。",
            MINOR,
        ),
        (
            "educated",
            facts(education=" "),
            "依照第三十三条不予处罚的，须对当事人进行教育，请写明教育情况。",
            "行政处罚法第33条第3款",
        ),
        UNREASONED,
        KEPT,
    ],
}

ROWS = [("penalty", step, *found) for step, rows in {**HEARING, **DISCUSSION}.items() for found in rows]
