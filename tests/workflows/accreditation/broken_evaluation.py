"""What to break in a panel's work; how a row is read stands in broken.py."""

from typing import Any

from casework.accreditation.models import Category, Evaluation, Expert, ExpertTie, Round, Seat
from casework.accreditation.panels import name
from tests.casework.accreditation.rows import SINCE
from tests.workflows.accreditation.experts import outsider
from tests.workflows.broken import UNREASONED, Row, Spoil, facts
from tests.workflows.lawful import About, day

EXPERTS, PLAN = "参照行政许可法第45条", "安全技能提升行动计划实施方案二"


def open_window(a: About) -> None:
    Round.objects.update(closes_on="2034-01-31")


def another_applies(a: About) -> None:
    Round.objects.update(closes_on=day(1))
    a.story.rival().submitted()
    a.story.close_window()


def pool_of(count: int) -> Spoil:
    """All but so many have left the pool."""

    def spoil(a: About) -> None:
        gone = list(Expert.objects.order_by("-pk").values_list("pk", flat=True))[: Expert.objects.count() - count]
        Expert.objects.filter(pk__in=gone).update(valid_to=day(-1))

    return spoil


def naming(count: int, named: Any) -> Spoil:
    def spoil(a: About) -> None:
        pool_of(count)(a)
        a.facts["named"] = named(a)

    return spoil


def drawn(a: About) -> None:
    a.story.draw_panel()


def tie(a: About) -> None:
    who = a.facts.get("expert") or a.record.seat.expert_id
    ExpertTie.objects.create(expert_id=who, enterprise=a.people.enterprise, kind="paid", since=SINCE)


def tied_to_a_partner(a: About) -> None:
    a.record.application.partners.create(name="广西示例职业学院", body="college", represented_by="示例院长")
    Expert.objects.filter(pk=a.record.seat.expert_id).update(employer="广西示例职业学院")


def other_category(a: About) -> None:
    type(a.record).objects.filter(pk=a.record.pk).update(category=Category.objects.get(code="coal"))


def last_leaves(a: About) -> None:
    Seat.objects.filter(pk=a.story.panel.seats.last().pk).update(left_on=day(), left_reason="出差")


def one_scores_anew(a: About) -> None:
    a.story.ask(a.story.evaluations[-1], "void", reason="受聘于该单位")


def all_sit(a: About) -> None:
    Seat.objects.update(left_on=None, left_reason="")


def has_left(a: About) -> None:
    Seat.objects.filter(pk=a.birth.seat_id).update(left_on=day(), left_reason="出差")


def undeclared(a: About) -> None:
    Evaluation.objects.filter(pk=a.record.pk).update(declared_at=None)


def scored(place: int, **changed: Any) -> Spoil:
    return lambda a: a.facts["scores"][place].update(changed)


def listed(a: About) -> None:
    a.story.go("conclude_evaluation", by=a.story.leader, **a.story.report()).draw_up()


def going_on(a: About) -> None:
    """It belongs to an application that has not ended."""
    Round.objects.update(closes_on=day(1))
    other = a.story.rival().pk
    Evaluation.objects.update(application=other)
    a.story.pk = other


OVER = "评审阶段已经结束。拟认定名单已经拟定的，请作为异议核查办理。"
TIMES = "请填写评审起止日期：不早于今天，先后顺序不能颠倒。"
ODD = "评审组人数须为单数，不少于3人。请改填人数。"
MISFIT = "所选专家有利害关系、已经出库或者曾在本评审组。请另行指定。"
REPORT = "现场评估报告须写明参加人员、评估过程、符合情况，并附现场照片和签名。"
VISITED = f"评估日期应在{day():%Y年%-m月%-d日}至今天之间。请改填日期。"
TIED: list[Row] = [
    ("untied", tie, "您与申报单位有利害关系或者已经出库，不能评审。请申请回避。", PLAN),
    ("untied", tied_to_a_partner, "您与申报单位有利害关系或者已经出库，不能评审。请申请回避。", PLAN),
]
UNSCORED = "还有条件没有评分。请逐项评分。"

