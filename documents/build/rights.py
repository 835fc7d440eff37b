"""Papers by which the other side is heard: the notices, the defence and its answer, the hearing."""

from documents.build.blocks import (
    COLUMNS,
    addressee,
    body,
    copies,
    dated,
    heading,
    in_case,
    items,
    listed,
    officers,
    opinions,
    pair,
    paragraphs,
    seal,
    strong,
    wide,
)
from documents.build.penalties import contacts, signed, text_of
from documents.build.sheet import Sheet, sheet
from documents.build.wml import blank, each, fill, inline, paragraph, table, when

LAW = "《中华人民共和国行政处罚法》"


def accusation() -> tuple[str, ...]:
    """What the party is accused of, on what evidence, by which articles, and what is proposed (行政处罚法 44)."""
    return (
        body("现查明，你（单位）存在下列行为："),
        paragraphs("acts"),
        body("以上事实主要证据如下："),
        items("evidence"),
        body(
            "以上行为违反了", fill("breached", 14), "的规定，依据", fill("penalised_by", 14),
            "的规定，拟对你（单位）作出", fill("imposed", 14), "的行政处罚。",
        ),
        when("computation", body("裁量理由：", inline("for line in computation"), "{{ line }}", inline("endfor"))),
    )  # fmt: skip


def workdays(paper: str = "告知书") -> str:
    """What a number of days on the paper means, where the period is counted so (行政处罚法 85)."""
    return when("workdays", body(f"以上期限按工作日计算，自收到本{paper}的次日起算。"))


def where_to_answer() -> tuple[str, ...]:
    return (
        body("地址：", fill("address", 14), "　邮政编码：", fill("postcode", 5)),
        body("联系人：", fill("contact", 6), "　联系电话：", fill("phone", 8), keep=True),
    )


def penalty_notice() -> Sheet:
    return sheet(
        "penalties/penalty-notice",
        heading(),
        addressee(),
        *accusation(),
        body(
            f"如对上述处罚有异议，根据{LAW}第四十四条、第四十五条的规定，你（单位）有权在收到本告知书之日起",
            fill("defence_days", 3), "内向", fill("agency", 10),
            "进行陈述和申辩，逾期不提出申请的，视为放弃上述权利。",
        ),
        when("hearing_right", body("你（单位）对上述处罚有要求举行听证的权利，见另行送达的《行政处罚听证告知书》。")),
        workdays(),
        *where_to_answer(),
        seal(),
        copies("拟处罚当事人"),
        when(
            "access_code",
            paragraph("网上陈述申辩登录码：", strong("{{ access_code }}"), style="Boxed", keep=True),
            paragraph(
                "还没有账户的，打开{{ site }}，凭此码开通账户，可以查看本告知书，提出陈述、申辩和听证申请。"
                "没有条件上网的，把书面材料交{{ contact }}（电话：{{ phone }}，地址：{{ address }}）。",
                style="Boxed",
            ),
        ),
    )  # fmt: skip


def hearing_right_notice() -> Sheet:
    return sheet(
        "penalties/hearing-right-notice",
        heading(),
        addressee(),
        *accusation(),
        body(
            f"根据{LAW}第六十三条、第六十四条的规定，你（单位）有要求举行听证的权利。如你（单位）要求举行听证，请在接到"
            "本告知书之日起",
            fill("request_days", 3), "内向", fill("agency", 10),
            "提出书面听证申请。逾期不提出申请的，视为放弃听证权利。",
        ),
        body("你（单位）不承担组织听证的费用。"),
        workdays(),
        body("特此告知。"),
        *where_to_answer(),
        seal(),
        copies("当事人"),
    )  # fmt: skip


def defence_record() -> Sheet:
    lines = (
        ("案件名称：", fill("case", 20)),
        ("时间：", fill("submitted", 8), "　地点：", fill("place", 12)),
        ("陈述申辩人：", fill("party.name", 12), "　电话：", fill("party.phone", 7)),
        ("地址：", fill("party.address", 14), "　邮政编码：", fill("party.postcode", 4)),
        ("承办人：", fill("officer_names", 10), "　证号：", fill("officer_certificates", 10)),
        ("记录人：", blank(6)),
    )
    return sheet(
        "penalties/defence-record",
        heading(),
        *(paragraph(*line, style="Flush") for line in lines),
        body("陈述申辩记录："),
        paragraphs("lines"),
        when("late", body("逾期提出的理由：{{ late }}")),
        body("以上记录已阅，与陈述、申辩的内容一致。", keep=True),
        paragraph("陈述申辩人（签名）：", blank(8), style="Signature", keep=True),
        signed("承办人"),
        paragraph("{{ date }}", style="Sign"),
    )  # fmt: skip


