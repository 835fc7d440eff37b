"""What stands on the papers of a panel's work: the notice to the applicant, each expert's scores, the report."""

from documents.build.accreditation import APPLIED, LICENCE
from documents.build.blocks import (
    COLUMNS,
    addressee,
    body,
    copies,
    dated,
    drawn_signature,
    heading,
    listed,
    pair,
    seal,
    wide,
)
from documents.build.sheet import Sheet, letter
from documents.build.wml import cell, fill, label, paragraph, row, rows, table

SCORES = (860, 2780, 800, 800, 3300)


def evaluation_notice() -> Sheet:
    return letter(
        "accreditation/evaluation-notice",
        heading(),
        addressee(),
        body(*APPLIED, "，已经完成初审。本机关组成专家评审组，进行专家评审和现场评估。"),
        body("评审组成员从专家库中随机抽取{{ '，候选人不足的由负责人指定' if named else '' }}。"),
        body("评审时间：", fill("begins", 7), "至", fill("ends", 7), "。具体到达现场的时间，由评审组另行联系。"),
        body("请你单位做好下列准备："),
        body("1．申报材料所列场地、装备、制度和记录的原件，供现场核对；"),
        body("2．熟悉情况的负责人和有关人员在场；"),
        body("3．如实回答询问，不得向评审人员赠送财物或者作出可能影响公正评审的安排。"),
        body(f"参照{LICENCE}第四十五条的规定，专家评审所需时间不计入办理期限。"),
        body("联系人：{{ contact }}　联系电话：{{ phone }}", keep=True),
        seal(),
        copies("申报单位"),
    )


def score_sheet() -> Sheet:
    head = row(label("编号"), label("认定条件"), label("分值"), label("得分"), label("扣分说明"), header=True)
    line = row(*(cell(f"{{{{ s.{name} }}}}") for name in ("code", "text", "weight", "score", "reason")))
    return letter(
        "accreditation/score-sheet",
        heading(),
        dated(),
        table(
            COLUMNS,
            wide("申报单位", "unit"),
            wide("申报项目", "programme"),
            pair("申报类别", "category", "申报批次", "round"),
            pair("评审专家", "expert", "提交时间", "submitted"),
        ),
        paragraph(style="Tail"),
        table(SCORES, head, *rows("s in scores", line)),
        paragraph(style="Tail"),
        table(
            COLUMNS,
            pair("满分", "full", "总分", "total"),
            listed("评审意见", "line in opinion", "{{ line }}", height=900),
        ),
        body("本评分由专家本人独立作出，提交后不能更改。", keep=True),
        drawn_signature("评审专家（签名）：", "party", "　日期：{{ date }}"),
    )


def site_report() -> Sheet:
    return letter(
        "accreditation/site-report",
        heading(),
        dated(),
        table(
            COLUMNS,
            wide("申报单位", "unit"),
            wide("申报项目", "programme"),
            pair("申报类别", "category", "申报批次", "round"),
            pair("评估日期", "visited", "现场照片", "photos"),
            wide("评审组成员", "members"),
            wide("参加人员", "participants"),
            listed("评估过程", "line in course", "{{ line }}", height=1200),
            listed("逐项符合情况", "line in findings", "{{ line }}", height=1600),
            listed("存在问题", "line in problems", "{{ line }}", height=1000),
            pair("平均得分", "mean", "结论", "conclusion"),
        ),
        body("平均得分按评审办法计算：评分满五份的，去掉一个最高分和一个最低分。", keep=True),
        drawn_signature("评审组组长（签名）：", "party", "　日期：{{ date }}"),
    )


SHEETS = (evaluation_notice, score_sheet, site_report)
