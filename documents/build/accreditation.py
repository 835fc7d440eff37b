"""What stands on the papers of an application for accreditation (行政许可法 29–38 by analogy)."""

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
from documents.build.sheet import Sheet, letter
from documents.build.wml import blank, fill, paragraph, table, when

LICENCE = "《中华人民共和国行政许可法》"
APPLIED = ("你单位申报", fill("programme", 14), "（类别：", fill("category", 6), "，批次：", fill("round", 8), "）")


def application_form() -> Sheet:
    return letter(
        "accreditation/application-form",
        heading(),
        dated(),
        table(
            COLUMNS,
            wide("申报项目", "programme"),
            pair("申报类别", "category", "申报批次", "round"),
            wide("受理机关", "addressee"),
            wide("申报单位", "enterprise.name"),
            pair("统一社会信用代码", "enterprise.credit_code", "行业", "enterprise.industry"),
            wide("地址", "enterprise.address"),
            pair("法定代表人（负责人）", "enterprise.representative", "单位电话", "enterprise.phone"),
            pair("联系人", "applicant", "联系电话", "mobile"),
            pair("职工人数", "staff", "特种作业人数", "special_staff"),
            listed("联合申报单位", "line in partners", "{{ line }}", height=600),
            listed("场地、装备和监控", "line in site", "{{ line }}", height=800),
            listed("培训考核业绩", "line in results", "{{ line }}", height=800),
            listed("近三年事故和处罚", "line in accidents", "{{ line }}", height=800),
            listed("逐项自评", "line in assessments", "{{ line }}"),
            wide("自评总分", "total"),
        ),
        body(
            "本单位承诺：以上内容和所附材料真实、完整。以欺骗等不正当手段取得命名的，愿意承担撤销命名等后果。",
            keep=True,
        ),
        paragraph("申报单位（盖章）：", blank(8), "　法定代表人（签名）：", blank(8), style="Signing", keep=True),
        paragraph("{{ date }}", style="Sign"),
    )


def acceptance_notice() -> Sheet:
    return letter(
        "accreditation/acceptance-notice",
        heading(),
        addressee(),
        body(*APPLIED, "的材料，本机关于", fill("received", 6), "收到。经审查，申报材料齐全，符合规定的形式。"),
        body(f"参照{LICENCE}第三十二条的规定，本机关决定予以受理。"),
        when("city", body("受理后由{{ city }}提出初审意见。专家评审和现场评估所需时间另行告知，不计入办理期限。")),
        when("not city", body("专家评审和现场评估所需时间另行告知，不计入办理期限。")),
        body("联系人：{{ contact }}　联系电话：{{ phone }}", keep=True),
        seal(),
        copies("申报单位"),
    )


def supplement_notice() -> Sheet:
    return letter(
        "accreditation/supplement-notice",
        heading(),
        addressee(),
        body(*APPLIED, "的材料，本机关于", fill("received", 6), "收到。经审查，需要补正下列全部内容："),
        items("items"),
        when("again", body("再次要求补正的理由：{{ again }}")),
        body(
            f"参照{LICENCE}第三十二条的规定，请你单位自收到本通知书之日起", fill("days", 5),
            "内逐项补正。逾期没有补正的，视为撤回申报。",
        ),
        body("联系人：{{ contact }}　联系电话：{{ phone }}", keep=True),
        seal(),
        copies("申报单位"),
    )  # fmt: skip


def refusal_notice() -> Sheet:
    return letter(
        "accreditation/refusal-notice",
        heading(),
        addressee(),
        body(*APPLIED, "的材料，本机关于", fill("received", 6), "收到。经审查，因下列理由，本机关决定不予受理："),
        paragraphs("reason"),
        body(f"以上决定参照{LICENCE}第三十二条、第三十八条作出。", keep=True),
        remedy("决定"),
        seal(),
        copies("申报单位"),
    )


def rejection_notice() -> Sheet:
    return letter(
        "accreditation/rejection-notice",
        heading(),
        addressee(),
        body(*APPLIED, "，本机关于", fill("received", 6), "收到材料并已受理。经审查，因下列理由，本机关决定不予认定："),
        paragraphs("reason"),
        body(f"以上决定参照{LICENCE}第三十八条作出。", keep=True),
        remedy("决定"),
        seal(),
        copies("申报单位"),
    )


def recommendation_opinion() -> Sheet:
    return letter(
        "accreditation/recommendation-opinion",
        heading(),
        addressee(),
        body(
            fill("unit", 14), "申报", fill("programme", 14), "（类别：", fill("category", 6),
            "，批次：", fill("round", 8), "）。经初审，意见如下：",
        ),
        paragraphs("opinion"),
        when("favourable", body("我局同意推荐，请审查决定。")),
        when("not favourable", body("我局不予推荐，请审查决定。")),
        body("联系人：{{ contact }}　联系电话：{{ phone }}", keep=True),
        seal(),
    )  # fmt: skip


SHEETS = (
    application_form, acceptance_notice, supplement_notice, refusal_notice, rejection_notice, recommendation_opinion,
)  # fmt: skip
