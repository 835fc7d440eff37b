"""ONE table of every legal period and ONE of every other figure, as they ship; administrators change the rows loaded
from here (``reference.py``), never this file.

``found`` means the figure was read in the text of the law named. Everything else ships unconfirmed: figures of the
repealed penalty rules (令15号) that the new ones (令18号) probably keep, figures of printed forms, practice, rules
applied by analogy, and our own proposals.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from casework.clock.calendar import Unit

WD, ND, HOUR, MONTH, YEAR = Unit.WORKING_DAY, Unit.NATURAL_DAY, Unit.HOUR, Unit.MONTH, Unit.YEAR


class Law(NamedTuple):
    """Where a figure stands. ``found`` is false where the text itself was not at hand."""

    name: str
    since: date
    source: str
    found: bool = True


PENALTY = Law("行政处罚法", date(2021, 7, 15), "行政处罚法（2021年修订）")
SAFETY = Law("安全生产法", date(2021, 9, 1), "安全生产法（2021年修正）")
FORCE = Law("行政强制法", date(2012, 1, 1), "行政强制法（2011年）")
REVIEW = Law("行政复议法", date(2024, 1, 1), "行政复议法（2023年修订）")
SUIT = Law("行政诉讼法", date(2017, 7, 1), "行政诉讼法（2017年修正）及司法解释")
CIVIL = Law("民事诉讼法", date(2024, 1, 1), "民事诉讼法（2023年修正）")
CRIME = Law("行政执法机关移送涉嫌犯罪案件的规定", date(2020, 8, 7), "移送涉嫌犯罪案件的规定（2020年修订）")
COAL = Law("煤矿安全生产条例", date(2024, 5, 1), "煤矿安全生产条例（2024年）")
PLAN = Law("安全技能提升行动计划实施方案", date(2020, 4, 24), "广西高危行业领域安全技能提升行动计划实施方案（2020年）")
OLD = Law(
    "安全生产违法行为行政处罚办法",
    date(2008, 1, 1),
    "原安全生产违法行为行政处罚办法（令15号，2015年修正，已废止），应急管理部令18号是否沿用待核",
    False,
)
FORM = Law("", date(2020, 4, 24), "2017年安全生产行政执法文书式样，待核定", False)
HAZARDS = Law("安全生产事故隐患排查治理暂行规定", date(2008, 2, 1), "总局令16号，条文待核对", False)
TRAINING = Law("生产经营单位安全培训规定", date(2015, 7, 1), "总局令3号（2015年修正），网页转载，待核对原文", False)
SPECIAL = Law(
    "特种作业人员安全技术培训考核管理规定", date(2010, 7, 1), "原总局令30号，应急管理部令19号是否沿用待核", False
)
LICENCE = Law("参照行政许可法", date(2019, 4, 23), "参照行政许可法（2019年修正），认定不是行政许可，待核定", False)
PRACTICE = Law("", date(2020, 4, 24), "惯例，待核定", False)
OURS = Law("", date(2020, 4, 24), "本系统建议值，待核定", False)


class PeriodRow(NamedTuple):
    name: str
    label: str
    amount: int
    unit: Unit
    runs_from: str
    law: Law
    place: str = ""
    rolls: bool = True


class ThresholdRow(NamedTuple):
    name: str
    label: str
    value: Decimal
    unit: str
    law: Law
    place: str = ""


P = PeriodRow
PERIODS: list[PeriodRow] = [
    # every matter
    P("refer_decide", "涉嫌犯罪案件移送审批", 3, ND, "提出移送报告", CRIME, "第5条"),
    P("refer_deliver", "向公安机关移送", 24, HOUR, "决定移送", CRIME, "第5条"),
    P("refer_answer", "公安机关审查答复", 3, ND, "公安机关受案", CRIME, "第8条"),
    P("refer_review", "对不予立案申请复议", 3, ND, "收到不予立案通知", CRIME, "第9条"),
    P("obstacle", "因不可抗拒的事由申请顺延", 10, ND, "障碍消除", CIVIL, "第86条"),
    # inspection
    P("backfill", "紧急检查补办审批", 1, WD, "开始检查", OURS),
    # correction case
    P("measure_confirm", "现场处理措施补办批准", 24, HOUR, "先行采取措施", FORCE, "第19条"),
    P("serve", "文书送达", 7, WD, "签发文书", OURS, "参照行政处罚法第61条"),
    P("extension_window", "可以申请延期的期间", 10, ND, "整改期限届满前", OLD, "第17条"),
    P("extension_reply", "延期申请答复", 5, ND, "收到延期申请", OLD, "第17条"),
    P("recheck", "整改复查", 10, ND, "整改期限届满或者收到整改报告", OLD, "第17条"),
    # penalty, to the decision
    P("time_bar", "处罚时效", 2, YEAR, "违法行为发生或者终了", PENALTY, "第36条", False),
    P("time_bar_harm", "处罚时效（有危害后果）", 5, YEAR, "违法行为发生或者终了", PENALTY, "第36条", False),
    P("file_backfill", "补办立案", 5, ND, "先行调查", OLD),
    P("decision", "处罚决定", 90, ND, "立案", PENALTY, "第60条"),
    P("decision_extension", "处罚决定延期", 90, ND, "原期限届满", OLD),
    P("keep", "先行登记保存处理", 7, WD, "登记保存", PENALTY, "第56条"),
    P("seizure", "查封、扣押", 30, ND, "作出查封、扣押决定", FORCE, "第25条"),
    P("seizure_extension", "查封、扣押延长", 30, ND, "原期限届满", FORCE, "第25条"),
    P("seizure_report", "当场查封、扣押补办批准", 24, HOUR, "当场采取措施", FORCE, "第19条"),
    P("defence", "当事人陈述、申辩", 3, WD, "告知书送达", FORM, "行政处罚法第44条、第45条"),
    P("hearing_request", "当事人要求听证", 5, WD, "听证告知书送达", PENALTY, "第64条"),
    P("hearing", "组织听证", 15, ND, "收到听证申请", OLD),
    P("hearing_notice", "听证会提前通知", 7, WD, "听证会通知书送达", PENALTY, "第64条"),
    # penalty, after the decision
    P("serve_decision", "处罚决定书送达", 7, WD, "作出处罚决定", PENALTY, "第61条"),
    P("publish", "处罚信息公示", 7, WD, "作出处罚决定", SAFETY, "第78条"),
    P("unpublish", "撤回处罚公示", 3, WD, "决定变更、撤销、确认违法或者无效", PENALTY, "第48条"),
    P("publication_short", "处罚信息最短公示期", 1, YEAR, "公示", PRACTICE, "", False),
    P("publication_long", "处罚信息最长公示期", 3, YEAR, "公示", PRACTICE, "", False),
    P("report_up", "处罚决定备案", 10, ND, "作出处罚决定", OURS),
    P("on_spot_report", "当场处罚报本机关备案", 5, ND, "作出当场处罚", OLD),
    P("on_spot_handin", "当场收缴罚款交回", 2, WD, "收缴罚款", PENALTY, "第71条"),
    P("on_spot_bank", "当场收缴罚款缴付银行", 2, WD, "本机关收到罚款", PENALTY, "第71条"),
    P("pay", "缴纳罚款", 15, ND, "处罚决定书送达", PENALTY, "第67条"),
    P("demand_objection", "对催告的陈述、申辩", 3, ND, "催告书送达", FORM, "行政强制法第36条"),
    P("demand_wait", "催告后等待", 10, WD, "催告书送达", FORCE, "第54条"),
    P("court_window", "申请法院强制执行", 3, MONTH, "复议、诉讼期限届满", FORCE, "第53条"),
    P("court_window_judged", "申请执行生效裁判", 2, YEAR, "裁判规定的履行期限届满", SUIT, "（司法解释第153条）"),
    P("court_accept", "法院受理", 5, WD, "法院收到申请", FORCE, "第56条"),
    P("court_ruling", "法院裁定", 7, WD, "法院受理", FORCE, "第57条"),
    P("court_ruling_heard", "法院听取意见后裁定", 30, ND, "法院受理", FORCE, "第58条"),
    P("court_objection", "对不予执行裁定申请复议", 15, ND, "收到不予执行裁定", FORCE, "第58条"),
    P("enforcement_end", "中止执行满期终结", 3, YEAR, "中止执行", FORCE, "第39条", False),
    # suspension
    P("fitness", "复产验收", 10, ND, "收到复产申请", HAZARDS, "第23条"),
    P("measure_limit", "现场暂时停产停业最长期限", 6, MONTH, "采取措施", OLD),
    P("power_cut_notice", "停止供电提前通知", 24, HOUR, "决定书送达被执行单位", SAFETY, "第70条"),
    P("coal_announce", "煤矿停产、复产公告", 5, WD, "作出决定", COAL, "第49条"),
    # application for accreditation
    P("application_window", "申报期", 30, ND, "发布申报通知", PRACTICE),
    P("acceptance", "申报受理", 5, WD, "收到申报材料", LICENCE, "第32条"),
    P("supplement", "补正材料", 10, WD, "补正通知书送达", PRACTICE, "参照行政复议法第31条"),
    P("recommendation", "市级初审推荐", 20, WD, "受理（视为受理的，自收到材料）", LICENCE, "第43条"),
    P("qualification", "资格复核", 10, WD, "收到初审意见", PRACTICE),
    P("evaluation", "专家评审", 15, WD, "组成评审组", OURS),
    P("accreditation", "认定审议", 20, WD, "受理", LICENCE, "第42条"),
    P("accreditation_extension", "认定审议延长", 10, WD, "原期限届满", LICENCE, "第42条"),
    P("publicity", "公示", 5, WD, "公示公告发布", PRACTICE),
    P("objection", "异议核查", 15, WD, "收到异议", OURS),
    P("countersign", "会签", 10, WD, "送会签部门", OURS),
    P("award", "颁发证书", 10, WD, "公示期满", LICENCE, "第44条"),
    # designation
    P("designation_validity", "命名有效期", 3, YEAR, "命名决定", PRACTICE, "", False),
    P("designation_review", "年度复核", 1, YEAR, "命名决定或者上次复核", PRACTICE),
    P("designation_rectify", "命名单位整改", 60, ND, "整改通知书送达", OURS),
    P("statement", "拟终止命名的陈述、申辩", 5, WD, "告知书送达", LICENCE, "第36条"),
    P("renewal_window", "可以申请复评的期间", 3, MONTH, "有效期届满前", PRACTICE),
    P("bar", "撤销后不得再申报", 3, YEAR, "撤销决定", PRACTICE, "", False),
    # service and remedies
    P("public_notice", "公告送达", 30, ND, "发出公告", CIVIL, "第95条"),
    P("reconsideration", "申请行政复议", 60, ND, "文书送达", REVIEW, "第20条"),
    P("reconsideration_untold", "申请行政复议（未告知权利）", 1, YEAR, "知道行政行为内容", REVIEW, "第20条"),
    P("reconsideration_outer", "申请行政复议最长期限", 5, YEAR, "作出行政行为", REVIEW, "第21条"),
    P("reconsideration_answer", "行政复议答复", 10, WD, "收到申请书副本", REVIEW, "第48条"),
    P("reconsideration_decision", "行政复议决定", 60, ND, "复议机关受理", REVIEW, "第62条"),
    P("suit", "提起行政诉讼", 6, MONTH, "文书送达", SUIT, "第46条"),
    P("suit_after_reconsideration", "对复议决定提起诉讼", 15, ND, "复议决定书送达", SUIT, "第45条"),
    P("appeal", "对一审判决提起上诉", 15, ND, "判决书送达", Law(*SUIT[:3], False), "第85条"),
    P("suit_outer", "提起行政诉讼最长期限", 5, YEAR, "作出行政行为", SUIT, "第46条"),
    P("suit_answer", "行政诉讼答辩", 15, ND, "收到起诉状副本", SUIT, "第67条"),
    # certificates of special operations
    P("licence_validity", "特种作业操作证有效期", 6, YEAR, "发证", SPECIAL, "", False),
    P("licence_review", "特种作业操作证复审", 3, YEAR, "发证或者上次复审", SPECIAL, "第21条", False),
    P("licence_idle", "离岗后须重新实操考核", 6, MONTH, "离开特种作业岗位", SPECIAL, "第32条", False),
    P("manager_exam", "主要负责人、安管人员考核合格", 6, MONTH, "任职", TRAINING, "第24条"),
]


def T(name: str, label: str, value: str, unit: str, law: Law, place: str = "") -> ThresholdRow:
    return ThresholdRow(name, label, Decimal(value), unit, law, place)


THRESHOLDS: list[ThresholdRow] = [
    # the clock's own
    T("warn-working-days", "届满前提醒", "3", "个工作日", OURS),
    T("warn-hours-percent", "按小时计的时限，用去多少时提醒", "50", "%", OURS),
    T("local-rest-days", "壮族三月三是否按休息日（1是，0否）", "1", "", OURS),
    T("decision-alert-days", "立案后多少日提醒处罚决定期限", "75", "日", OURS),
    # inspection and correction
    T("officers-min", "执法人员人数", "2", "人", PENALTY, "第42条"),
    T("yearly-visits", "对同一企业每年检查次数上限", "4", "次", OURS, "国办发〔2024〕54号"),
    T("due-days", "责令整改常用期限上限", "30", "日", PRACTICE),
    T("due-days-licensing", "需考试取证的整改期限上限", "90", "日", PRACTICE),
    T("failed-attempts", "公告送达前其他方式未成次数", "2", "次", OURS),
    # penalty
    T("evidence-kinds", "调查终结所需证据种类", "2", "种", OURS),
    T("hearing-fine-unit", "单位罚款达到多少须告知听证", "50000", "元", OLD),
    T("hearing-fine-person", "个人罚款达到多少须告知听证", "20000", "元", OLD),
    T("hearing-agents-max", "听证委托代理人", "2", "人", PENALTY, "第64条"),
    T("hearing-postponements", "听证可以延期次数", "1", "次", OLD),
    T("collective-fine", "罚款达到多少须集体讨论", "50000", "元", OLD),
    T("collective-confiscation", "没收达到多少须集体讨论", "50000", "元", OLD),
    T("factor-step-percent", "每项裁量因素按本档幅度的百分比增减", "25", "%", OURS),
    T("below-percent", "减轻处罚建议为法定下限的百分比", "50", "%", OURS),
    T("fine-rounding", "建议罚款取整到多少元", "100", "元", OURS),
    T("collective-quorum", "集体讨论最少负责人数", "3", "人", OURS),
    T("on-spot-fine-person", "当场处罚个人罚款上限", "200", "元", PENALTY, "第51条"),
    T("on-spot-fine-unit", "当场处罚单位罚款上限", "3000", "元", PENALTY, "第51条"),
    T("on-spot-collect", "可以当场收缴的罚款上限", "100", "元", PENALTY, "第68条"),
    T("surcharge-rate", "加处罚款每日比例", "0.03", "", PENALTY, "第72条"),
    T("surcharge-cap", "加处罚款上限为罚款的倍数", "1", "倍", PENALTY, "第72条"),
    T("closure-penalties-180", "180日内处罚多少次提请关闭", "3", "次", SAFETY, "第113条"),
    T("closure-penalties-365", "一年内处罚多少次提请关闭", "4", "次", SAFETY, "第113条"),
    # accreditation
    T("panel-min", "评审组最少人数（单数）", "3", "人", PRACTICE),
    T("expert-tie-years", "专家与申报单位利害关系回避年限", "3", "年", PRACTICE),
    T("outlier-points", "专家评分偏离中间分多少时提示", "15", "分", OURS),
    T("pass-mark", "专家评审合格分", "80", "分", PRACTICE),
    # training
    T("theory-pass-mark", "线上理论考核合格分", "80", "分", PLAN),
    T("hours-manager-first", "主要负责人、安管人员初次培训（一般行业）", "32", "学时", TRAINING, "第9条"),
    T("hours-manager-yearly", "主要负责人、安管人员每年再培训（一般行业）", "12", "学时", TRAINING, "第9条"),
    T("hours-manager-first-risky", "主要负责人、安管人员初次培训（高危行业）", "48", "学时", TRAINING, "第9条"),
    T("hours-manager-yearly-risky", "主要负责人、安管人员每年再培训（高危行业）", "16", "学时", TRAINING, "第9条"),
    T("hours-worker-first", "新上岗人员岗前培训（一般行业）", "24", "学时", TRAINING, "第13条"),
    T("hours-worker-first-risky", "新上岗人员岗前培训（高危行业）", "72", "学时", TRAINING, "第13条"),
    T("hours-worker-yearly-risky", "从业人员每年再培训（高危行业）", "20", "学时", TRAINING, "第13条"),
]
