"""Papers of an investigation: filing, questioning, kept evidence, the report, the review."""

from documents.build.blocks import (
    COLUMNS,
    addressee,
    body,
    copies,
    dated,
    heading,
    items,
    listed,
    officers,
    opinions,
    pair,
    paragraphs,
    particulars,
    party,
    remedy,
    seal,
    wide,
)
from documents.build.sheet import Sheet, sheet
from documents.build.wml import Row, blank, cell, each, fill, label, paragraph, row, rows, table, when


def approval(path: str, *fields: Row) -> Sheet:
    """An official 审批表 of a penalty case: the case, the party, its own fields, the opinions."""
    first = (wide("案件名称", "case"), wide("案由", "cause"), pair("立案日期", "filed", "填表日期", "date"))
    return sheet(path, heading(), table(COLUMNS, *first, *particulars(), *fields, *opinions()))


def text_of(name: str, facts: str, height: int = 1400) -> Row:
    """A tall field of paragraphs."""
    return listed(name, f"line in {facts}", "{{ line }}", height=height)


def filing_approval() -> Sheet:
    return approval(
        "penalties/filing-approval",
        wide("案件来源", "source"),
        text_of("案件基本情况", "facts", 2400),
        text_of("立案的理由和依据", "grounds"),
    )


def interview_notice() -> Sheet:
    return sheet(
        "penalties/interview-notice",
        heading(),
        addressee(),
        body(
            "因", fill("matter", 12), "，请你（单位）于", fill("appear", 9), "到", fill("place", 12),
            "接受询问调查，来时请携带下列证件材料（见打√处）：",
        ),
        each("box in boxes", body("{{ box.mark }}{{ box.words }}")),
        body("如无法按时前来，请及时联系。"),
        *contacts(),
        seal(),
        copies("被询问人"),
    )  # fmt: skip


def signed(who: str) -> str:
    """Room for two officers and who wrote it down."""
    line = (f"{who}（签名）：", blank(6), "、", blank(6), "　记录人（签名）：", blank(6))
    return paragraph(*line, style="Signature", keep=True)


def contacts() -> tuple[str, ...]:
    """The agency's address and who answers there."""
    return (
        body("机关地址：", fill("address", 16)),
        body("联系人：", fill("contact", 6), "　联系电话：", fill("phone", 8), keep=True),
    )


def interview_record() -> Sheet:
    particulars_of_asked = (
        ("询问时间：", fill("began", 9), "至", fill("ended", 9)),
        ("询问地点：", fill("place", 16), "　第", fill("time", 2), "次询问"),
        ("被询问人：", fill("asked.name", 5), "　性别：", fill("asked.sex", 2), "　年龄：", fill("asked.age", 2)),
        ("身份证号：", fill("asked.id_number", 12)),
        ("工作单位：", fill("asked.unit", 14), "　职务：", fill("asked.post", 6)),
        ("住址：", fill("asked.address", 14), "　电话：", fill("asked.phone", 7)),
        ("询问人：", fill("officer_names", 10), "　单位及职务：", fill("agency", 10)),
        ("记录人：", blank(6), "　在场人：", blank(8)),
    )  # fmt: skip
    return sheet(
        "penalties/interview-record",
        heading(),
        paragraph("案件名称：", fill("case", 20), style="Flush"),
        *(paragraph(*line, style="Flush") for line in particulars_of_asked),
        body(
            "我们是", fill("agency", 8), "的行政执法人员", fill("officer_names", 6), "，证件号码为",
            fill("officer_certificates", 8), "，这是我们的证件（出示证件）。我们依法就", fill("matter", 10),
            "的有关问题向您了解情况，您有如实回答问题的义务，也有陈述、申辩和申请回避的权利。您听清楚了吗？",
        ),
        body("询问记录："),
        paragraphs("lines"),
        body("以上笔录已阅，与我所说一致。", keep=True),
        paragraph("被询问人（签名）：", blank(8), "　日期：", blank(8), style="Signature", keep=True),
        signed("询问人"),
        paragraph("{{ date }}", style="Sign"),
    )  # fmt: skip


LIST = (900, 3200, 2840, 1600)


def _annex() -> str:
    """The list of the evidence, which both sides sign (先行登记保存证据清单)."""
    names = (label("序号"), label("证据名称"), label("规格型号"), label("数量"))
    line = ("{{ item.number }}", "{{ item.name }}", "{{ item.spec }}", "{{ item.count }}")
    return table(
        LIST,
        row(*names, header=True),
        *rows("item in items", row(*(cell(fact) for fact in line))),
    )


