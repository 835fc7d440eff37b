"""Forms in tables: what the house keeps for itself, the receipt of service, the confirmation of addresses."""

from documents.build.blocks import COLUMNS, body, dated, heading, listed, opinions, pair, particulars, wide
from documents.build.sheet import Sheet, sheet
from documents.build.wml import Row, blank, cell, fill, label, paragraph, row, rows, table


def _matter() -> tuple[Row, ...]:
    """The first rows of every approval form: the case and the party."""
    return (
        wide("案件名称", "case"),
        wide("案由", "cause"),
        pair("发现日期", "opened", "填表日期", "date"),
        *particulars(),
    )


def no_filing() -> Sheet:
    return sheet(
        "enforcement/no-filing",
        heading(),
        table(
            COLUMNS,
            *_matter(),
            listed("案件基本情况", "line in facts", "{{ line }}"),
            listed("不予立案的理由和依据", "line in grounds", "{{ line }}"),
            *opinions(),
        ),
    )


def closing_approval() -> Sheet:
    return sheet(
        "enforcement/closing-approval",
        heading(),
        table(
            COLUMNS,
            *_matter(),
            listed("案件基本情况", "line in facts", "{{ line }}"),
            listed("处理结果", "line in results", "{{ line }}", height=1200),
            wide("执行情况", "performed"),
            *opinions(),
        ),
    )


def approval_form() -> Sheet:
    return sheet(
        "shared/approval-form",
        heading(),
        table(
            COLUMNS,
            *_matter(),
            wide("审批事项", "matter"),
            listed("案件基本情况", "line in facts", "{{ line }}"),
            listed("拟办内容", "line in details", "{{ line }}", height=1200),
            *opinions(),
        ),
    )


RECEIPT = (2200, 1350, 1350, 1300, 1140, 1200)


def service_receipt() -> Sheet:
    head = ("文书名称、文号", "收件人签名或者盖章", "送达地点", "送达日期", "送达方式", "送达人")
    line = ("{{ s.paper }}", "{{ s.receiver }}", "{{ s.place }}", "{{ s.date }}", "{{ s.mode }}", "{{ s.by }}")
    notes = (
        "注：1．一个案件各类文书的送达，统一使用一份送达回执。",
        "2．各类文书送达参照民事诉讼法有关送达的规定执行。",
        "3．他人代收的，由代收人在收件人栏内签名或者盖章，并在备注栏内注明与被送达人的关系；留置送达的，在备注栏说明情况，"
        "并由证明人签字。",
    )
    return sheet(
        "shared/service-receipt",
        heading(),
        dated(),
        paragraph("案件名称：", fill("case", 20), style="Flush"),
        paragraph("受送达单位（个人）：", fill("addressee", 16), style="Flush"),
        table(
            RECEIPT,
            row(*(label(name) for name in head), header=True),
            *rows("s in services", row(*(cell(fact) for fact in line))),
            row(label("备注"), cell("{{ remarks }}", span=5)),
        ),
        *(paragraph(note, style="Note") for note in notes),
    )


def address_confirmation() -> Sheet:
    return sheet(
        "shared/address-confirmation",
        heading(),
        table(
            COLUMNS,
            wide("受送达人", "addressee"),
            wide("统一社会信用代码", "enterprise.credit_code"),
            wide("送达地址", "place"),
            pair("收件人", "signer", "手机号", "mobile"),
            wide("电子邮箱", "email"),
        ),
        body("依据《中华人民共和国行政处罚法》第六十一条、《中华人民共和国民事诉讼法》第九十条的规定，受送达人确认："),
        body(
            "1．以上地址准确、有效，变更时及时书面告知{{ agency }}。因地址不准确、变更未告知或者拒收，"
            "致使文书未能送达的，依法承担相应后果。"
        ),
        body(
            "2．同意{{ agency }}以电子方式送达行政执法文书（包括行政处罚决定书）。文书到达本单位在本系统的账户时"
            "为送达，系统同时以电子邮件提醒；需要纸质文书的，可以随时索取。"
        ),
        body("3．可以随时以书面方式撤回本确认；撤回前已经完成的送达有效。", keep=True),
        paragraph("受送达人（签名或者盖章）：", blank(8), "　{{ signer }}", style="Signature", keep=True),
        paragraph("经办人员（签名）：", blank(8), style="Signature", keep=True),
        paragraph("{{ date }}", style="Sign"),
    )


SHEETS = (no_filing, closing_approval, approval_form, service_receipt, address_confirmation)