APPLICATION: dict[str, list[Row]] = {
    "convene_panel": [
        ("window_closed", open_window, "申报期到2034年1月31日，期满才能组成评审组。", PLAN),
        ("all_recommended", another_applies, "本类别还有1件申报没有完成初审。全部办完才能组成评审组。", PLAN),
        ("panel_formable", facts(size=4), ODD, PLAN),
        ("panel_formable", facts(size=1), ODD, PLAN),
        ("panel_formable", drawn, "本批次本类别的评审组已经抽取，不能重新抽取。专家退出的，由后面的候选人递补。", PLAN),
        (
            "panel_formable",
            pool_of(3),
            "专家库中没有利害关系的专家只有3人，不足5人。请补充专家库，或者由负责人指定2人。",
            PLAN,
        ),
        (
            "panel_formable",
            facts(named=lambda a: [outsider().pk]),
            "专家库中有9人可以抽取，不能指定专家。请改为随机抽取。",
            PLAN,
        ),
        (
            "panel_formable",
            naming(4, lambda a: [Expert.objects.order_by("pk")[8].pk]),
            "指定的专家有利害关系、已经出库或者重复。请另行指定。",
            PLAN,
        ),
        ("times_told", facts(begins_on=day(-1)), TIMES, EXPERTS),
        ("times_told", facts(ends_on=day(1)), TIMES, EXPERTS),
    ],
    "join_panel": [("panel_there", other_category, "本批次本类别还没有抽取评审组。", PLAN)],
    "name_expert": [
        ("place_vacant", lambda a: name(a.story.panel, outsider().pk), "评审组没有空缺，不能指定专家。", PLAN),
        ("expert_fits", tie, MISFIT, PLAN),
        ("expert_fits", facts(expert=lambda a: a.story.evaluation.seat.expert_id), MISFIT, PLAN),
        ("expert_fits", facts(expert=0), MISFIT, PLAN),
        UNREASONED,
    ],
    "conclude_evaluation": [
        ("panel_whole", last_leaves, "评审组还缺1人。请先补足。", PLAN),
        ("all_submitted", one_scores_anew, "还有1名专家没有提交评分。全部提交后才能汇总。", PLAN),
        ("visited_rightly", facts(visited_on=day(-1)), VISITED, EXPERTS),
        ("visited_rightly", facts(visited_on=day(1)), VISITED, EXPERTS),
        ("report_written", facts(findings=" "), REPORT, EXPERTS),
        ("report_written", facts(photos=[]), REPORT, EXPERTS),
        ("report_written", facts(signatures=[]), REPORT, EXPERTS),
        ("report_written", facts(photos=[10**9]), "附件不属于本次申报，请重新上传。", ""),
        ("problems_named", facts(conclusion="after"), "结论不是“推荐”的，请写明存在的问题。", EXPERTS),
    ],
    "reopen_evaluation": [("scores_missing", all_sit, "评分没有变动，不需要重新评审。", PLAN)],
}
EVALUATION: dict[str, list[Row]] = {
    "begin": [("seat_taken", has_left, "该专家不在本申请的评审组中，或者申请不在评审中。", PLAN)],
    "declare": [("undeclared", lambda a: a.story.declare(), "已经声明过，不需要重复声明。", PLAN), *TIED],
    "submit": [
        ("declared", undeclared, "请先声明与申报单位没有利害关系，再评分。", PLAN),
        *TIED,
        ("each_scored", facts(scores=[]), UNSCORED, PLAN),
        ("each_scored", lambda a: a.facts["scores"].pop(), UNSCORED, PLAN),
        ("each_scored", lambda a: a.facts["scores"].append(a.facts["scores"][0]), UNSCORED, PLAN),
        ("each_scored", lambda a: over(a, 1), "得分超出范围或者多于一位小数：TB1（0至15分）。", PLAN),
        ("each_scored", lambda a: over(a, -16), "得分超出范围或者多于一位小数：TB1（0至15分）。", PLAN),
        ("each_scored", lambda a: over(a, "-0.05"), "得分超出范围或者多于一位小数：TB1（0至15分）。", PLAN),
        ("each_scored", lambda a: over(a, "NaN"), "得分超出范围或者多于一位小数：TB1（0至15分）。", PLAN),
        ("deductions_explained", scored(0, reason=" "), "TB1没有得满分，请写明扣分说明。", PLAN),
        ("verdict_written", facts(verdict=" "), "请写明评审意见。", PLAN),
    ],
    "recuse": [UNREASONED],
    "replace": [UNREASONED],
    "void": [
        (
            "not_listed",
            lambda a: a.story.go("withdraw", by=a.people.representative),
            OVER,
            PLAN,
        ),
        ("not_listed", listed, OVER, PLAN),
        UNREASONED,
    ],
    "follow_seat": [("seat_left", all_sit, "该专家没有退出评审组。", PLAN)],
    "fall_away": [("application_ended", going_on, "申报没有终止，评审应当继续。", PLAN)],
}
ROWS = [
    (kind, step, *row)
    for kind, table in (("application", APPLICATION), ("evaluation", EVALUATION))
    for step, found in table.items()
    for row in found
]


def over(a: About, points: Any) -> None:
    """So much more than the weight of the first criterion."""
    row = a.facts["scores"][0]
    row["score"] = a.story.round.criteria.get(pk=row["criterion"]).weight + type(row["score"])(points)
