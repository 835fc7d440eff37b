"""Papers of a decision: the discussion, the decision, not punishing, more time, change and annulment."""

from documents.build.blocks import (
    COLUMNS,
    addressee,
    body,
    copies,
    heading,
    items,
    listed,
    pair,
    paragraphs,
    remedy,
    seal,
    wide,
)
from documents.build.penalties import approval, text_of
from documents.build.rights import LAW
from documents.build.sheet import Sheet, sheet
from documents.build.wml import blank, cell, fill, label, paragraph, row, rows, table, when

COURT_FOLLOWS = (
    "逾期不申请行政复议、不提起行政诉讼又不履行的，本机关将依法申请人民法院强制执行或者依照有关规定强制执行。"
)


def deliberation_record() -> Sheet:
    return sheet(
        "penalties/deliberation-record",
        heading(),
        table(
            COLUMNS,
            wide("案件名称", "case"),
            wide("当事人", "party.name"),
            row(label("讨论时间"), cell("{{ held }}"), label("地点"), cell("{{ place }}")),
            row(label("主持人"), cell("{{ chair.name }}　{{ chair.post }}"), label("记录人"), cell("{{ recorder }}")),
            wide("汇报人", "reported_by"),
            wide("出席人员姓名及职务", "present"),
            text_of("讨论内容", "content", 1600),
            text_of("讨论记录", "discussion", 1600),
            listed("出席人员意见", "vote in votes", "{{ vote.name }}：{{ vote.words }}", height=1000),
            text_of("结论性意见", "conclusion", 900),
            wide("表决结果", "result"),
            *rows("line in [committee_reason] if line", row(label("说明"), cell("{{ line }}", span=3))),
            *rows("vote in votes", row(label("出席人员签名"), cell("（{{ vote.name }}）", span=3))),
        ),
        paragraph("汇报案件的调查人员不参加表决。", style="Note"),
        paragraph("主持人（签名）：", blank(8), "　记录人（签名）：", blank(8), style="Signature"),
    )


def _unit() -> tuple[str, ...]:
    return (
        paragraph("被处罚单位：", fill("party.name", 18), style="Flush"),
        paragraph("统一社会信用代码：", fill("party.credit_code", 10), style="Flush"),
        paragraph("地址：", fill("party.address", 18), style="Flush"),
        paragraph("邮政编码：", fill("party.postcode", 4), "　联系电话：", fill("party.phone", 6), style="Flush"),
        paragraph(
            "法定代表人（负责人）：", fill("party.representative", 5), "　职务：", fill("party.representative_post", 5),
            style="Flush",
        ),
    )  # fmt: skip


def _person() -> tuple[str, ...]:
    return (
        paragraph(
            "被处罚人：", fill("party.name", 5), "　性别：", fill("party.sex", 2), "　年龄：", fill("party.age", 2),
            style="Flush",
        ),
        paragraph("身份证号：", fill("party.id_number", 10), "　联系电话：", fill("party.phone", 6), style="Flush"),
        paragraph("家庭住址：", fill("party.address", 18), style="Flush"),
        paragraph("所在单位：", fill("party.unit", 14), "　职务：", fill("party.post", 6), style="Flush"),
        paragraph(
            "单位地址：", fill("party.unit_address", 14), "　邮政编码：", fill("party.postcode", 4), style="Flush"
        ),
    )  # fmt: skip


def pay() -> str:
    """Where and by when the fine is paid, and what follows if it is not (行政处罚法 67, 72)."""
    return when(
        "fine",
        body(
            "处以罚款的，罚款自收到本决定书之日起", fill("pay_days", 3), "内缴至", fill("bank", 10), "（地址：",
            fill("bank_address", 8), "），账号", fill("bank_account", 10),
            "，到期不缴每日按罚款数额的{{ rate }}加处罚款。加处罚款的数额不超出罚款的数额。",
        ),
    )  # fmt: skip


def stopping() -> str:
    return when(
        "stopped",
        body(
            "责令停产停业整顿的，你（单位）应当自收到本决定书之日起停产停业整顿；经整顿具备安全生产条件的，向本机关申请验收，"
            "经本机关验收同意后，方可恢复生产经营。"
        ),
    )


