"""Papers after a decision: demands, surcharge, more time to pay, the court, the publication."""

from documents.build.blocks import (
    COLUMNS,
    addressee,
    body,
    copies,
    dated,
    heading,
    items,
    pair,
    paragraphs,
    remedy,
    seal,
    wide,
)
from documents.build.deciding import COURT_FOLLOWS
from documents.build.penalties import approval, contacts, text_of
from documents.build.rights import LAW, workdays
from documents.build.sheet import Sheet, sheet
from documents.build.wml import blank, cell, each, fill, inline, label, paragraph, row, rows, table, when

FORCE = "《中华人民共和国行政强制法》"


def to_bank() -> tuple[str, ...]:
    """Where the money goes (罚缴分离办法 7)."""
    return ("缴至", fill("bank", 10), "（地址：", fill("bank_address", 8), "），账号", fill("bank_account", 10))


def payment_demand() -> Sheet:
    return sheet(
        "penalties/payment-demand",
        heading(),
        addressee(),
        body(
            "本机关于", fill("decided", 6), "发出", fill("decision_number", 10), "{{ decision_title }}，要求你（单位）"
            "于", fill("pay_until", 6), "前将罚款缴至", fill("bank", 10), "。因你（单位）至今未履行该处罚决定，",
            "依据", FORCE, "第三十五条的规定，现催告你（单位）履行以上决定，本机关将依据", LAW,
            "第七十二条第一款第（一）项、", FORCE, "第四十五条的规定，每日按罚款数额的{{ rate }}加处罚款。",
        ),
        body("请你（单位）于", fill("pay_by", 6), "前将", fill("due", 12), *to_bank(), "。"),
        body(
            "如有异议，依据", FORCE, "第三十六条的规定，你（单位）有权在收到本催告书之日起", fill("objection_days", 3),
            "内向本机关提出陈述和申辩，逾期未提出的，视为放弃此权利。",
        ),
        workdays("催告书"),
        *contacts(),
        seal(),
        copies("当事人"),
    )  # fmt: skip


def court_demand() -> Sheet:
    return sheet(
        "penalties/court-demand",
        heading(),
        addressee(),
        body(
            "本机关于", fill("decided", 6), "对你（单位）作出的{{ decision_title }}［", fill("decision_number", 10),
            "］尚未履行，你（单位）{{ used }}。依据", FORCE, "第五十三条、第五十四条的规定，请你（单位）：",
        ),
        body(
            "{{ money_box }}于", fill("pay_by", 6), "前将罚款", fill("due_fine", 10), "，加处罚款",
            fill("due_surcharge", 8), "，（合计：", fill("total", 6), "元）", *to_bank(), "。",
        ),
        body("{{ act_box }}立即履行以下行政决定：", fill("stops", 12), "。"),
        body(
            "你（单位）依法享有陈述权和申辩权，可以在收到本催告书后向本机关提出。如你（单位）不履行上述义务，本机关将依据",
            FORCE, "第五十三条、第五十四条的规定，申请人民法院强制执行。",
        ),
        *contacts(),
        seal(),
        copies("当事人"),
    )  # fmt: skip


def surcharge_decision() -> Sheet:
    return sheet(
        "penalties/surcharge-decision",
        heading(),
        addressee(),
        body(
            "本机关于", fill("decided", 6), "发出", fill("decision_number", 10), "{{ decision_title }}，对你（单位）"
            "罚款", fill("fine", 10), "，要求于", fill("pay_until", 6), "前履行。经催告，你（单位）截至",
            fill("upto", 6), "仍未履行该行政处罚决定，根据", LAW, "第七十二条第一款第（一）项、", FORCE,
            "第四十五条的规定，本机关决定对你（单位）加处罚款", fill("amount", 10), "。",
        ),
        when("computation", body("计算："), paragraphs("computation")),
        body("现要求你（单位）立即向", fill("bank", 10), "（账号", fill("bank_account", 10), "）缴纳依法加处的罚款。"),
        remedy("决定", COURT_FOLLOWS),
        seal(),
        copies("当事人"),
    )  # fmt: skip


def deferral_approval() -> Sheet:
    return approval(
        "penalties/deferral-approval",
        wide("行政处罚决定书文号", "decision_number"),
        wide("处罚决定", "decision_imposed"),
        text_of("申请理由", "reasons"),
        text_of("拟办内容", "proposed", 1000),
    )


