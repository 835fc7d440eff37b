"""What stands on the papers of a list: the list itself, its public notice, the answer to an objection, the decision."""

from documents.build.accreditation import LICENCE
from documents.build.blocks import addressee, body, dated, heading, items, paragraphs, seal
from documents.build.official import (
    head_of_letter,
    official_addressee,
    official_body,
    official_items,
    official_seal,
)
from documents.build.sheet import Sheet, letter, official
from documents.build.wml import fill, paragraph, when


def proposed_list() -> Sheet:
    return letter(
        "accreditation/proposed-list",
        heading(),
        dated(),
        body("认定项目：{{ programme }}　类别：{{ category }}　批次：{{ round }}"),
        body("空余名额{{ places }}个，拟认定{{ count }}家。专家评审合格分{{ pass_mark }}分。"),
        body("一、拟认定单位", keep=True),
        items("chosen"),
        when("others", body("二、未列入的申报单位", keep=True), items("others")),
        body("总分和核心项得分都相同的，按公开抽签定序。抽签种子：{{ seed }}"),
        paragraph("以上名单经集体讨论通过后公示。", style="Body"),
    )


def public_notice() -> Sheet:
    return official(
        "accreditation/public-notice",
        head_of_letter(),
        official_body(
            "根据{{ basis }}，经申报、受理、初审、专家评审和集体讨论，"
            "拟认定下列单位为{{ programme }}（{{ category }}）："
        ),
        official_items("units"),
        official_body(
            "公示期为{{ begins }}至{{ ends }}（{{ days }}）。对公示的单位有异议的，请在公示期内以真实姓名"
            "（单位加盖公章）提出，写明具体事实和理由，附上证据和联系方式。"
        ),
        official_body("网上提出：{{ site }}{{ where }}"),
        official_body("联系人：{{ contact }}　联系电话：{{ phone }}　地址：{{ address }}", keep=True),
        official_seal(),
    )


def designation_decision() -> Sheet:
    return official(
        "accreditation/designation-decision",
        head_of_letter(),
        official_addressee("各有关单位："),
        official_body(
            "根据{{ basis }}，经申报、评审、集体讨论和公示，公示期满没有异议或者异议不成立，并经{{ departments }}会签，"
            "现决定命名下列单位为{{ programme }}（{{ category }}）："
        ),
        official_items("units"),
        official_body("命名有效期自本决定印发之日起{{ years }}，证书另行颁发。"),
        official_body(
            "被命名的单位应当保持认定条件，接受年度复核。不再符合条件，或者以不正当手段取得命名的，依照规定撤回、撤销或者注销命名。",
            keep=True,
        ),
        official_seal(),
    )


def objection_answer() -> Sheet:
    return letter(
        "accreditation/objection-answer",
        heading(),
        addressee(),
        body(
            "你（单位）于", fill("received", 6), "对", fill("unit", 14), "列入", fill("programme", 14),
            "拟认定名单提出的异议（回执编号：", fill("receipt", 8), "），本机关已经核查。",
        ),
        body("异议的主要内容："),
        paragraphs("grounds"),
        body(f"本机关参照{LICENCE}第三十六条的规定，于", fill("heard", 6), "听取了该单位的意见。核查结论和理由如下："),
        paragraphs("finding"),
        when("upheld", body("经核查，异议成立，本机关决定不予认定该单位。")),
        when("not upheld", body("经核查，异议不成立，公示继续进行。")),
        body("联系人：{{ contact }}　联系电话：{{ phone }}", keep=True),
        seal(),
    )  # fmt: skip


SHEETS = (proposed_list, public_notice, designation_decision, objection_answer)