def defence_answer() -> Sheet:
    return sheet(
        "penalties/defence-answer",
        heading(),
        addressee(),
        body(
            "你（单位）于", fill("submitted", 6), "就《行政处罚告知书》［", fill("notice_number", 8),
            f"］提出陈述、申辩。本机关依据{LAW}第四十五条的规定进行了复核，对你（单位）提出的事实、理由和证据，"
            "逐点提出如下意见：",
        ),
        items("points"),
        body("本机关不因你（单位）陈述、申辩而给予更重的处罚。", keep=True),
        officers(),
        seal(),
        copies("当事人"),
    )  # fmt: skip


def _tribunal() -> tuple[str, ...]:
    """Who sits: chair, members, clerk."""
    return (
        body("听证主持人：", fill("chair.name", 5), "　职务：", fill("chair.post", 8)),
        each("member in members", body("听证员：", fill("member.name", 5), "　职务：", fill("member.post", 8))),
        body("书记员：", fill("clerk.name", 5), "　职务：", fill("clerk.post", 8)),
    )


def hearing_notice() -> Sheet:
    return sheet(
        "penalties/hearing-notice",
        heading(),
        addressee(),
        body(
            "根据你（单位）申请，关于", *in_case(14), "，现定于", fill("held", 9), "在", fill("place", 12),
            "（{{ open }}）举行听证会议，请准时出席。",
        ),
        when("postponed", body("原定的听证会延期，以本通知书所定时间、地点为准。")),
        when("private_reason", body("不公开举行的理由：{{ private_reason }}")),
        *_tribunal(),
        body(f"根据{LAW}第六十四条的规定，你（单位）可以申请听证主持人回避。"),
        body("注意事项："),
        body("1．请事先准备相关证据，通知证人和委托代理人准时参加。"),
        body(
            "2．委托代理人参加听证的，应当在听证会前向本机关提交授权委托书等有关证明。"
            "可以委托一至{{ agents_most }}人代理。"
        ),
        body("3．申请延期举行的，应当在举行听证会前向本机关提出，由本机关决定是否延期。"),
        body("4．不按时参加听证会且未事先说明理由的，视为放弃听证权利。"),
        *contacts(),
        seal(),
        copies("申请听证人"),
    )  # fmt: skip


def hearing_record() -> Sheet:
    return sheet(
        "penalties/hearing-record",
        heading(),
        paragraph("案件名称：", fill("case", 20), style="Flush"),
        paragraph("主持听证机关：", fill("agency", 10), "　听证方式：{{ open }}", style="Flush"),
        paragraph("听证时间：", fill("held", 9), style="Flush"),
        paragraph("听证地点：", fill("place", 18), style="Flush"),
        *_tribunal(),
        body("调查人员：", fill("investigators", 16)),
        body("听证申请人：", fill("party.name", 12), "　地址：", fill("party.address", 12)),
        body("委托代理人：", fill("agents", 12)),
        body("听证记录："),
        paragraphs("lines"),
        when("outcome", body("听证结果：{{ outcome }}。")),
        when("refusal", body("拒绝签名或者盖章的情况：{{ refusal }}")),
        body("以上笔录经当事人或者代理人核对无误。", keep=True),
        paragraph("听证申请人或者代理人（签名）：", blank(8), style="Signature", keep=True),
        paragraph("调查人员（签名）：", blank(6), "、", blank(6), style="Signature", keep=True),
        paragraph("听证主持人（签名）：", blank(6), "　书记员（签名）：", blank(6), style="Signature", keep=True),
        paragraph("听证员（签名）：", blank(6), "、", blank(6), style="Signature", keep=True),
        paragraph("{{ date }}", style="Sign"),
    )  # fmt: skip


def hearing_report() -> Sheet:
    return sheet(
        "penalties/hearing-report",
        heading(),
        dated(),
        table(
            COLUMNS,
            wide("案件名称", "case"),
            wide("当事人", "party.name"),
            pair("听证主持人", "chair.name", "书记员", "clerk.name"),
            listed("听证员", "member in members", "{{ member.name }}　{{ member.post }}", height=500),
            wide("听证时间", "held"),
            wide("听证地点", "place"),
            wide("拟处罚", "proposed"),
            text_of("听证会基本情况摘要", "summary", 2400),
            text_of("听证主持人意见", "report", 1800),
            *opinions(),
        ),
        paragraph("听证主持人（签名）：", blank(8), style="Signature"),
    )


SHEETS = (
    penalty_notice, hearing_right_notice, defence_record, defence_answer, hearing_notice, hearing_record,
    hearing_report,
)  # fmt: skip