def deferral_answer() -> Sheet:
    granted = (
        when("single", body("☑延期缴纳罚款。延长至", fill("last_due", 6), "止。"), body("☐分期缴纳罚款。")),
        when(
            "not single",
            body("☐延期缴纳罚款。"),
            body("☑分期缴纳罚款。"),
            each(
                "part in parts",
                body("第{{ part.number }}期至", fill("part.due", 6), "前，缴纳罚款", fill("part.amount", 10), "。"),
            ),
        ),
        when("rest", body("此外，尚有未缴纳的罚款", fill("rest", 10), "。")),
        body(
            "代收机构以本批准书为据，办理收款手续。收款账户：", fill("bank", 10), "，账号",
            fill("bank_account", 10), "。",
        ),
        body(
            "逾期缴纳罚款的，依据", LAW, "第七十二条第一款第（一）项的规定，每日按罚款数额的{{ rate }}加处罚款。",
            keep=True,
        ),
    )  # fmt: skip
    refused = (
        body("经审查，你（单位）的申请不符合", LAW, "第六十六条的规定，不予同意。理由：{{ decision_reason }}"),
        body("你（单位）仍应当于", fill("pay_until", 6), "前缴清罚款。", keep=True),
        remedy("答复"),
    )
    return sheet(
        "penalties/deferral-answer",
        heading(),
        addressee(),
        body(
            fill("decided", 6), "，本机关对你（单位）发出", fill("decision_number", 10),
            "{{ decision_title }}，作出了对你（单位）罚款", fill("fine", 10), "的决定，",
            inline("if granted"),
            "现根据你（单位）的申请，本机关依据", LAW, "第六十六条的规定，同意你（单位）：",
            inline("else"),
            "你（单位）于", fill("requested", 6), "申请延期（分期）缴纳。",
            inline("endif"),
        ),
        when("granted", *granted),
        when("not granted", *refused),
        seal(),
        copies("申请人"),
    )  # fmt: skip


def court_application() -> Sheet:
    return sheet(
        "penalties/court-application",
        heading(),
        addressee(),
        body(
            "本行政机关于", fill("decided", 6), "对被申请执行人", fill("party.name", 12), "作出了",
            fill("decision_imposed", 12), "的行政决定（文号：", fill("decision_number", 8),
            "），被申请执行人在法定的期限内未履行该行政决定。根据", LAW, "第七十二条及", FORCE,
            "第五十三条、第五十四条的规定，特申请贵院强制执行。",
        ),
        body("申请执行的内容："),
        body("1．罚款", fill("due_fine", 10), "。"),
        when("due_surcharge", body("2．加处罚款", fill("due_surcharge", 10), "。两项合计", fill("total", 10), "。")),
        when("stops", body("责令停产停业整顿的决定。")),
        body("被申请执行人基本情况："),
        each("p in particulars.wide", body("{{ p.label }}：{{ p.text }}")),
        each(
            "p in particulars.pairs",
            body("{{ p.label }}：{{ p.text or '不详' }}"),
            body("{{ p.label2 }}：{{ p.text2 or '不详' }}"),
        ),
        when("demanded", body("本行政机关已依法催告：{{ demanded }}。")),
        body("附有关材料："),
        items("files"),
        body("联系人：", fill("contact", 6), "　联系电话：", fill("phone", 8), keep=True),
        paragraph("行政机关负责人（签名）：", blank(8), style="Signing", keep=True),
        seal(),
    )  # fmt: skip


def refund_approval() -> Sheet:
    return approval(
        "penalties/refund-approval",
        wide("行政处罚决定书文号", "decision_number"),
        wide("处罚决定", "decision_imposed"),
        wide("已缴金额", "paid"),
        wide("退付金额", "amount"),
        pair("退付凭证号", "receipt", "退付日期", "paid_on"),
        text_of("退付理由", "reasons"),
    )


def ending_approval() -> Sheet:
    return approval(
        "penalties/ending-approval",
        wide("行政处罚决定书文号", "decision_number"),
        wide("处罚决定", "decision_imposed"),
        wide("履行情况", "performed"),
        text_of("终结执行的理由和依据", "grounds", 1800),
    )


def publication_form() -> Sheet:
    return sheet(
        "penalties/publication-form",
        heading(),
        dated(),
        table(
            COLUMNS,
            *rows("e in entries", row(label("{{ e.label }}"), cell("{{ e.text }}", span=3))),
            pair("公示日期", "published", "公示期满", "until"),
        ),
        paragraph(
            "依据《中华人民共和国行政处罚法》第四十八条、《中华人民共和国安全生产法》第七十八条公开。", style="Note"
        ),
    )


SHEETS = (
    payment_demand, court_demand, surcharge_decision, deferral_approval, deferral_answer, court_application,
    refund_approval, ending_approval, publication_form,
)  # fmt: skip