def evidence_notice() -> Sheet:
    return sheet(
        "penalties/evidence-notice",
        heading(),
        addressee(),
        body(
            "你（单位）涉嫌", fill("suspected", 12),
            "行为。为确保调查取证工作，依据《中华人民共和国行政处罚法》第五十六条的规定，本机关决定对你（单位）的有关证据"
            "（证据名称、数量等详见附后清单）采取先行登记保存措施。保存地点和方式：", fill("place", 12), "。",
        ),
        body("注意事项："),
        body(
            "1．对先行登记保存的证据，本机关将在{{ keep_days }}内依法作出处理决定。请你（单位）于",
            fill("keep_until", 6), "到", fill("address", 10), "接受对先行登记保存证据的处理决定。",
        ),
        body(
            "2．对就地先行登记保存的证据，在本机关作出处理决定前，你（单位）负有妥善保管的义务，不得有短缺、灭失、损毁或者"
            "擅自移动等改变证据物品的任何行为。"
        ),
        body("3．请核对证据清单后，签字确认。", keep=True),
        officers(),
        party("当事人"),
        seal(),
        copies("当事人"),
        paragraph("先行登记保存证据清单", style="Heading"),
        _annex(),
        paragraph("当事人（签名）：", blank(8), "　承办人（签名）：", blank(5), "、", blank(5), style="Signature"),
    )  # fmt: skip


def evidence_approval() -> Sheet:
    return approval(
        "penalties/evidence-approval",
        text_of("案件基本情况", "facts"),
        text_of("证据名称及数量", "listed", 700),
        text_of("理由及依据", "grounds", 1000),
        wide("保存地点方式", "place"),
    )


def evidence_disposal() -> Sheet:
    return sheet(
        "penalties/evidence-disposal",
        heading(),
        addressee(),
        body(
            "本机关于", fill("kept", 6), "对你（单位）的有关证据采取了先行登记保存措施［", fill("notice_number", 8),
            "］。依据《中华人民共和国行政处罚法》第五十六条的规定，现对先行登记保存的下列证据作出处理决定：",
        ),
        _annex(),
        body("处理决定："),
        items("disposals"),
        remedy("决定"),
        officers(),
        party("当事人"),
        seal(),
        copies("当事人"),
    )  # fmt: skip


def evidence_disposal_approval() -> Sheet:
    return approval(
        "penalties/evidence-disposal-approval",
        text_of("案件基本情况", "facts"),
        text_of("证据名称及数量", "listed", 700),
        text_of("拟处理决定", "disposals", 700),
        text_of("理由及依据", "grounds", 1000),
    )


def _part(number: str, words: str) -> str:
    return paragraph(f"{number}、{words}", style="Body", keep=True)


def investigation_report() -> Sheet:
    return sheet(
        "penalties/investigation-report",
        heading(),
        _part("一", "案件来源和调查经过"),
        body(
            "{{ case }}（案由：{{ cause }}），来源：{{ source }}。本机关于{{ filed }}立案，由行政执法人员"
            "{{ officer_names }}负责调查。调查中已出示执法证件，告知当事人依法享有的陈述、申辩和申请回避的权利。"
        ),
        _part("二", "当事人基本情况"),
        each("p in particulars.wide", body("{{ p.label }}：{{ p.text }}")),
        each(
            "p in particulars.pairs",
            body("{{ p.label }}：{{ p.text or '不详' }}"),
            body("{{ p.label2 }}：{{ p.text2 or '不详' }}"),
        ),
        _part("三", "查明的事实"),
        paragraphs("acts"),
        body("违法行为终了日：{{ act_on }}。"),
        _part("四", "证据"),
        items("evidence"),
        _part("五", "违反的规定和处罚依据"),
        body("以上事实违反了{{ breached }}的规定，依据{{ penalised_by }}的规定，应当予以处罚。"),
        when("chosen", body("选用理由：{{ chosen }}")),
        when("answers", _part("六", "《中华人民共和国行政处罚法》要求查明的事项"), paragraphs("answers")),
        when("not answers", _part("六", "《中华人民共和国行政处罚法》要求查明的事项"), body("见案卷。")),
        _part("七", "裁量"),
        paragraphs("discretion"),
        _part("八", "处理建议"),
        body("建议给予", fill("imposed", 12), "的行政处罚。", keep=True),
        when("complex", body("本案情节复杂或者重大，应当集体讨论决定。", keep=True)),
        officers(),
        paragraph("{{ agency }}", style="Sign", keep=True),
        paragraph("{{ date }}", style="Sign"),
    )


def handling_approval() -> Sheet:
    return approval(
        "penalties/handling-approval",
        text_of("违法事实", "acts", 1200),
        wide("处罚依据", "basis_words"),
        text_of("当事人陈述、申辩意见", "defences", 900),
        text_of("裁量说明", "discretion", 900),
        wide("处理意见", "proposal"),
    )


def legal_review() -> Sheet:
    signed = (
        listed("审核意见", "line in opinion", "{{ line }}", height=1400),
        wide("审核结论", "result"),
        row(
            label("审核人"),
            cell(paragraph("签名：", fill("reviewer", 5), "　", "{{ reviewed_on }}", style="CellRight"), span=3),
        ),
    )
    return sheet(
        "penalties/legal-review",
        heading(),
        dated(),
        table(
            COLUMNS,
            wide("案件名称", "case"),
            wide("案由", "cause"),
            *particulars(),
            text_of("违法事实", "acts"),
            wide("处罚依据", "basis_words"),
            wide("拟处罚", "imposed"),
            text_of("审核内容", "reviewed", 1200),
            *signed,
        ),
    )


SHEETS = (
    filing_approval, interview_notice, interview_record, evidence_notice, evidence_approval, evidence_disposal,
    evidence_disposal_approval, investigation_report, handling_approval, legal_review,
)  # fmt: skip