def _decision(path: str, who: tuple[str, ...], copy: str) -> Sheet:
    return sheet(
        path,
        heading(),
        *who,
        body("违法事实及证据："),
        paragraphs("acts"),
        body("以上事实有下列证据证明："),
        items("evidence"),
        paragraphs("heard"),
        when("reasons", body("裁量理由："), paragraphs("reasons")),
        body(
            "以上事实违反了", fill("breached", 14), "的规定，依据", fill("penalised_by", 14),
            "的规定，{{ discussed }}决定给予", fill("imposed", 14), "的行政处罚。",
        ),
        when("orders", body("本机关责令改正的决定［{{ orders }}］继续有效，应当继续执行。")),
        pay(),
        stopping(),
        remedy("决定", COURT_FOLLOWS),
        seal(),
        copies(copy),
    )  # fmt: skip


def penalty_decision() -> Sheet:
    return _decision("penalties/penalty-decision", _unit(), "被处罚单位")


def penalty_decision_person() -> Sheet:
    return _decision("penalties/penalty-decision-person", _person(), "被处罚人")


def daily_decision() -> Sheet:
    return _decision("penalties/daily-decision", _unit(), "被处罚单位")


def no_penalty_decision() -> Sheet:
    return sheet(
        "penalties/no-penalty-decision",
        heading(),
        paragraph("当事人：", fill("party.name", 18), style="Flush"),
        paragraph("地址：", fill("party.address", 18), style="Flush"),
        body("经查明："),
        paragraphs("acts"),
        body("以上事实有下列证据证明："),
        items("evidence"),
        body("{{ ground }}。{{ reason }}"),
        body("依据", fill("article", 12), "的规定，决定不予行政处罚。"),
        when(
            "education",
            body(f"依据{LAW}第三十三条第三款的规定，本机关已对你（单位）进行教育：", "{{ education }}"),
        ),
        when("orders", body("你（单位）应当继续落实责令改正的要求［{{ orders }}］。")),
        remedy("决定"),
        seal(),
        copies("当事人"),
    )


def extension_approval() -> Sheet:
    return approval(
        "penalties/extension-approval",
        text_of("案件基本情况", "facts"),
        text_of("延期理由", "reasons", 1000),
        pair("申请延长", "asked", "延长至", "until"),
    )


def change_decision() -> Sheet:
    return sheet(
        "penalties/change-decision",
        heading(),
        addressee(),
        body(
            "本机关于", fill("decided", 6), "对你（单位）作出{{ decision_title }}［", fill("decision_number", 8),
            "］，决定给予", fill("old", 12), "的行政处罚。",
        ),
        body("经审查：{{ reason }}"),
        when("not unlawful", body(f"依据{LAW}第七十五条第二款的规定，现将上述处罚变更为", fill("imposed", 12), "。")),
        when("unlawful", body(f"依据{LAW}第七十五条第二款的规定，现确认上述决定违法，不予撤销。")),
        body("原决定的其他内容不变。"),
        pay(),
        remedy("决定", COURT_FOLLOWS),
        seal(),
        copies("当事人"),
    )  # fmt: skip


def annul_decision() -> Sheet:
    return sheet(
        "penalties/annul-decision",
        heading(),
        addressee(),
        body(
            "本机关于", fill("decided", 6), "对你（单位）作出{{ decision_title }}［", fill("decision_number", 8),
            "］，决定给予", fill("decision_imposed", 12), "的行政处罚。",
        ),
        body("经审查：{{ reason }}"),
        body(f"依据{LAW}第七十五条第二款的规定，现决定撤销上述行政处罚决定。该决定自始不再执行。"),
        when("again", body("本机关将依法重新调查处理。")),
        when("paid", body("已缴纳的款项，本机关依法予以退还。")),
        remedy("决定"),
        seal(),
        copies("当事人"),
    )  # fmt: skip


SHEETS = (
    deliberation_record, penalty_decision, penalty_decision_person, daily_decision, no_penalty_decision,
    extension_approval, change_decision, annul_decision,
)  # fmt: skip
