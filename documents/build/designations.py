"""What stands on the papers of a designation: its certificate, its reviews, and how it ends."""

from documents.build.blocks import (
    COLUMNS,
    addressee,
    body,
    copies,
    dated,
    heading,
    items,
    listed,
    pair,
    paragraphs,
    remedy,
    seal,
    wide,
)
from documents.build.sheet import Sheet, letter, placard
from documents.build.wml import cell, fill, paragraph, picture, row, stamp, table, text, when

LICENCE = "《中华人民共和国行政许可法》"
NAMED = (
    "你单位于", fill("designated", 6), "被命名为", fill("programme", 12), "（类别：", fill("category", 6),
    "，证书编号：", fill("certificate", 10), "，有效期至", fill("valid_to", 6), "）。",
)  # fmt: skip
BELOW = (3840, 4700)  # the square code on the left, the office under its seal on the right


def certificate() -> Sheet:
    """One page across, framed; its square code tells how the designation stands on the day it is looked at."""
    code = (
        paragraph(picture("qr", 27, 27), style="PlacardNote")
        + paragraph("扫码查看命名现在的状态", style="PlacardNote")
        + paragraph("核验码　", text("{{ code }}", "Strong"), style="PlacardNote")
    )
    office = (
        paragraph(stamp("seal", 42, 20.4, -8), style="PlacardNote")
        + paragraph("{{ agency }}", style="PlacardSign")
        + paragraph("{{ date }}", style="PlacardSign")
    )
    return placard(
        "accreditation/designation-certificate",
        paragraph("{{ title }}", style="PlacardTitle"),
        paragraph("证书编号：{{ number }}", style="PlacardNumber"),
        paragraph("{{ unit }}", style="PlacardUnit"),
        paragraph("经申报、评审和公示，命名你单位为", style="PlacardText"),
        paragraph("{{ programme }}", style="PlacardName"),
        paragraph("类别：{{ category }}", style="PlacardText"),
        paragraph("有效期：{{ valid_from }}至{{ valid_to }}", style="PlacardText"),
        when("decision", paragraph("命名决定：{{ decision }}", style="PlacardNumber")),
        paragraph(style="PlacardNumber"),
        table(BELOW, row(cell(code), cell(office)), style="Plain"),
        paragraph(style="Tail"),
    )


def review() -> Sheet:
    return letter(
        "accreditation/designation-review",
        heading(),
        dated(),
        table(
            COLUMNS,
            wide("命名单位", "unit"),
            wide("命名项目", "programme"),
            pair("类别", "category", "证书编号", "certificate"),
            pair("命名日期", "designated", "有效期至", "valid_to"),
            pair("复核事由", "ground", "开始日期", "opened"),
            listed("已知情况", "line in reason", "{{ line }}", height=900),
            listed("复核意见", "line in opinion", "{{ line }}"),
            pair("结论", "outcome", "复核人", "officer_names"),
        ),
        paragraph(style="Tail"),
    )


def rectification() -> Sheet:
    return letter(
        "accreditation/designation-rectification",
        heading(),
        addressee(),
        body(*NAMED, "经复核，发现下列问题："),
        items("items"),
        body(
            f"参照{LICENCE}第六十一条的规定，请你单位自收到本通知书之日起", fill("days", 5),
            "内整改完毕，并报告整改情况，附证明材料。本机关将到场核查。",
        ),
        body("逾期没有整改，或者整改后仍然达不到认定条件的，本机关将依照规定的程序撤销命名。"),
        body("联系人：{{ contact }}　联系电话：{{ phone }}", keep=True),
        seal(),
        copies("命名单位"),
    )  # fmt: skip


def _notice(code: str, act: str, then: str) -> Sheet:
    return letter(
        f"accreditation/{code}",
        heading(),
        addressee(),
        body(*NAMED, "经查："),
        paragraphs("reason"),
        body("以上事实有下列材料证明：{{ evidence }}。"),
        body(f"你单位的情况属于{{{{ ground }}}}，参照{LICENCE}{{{{ place }}}}的规定，本机关拟{act}上述命名。{then}"),
        body(
            f"参照{LICENCE}第三十六条的规定，你单位可以自收到本告知书之日起",
            fill("days", 4),
            "{{ '（工作日）' if workdays else '' }}内陈述、申辩，并提交材料。逾期没有提出的，不影响本机关作出决定。",
        ),
        body("陈述、申辩请送：{{ address }}　联系人：{{ contact }}　联系电话：{{ phone }}", keep=True),
        seal(),
        copies("命名单位"),
    )


def revocation_notice() -> Sheet:
    return _notice("revocation-notice", "撤销", "撤销以后，规定期间内不得再申报。")


def recall_notice() -> Sheet:
    return _notice("recall-notice", "撤回", "撤回不是因为你单位有过错，不影响以后申报。")


def _decision(code: str, act: str, *then: str) -> Sheet:
    return letter(
        f"accreditation/{code}",
        heading(),
        addressee(),
        body(*NAMED, "经查："),
        paragraphs("reason"),
        body("本机关于", fill("notified", 6), "向你单位送达{{ notice }}，告知了事实、理由和陈述、申辩的权利。"),
        when("stated", body("你单位于{{ stated }}提出陈述、申辩。经复核："), paragraphs("answer")),
        when("not stated", body("你单位没有在规定期限内陈述、申辩。")),
        body(
            f"你单位的情况属于{{{{ ground }}}}，参照{LICENCE}{{{{ place }}}}的规定，本机关经集体讨论，"
            f"决定自本决定书送达之日起{act}上述命名。请停止使用证书和牌匾，并交回本机关。"
        ),
        *then,
        remedy("决定"),
        seal(),
        copies("命名单位"),
    )


def revocation_decision() -> Sheet:
    return _decision("revocation-decision", "撤销", when("barred", body("你单位在{{ barred }}以前不得再申报。")))


def recall_decision() -> Sheet:
    return _decision("recall-decision", "撤回", body("因撤回命名使你单位的财产受到损失的，可以依法申请补偿。"))


def cancellation() -> Sheet:
    return letter(
        "accreditation/cancellation-decision",
        heading(),
        addressee(),
        body(*NAMED),
        body("现因{{ ground }}，上述命名于", fill("ended", 6), "终止："),
        paragraphs("reason"),
        body(
            f"参照{LICENCE}{{{{ place }}}}的规定，本机关决定注销上述命名，并予公告。"
            "证书和牌匾自终止之日起不得继续使用，请交回本机关。"
        ),
        remedy("决定"),
        seal(),
        copies("命名单位"),
    )


SHEETS = (
    certificate, review, rectification, revocation_notice, recall_notice, revocation_decision, recall_decision,
    cancellation,
)  # fmt: skip
