"""Our answer to a review (行政复议答复书, 行政诉讼答辩状)."""

from documents.build.blocks import body, heading, items, paragraphs, seal
from documents.build.sheet import Sheet, sheet
from documents.build.wml import blank, fill, paragraph, when


def remedy_answer() -> Sheet:
    return sheet(
        "penalties/remedy-answer",
        heading(),
        paragraph("{{ us }}：", fill("agency", 14), style="Flush"),
        paragraph("地址：", fill("address", 14), "　联系电话：", fill("phone", 8), style="Flush"),
        paragraph("负责人：", blank(6), "　委托代理人：", blank(10), style="Flush"),
        paragraph("{{ them }}：", fill("other", 14), style="Flush"),
        when("case_number", paragraph("案号：", fill("case_number", 12), style="Flush")),
        body(
            "{{ us }}于", fill("received", 6), "收到", fill("addressee", 10), "送达的",
            "{{ '行政复议申请书副本' if reconsideration else '起诉状（上诉状）副本' }}。现就", fill("other", 10),
            "不服本机关", fill("acted", 6), "作出的", fill("act", 12),
            "一案，{{ '答复' if reconsideration else '答辩' }}如下：",
        ),
        when("claims", body("对方的请求和理由："), paragraphs("claims")),
        body("{{ '答复' if reconsideration else '答辩' }}意见："),
        paragraphs("lines"),
        body("作出该行政行为的证据、依据和其他有关材料："),
        items("evidence"),
        body("此致", keep=True),
        paragraph(fill("addressee", 14), style="Flush", keep=True),
        seal(),
    )  # fmt: skip


SHEETS = (remedy_answer,)
