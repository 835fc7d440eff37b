"""Papers served on the party of a correction case: the national wording, brought to the laws now in force."""

from documents.build.blocks import (
    addressee,
    body,
    copies,
    heading,
    in_case,
    items,
    officers,
    paragraphs,
    party,
    remedy,
    seal,
    strong,
)
from documents.build.sheet import Sheet, sheet
from documents.build.wml import blank, each, fill, inline, paragraph, when


def on_site_measure() -> Sheet:
    return sheet(
        "enforcement/on-site-measure",
        heading(),
        addressee(),
        body("本机关于", fill("found"), "现场检查时，发现你单位有下列违法违规行为和事故隐患："),
        items("items"),
        body("以上存在的问题无法保证安全生产，依据", fill("basis"), "的规定，现作出如下现场处理决定："),
        items("measures"),
        remedy("决定"),
        officers(),
        party("被检查单位负责人"),
        seal(),
        copies("被检查单位"),
    )


def rectification_order() -> Sheet:
    return sheet(
        "enforcement/rectification-order",
        heading(),
        addressee(),
        body("经查，你单位存在下列问题："),
        items("items"),
        when("major", body("其中事故隐患第", fill("major"), "项属于重大隐患。")),
        body(
            "现责令你单位",
            inline("for group in groups"),
            "{{ '，' if not loop.first else '' }}对上述第",
            fill("group.numbers", 3),
            "项问题于",
            fill("group.due", 6),
            "前整改完毕",
            inline("endfor"),
            "，达到有关法律法规规章和标准规定的要求。由此造成事故的，依法追究有关人员的责任。",
        ),
        body("整改期间，你单位应当采取措施，确保安全生产。对安全生产违法行为，将依法予以行政处罚。"),
        remedy("指令"),
        officers(),
        party("被检查单位负责人"),
        seal(),
        copies("被检查单位"),
        when(
            "access_code",
            paragraph("网上答复登录码：", strong("{{ access_code }}"), style="Boxed", keep=True),
            paragraph(
                "打开{{ site }}，选“用文书上的登录码开通账户”，可以看到要改什么、交什么，逐项报送整改"
                "情况，申请延期。没有条件上网的，把书面材料交{{ contact }}（电话：{{ phone }}，地址：{{ address }}）。",
                style="Boxed",
            ),
        ),
    )


def extension_answer() -> Sheet:
    return sheet(
        "enforcement/extension-answer",
        heading(),
        addressee(),
        body(
            "你单位于", fill("requested"), "提出申请，请求将", fill("order_words"),
            "第", fill("items", 3), "项问题的整改期限由", fill("old_date"), "延长至", fill("wished"),
            "。经审查，答复如下：",
        ),
        when(
            "granted",
            body("同意延期。上述问题应当于", fill("new_date"), "前整改完毕。原指令的其他内容不变。"),
        ),
        when("not granted", body("不同意延期。上述问题仍应当于", fill("old_date"), "前整改完毕。")),
        when("reason", body("理由：{{ reason }}")),
        body("整改期间，你单位应当采取措施，确保安全生产。", keep=True),
        when("not granted", remedy("答复")),
        seal(),
        copies("申请单位"),
    )  # fmt: skip


def recheck_opinion() -> Sheet:
    return sheet(
        "enforcement/recheck-opinion",
        heading(),
        addressee(),
        body(
            "本机关于", fill("ordered_on"), "作出了", fill("act"), "的决定［", fill("order_words"),
            "］，经对你单位整改情况进行复查，提出如下意见：",
        ),
        paragraphs("items"),
        body("{{ summary }}", keep=True),
        party("被复查单位负责人"),
        officers(),
        seal(),
        copies("被复查单位", ours="检查单位"),
    )  # fmt: skip


def withdrawal_notice() -> Sheet:
    return sheet(
        "enforcement/withdrawal-notice",
        heading(),
        addressee(),
        body("本机关对你单位作出的下列文书，因", fill("reason", 10), "，现决定予以撤销："),
        each("paper in papers", body("{{ loop.index }}．{{ paper }}")),
        body("自本通知送达之日起，上述文书不再执行。你单位仍应当依法履行安全生产的各项义务。", keep=True),
        remedy("通知"),
        seal(),
        copies("被通知单位"),
    )


def correction() -> Sheet:
    return sheet(
        "enforcement/correction",
        heading(),
        addressee(),
        body(
            "本机关于",
            fill("original_date"),
            "发出的《{{ original_title }}》",
            fill("original_number"),
            "，现作如下更正：",
        ),
        each(
            "change in changes",
            body(
                "{{ loop.index }}．{{ change.where }}“",
                fill("change.old", 6),
                "”，更正为“",
                fill("change.new", 6),
                "”。",
            ),
        ),
        when("reason", body("更正理由：{{ reason }}")),
        body("原文书其他内容不变。本更正书与原文书具有同等效力。", keep=True),
        seal(),
        copies("原文书当事人"),
    )


def recusal() -> Sheet:
    return sheet(
        "enforcement/recusal",
        heading(),
        addressee(),
        body(
            "关于", fill("officer", 5), "在", *in_case(10), "中是否回避，经审查，依据", fill("basis"),
            "的规定，决定如下：",
        ),
        when("granted", body("{{ officer }}应当回避，不再参与本案的调查和处理", "{{ successor }}", "。")),
        when("not granted", body("驳回要求{{ officer }}回避的申请。")),
        when("reason", body("理由：{{ reason }}")),
        body("决定作出之前，不停止调查。", keep=True),
        seal(),
        copies("申请人"),
    )  # fmt: skip


def transfer_letter() -> Sheet:
    return sheet(
        "enforcement/transfer-letter",
        heading(),
        addressee(),
        body(
            "本机关于", fill("opened"), "对", *in_case(12), "开展调查，因", fill("reason", 10),
            "，此案已超出本机关管辖范围，根据", fill("basis"),
            "的规定，移送你单位对该案件进一步处理，依法追究责任。",
        ),
        body("附该案件有关材料：共", fill("count", 2), "份", blank(2), "页。"),
        each("material in materials", body("{{ loop.index }}．{{ material }}")),
        body("联系人：{{ contact }}　联系电话：{{ phone }}", keep=True),
        seal(),
        copies("受移送机关"),
    )  # fmt: skip


SHEETS = (
    on_site_measure, rectification_order, extension_answer, recheck_opinion, withdrawal_notice, correction, recusal,
    transfer_letter,
)  # fmt: skip
