"""The decision: each clause of the law broken by itself is refused, in its own sentence, by its own article."""

from typing import Any

from casework.enforcement.models import Basis
from casework.penalties.models import Defence, Deliberation, LegalReview
from tests.workflows.broken import Row, facts
from tests.workflows.lawful import day
from tests.workflows.penalties.spoils import (
    ART63,
    DEFENCE,
    KEPT,
    NOTICE,
    ONCE,
    RANGE,
    REVIEW,
    TOGETHER,
    answer,
    clock,
    defended_again,
    findings,
    notice,
    other_proposal,
    penalty,
    punished,
    refer,
    sanction,
    undiscussed,
    unreviewed,
    withdraw_paper,
)

# --- the decision -------------------------------------------------------------------------------------------------
UNTOLD = "还没有告知拟作出的处罚，请先告知。"
HEAVIER = "处罚不能比告知的更重：{}。发现新的事实的，请重新告知。"
BARE = "第1项没有有效送达的责令改正，违法行为也没有终了。"
OPEN_QUESTION = "拟处罚没有答复“{}”，请退回补正。"
CRIME = "本案涉嫌犯罪，已移送公安机关。未答复不予立案的，不得罚款。"
AMOUNT = "罚款金额须不小于零，最多到分。"
QUESTIONS = {
    "29": "同一行为是否已经罚款",
    "32": "是否应当从轻、减轻",
    "33": "是否应当不予处罚",
    "36": "是否超过处罚时效",
    "37": "规定变动时是否从旧兼从轻",
}
BLANK: Any = ({}, {"applies": False, "words": " "}, {"applies": "否", "words": "没有"})
DECIDE: list[Row] = [
    ("notice_served", notice(void_on=day()), UNTOLD, NOTICE),
    ("notice_served", withdraw_paper("penalty-notice"), UNTOLD, NOTICE),
    ("notice_served", notice(served_on=None), "行政处罚告知书还没有送达。", NOTICE),
    ("hearing_told", notice(hearing_served_on=None), "听证告知书还没有送达。", "行政处罚法第63条、第64条"),
    ("hearing_told", notice(hearing_right=False), "拟作的处罚达到听证标准，没有告知听证权利，请重新告知。", ART63),
    ("told_the_same", other_proposal, "拟处罚的事实或者依据在告知以后变动过，请重新告知。", NOTICE),
    ("defence_closed", notice(defence_waived_on=None), "陈述申辩的期限还没有届满，当事人也没有书面放弃。", DEFENCE),
    (
        "hearing_closed",
        notice(hearing_waived_on=None),
        "听证的权利还没有用尽：期限未满、没有放弃，或者听证还没有举行。",
        "行政处罚法第63条至第65条",
    ),
    (
        "defences_answered",
        lambda a: Defence.objects.update(answered_on=None),
        "还有1份陈述申辩没有逐点复核。",
        DEFENCE,
    ),
    ("order_stands", lambda a: a.story.case.orders.update(served_on=None), BARE, "行政处罚法第28条"),
    ("order_stands", findings(standing="dropped"), BARE, "行政处罚法第28条"),
    ("order_stands", withdraw_paper("rectification-order"), BARE, "行政处罚法第28条"),
    ("not_fined_before", punished(1), "当事人的同一违法行为已经在同一档次处罚过，不得再次罚款。", ONCE),
    ("tier_in_order", punished(2), "同一问题已经按逾期未改正处罚，不能再作首次处罚。", ONCE),
    (
        "second_tier_served",
        penalty(tier=2),
        "责令限期整改指令书和整改复查意见书须都已送达。",
        "安全生产法第97条",
    ),
    ("in_time", penalty(act_on=day(-3 * 366)), "立案时违法行为已经过了处罚时效，应当不予处罚。", "行政处罚法第36条"),
    *[
        (f"answered_{article}", answer(article, value), OPEN_QUESTION.format(words), f"行政处罚法第{article}条")
        for value, (article, words) in zip((*BLANK, *BLANK), QUESTIONS.items(), strict=False)
    ],
    (
        "answered_33",
        answer("33", {"applies": True, "words": "轻微"}),
        "已经认定符合不予处罚的情形，应当办理不予处罚。",
        "行政处罚法第33条",
    ),
    (
        "answered_36",
        answer("36", {"applies": True, "words": "过期"}),
        "已经认定超过处罚时效，应当办理不予处罚。",
        "行政处罚法第36条",
    ),
    ("referral_answered", refer(), CRIME, "行政处罚法第27条"),
    ("referral_answered", refer(accepted=True), CRIME, "行政处罚法第27条"),
    KEPT,
    ("review_passed", unreviewed, "本案须经法制审核同意，还没有审核，或者审核没有同意。", REVIEW),
    (
        "review_passed",
        lambda a: a.story.review("refuse", "证据不足"),
        "本案须经法制审核同意，还没有审核，或者审核没有同意。",
        REVIEW,
    ),
    (
        "reviewed_after",
        lambda a: LegalReview.objects.update(on=day(-1)),
        "法制审核须在陈述申辩、听证和复核以后进行，请重新审核。",
        REVIEW,
    ),
    ("reviewed_after", defended_again, "法制审核须在陈述申辩、听证和复核以后进行，请重新审核。", REVIEW),
    ("deliberated", undiscussed, "本案须由负责人集体讨论，还没有讨论，或者没有通过。", TOGETHER),
    (
        "deliberated",
        lambda a: a.story.deliberate(agrees=False),
        "本案须由负责人集体讨论，还没有讨论，或者没有通过。",
        TOGETHER,
    ),
    (
        "deliberated_after",
        lambda a: a.story.review(),
        "集体讨论须在陈述申辩、听证和法制审核以后进行，请重新讨论。",
        TOGETHER,
    ),
    (
        "deliberated_after",
        lambda a: Deliberation.objects.update(on=day(-1)),
        "集体讨论须在陈述申辩、听证和法制审核以后进行，请重新讨论。",
        TOGETHER,
    ),
    ("amount_given", facts(fine="很多"), AMOUNT, ""),
    ("amount_given", facts(fine=-1), AMOUNT, ""),
    ("amount_given", facts(fine="0.001"), AMOUNT, ""),
    ("not_heavier", facts(fine=60001), HEAVIER.format("罚款由60000元增加到60001元"), "行政处罚法第45条第2款"),
    ("not_heavier", facts(stop_production=True), HEAVIER.format("增加了责令停产停业整顿"), "行政处罚法第45条第2款"),
    ("not_heavier", facts(warning=True), HEAVIER.format("增加了警告"), "行政处罚法第45条第2款"),
    (
        "something_imposed",
        facts(fine=0),
        "没有任何处罚。不处罚的，请办理不予处罚。",
        "行政处罚法第9条、第57条",
    ),
    ("within_range", sanction(fine=150000), "罚款超过法定上限100000元。", RANGE),
    ("within_range", sanction(basis=None), "没有处罚依据的，处罚无效。", RANGE),
    (
        "within_range",
        lambda a: Basis.objects.update(unit_min=70000),
        "罚款低于法定下限70000元。减轻处罚须有行政处罚法第三十二条的情形。",
        "行政处罚法第32条",
    ),
    ("stop_provided", sanction(stop_production=True), "处罚依据没有规定责令停产停业整顿。", RANGE),
    (
        "stop_kept",
        lambda a: Basis.objects.update(stop_production=True),
        "处罚依据规定应当责令停产停业整顿。不作这一处罚的，须写明理由。",
        RANGE,
    ),
    ("within_grade", facts(fine=1000), "罚款不在裁量档内，须写明理由，并经集体讨论。", "行政处罚法第34条"),
    (
        "reasons_written",
        facts(reasons=" "),
        "请写明陈述申辩和听证意见的采纳情况，以及裁量的理由。",
        "行政处罚法第45条、第59条",
    ),
    ("clock_runs", clock("decision", -1), "处罚决定的期限已过，请先办理延长期限。", "行政处罚法第60条"),
    (
        "clock_runs",
        lambda a: a.record.dossier.deadlines.filter(name="decision").update(status="dropped"),
        "处罚决定的期限已过，请先办理延长期限。",
        "行政处罚法第60条",
    ),
]
ROWS = [("penalty", "decide", *found) for found in DECIDE]
