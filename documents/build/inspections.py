"""Papers of an inspection: the plan, the notice, the record."""

from documents.build.blocks import (
    COLUMNS,
    addressee,
    body,
    copies,
    dated,
    drawn_signature,
    heading,
    listed,
    opinions,
    pair,
    paragraphs,
    seal,
    wide,
)
from documents.build.sheet import Sheet, sheet
from documents.build.wml import each, fill, paragraph, table, when


def inspection_plan() -> Sheet:
    return sheet(
        "enforcement/inspection-plan",
        heading(),
        dated(),
        table(
            COLUMNS,
            wide("被检查单位", "addressee"),
            wide("地址", "enterprise.address"),
            pair("联系人", "enterprise.contact", "联系电话", "enterprise.phone"),
            pair("所属行业", "enterprise.industry", "检查时间", "time"),
            wide("检查事由", "ground"),
            wide("执法人员", "officer_names"),
            listed("检查内容", "line in content", "{{ line }}", height=2400),
            wide("检查方式", "manner"),
            *opinions(),
            wide("备注", "remark"),
        ),
    )


def inspection_notice() -> Sheet:
    return sheet(
        "enforcement/inspection-notice",
        heading(),
        addressee(),
        body(
            "依据", fill("basis"), "的规定，本机关定于", fill("time"), "派员对你单位进行现场检查，检查场所：",
            fill("place", 10), "。",
        ),
        body("检查事由：{{ ground }}"),
        body("检查内容："),
        paragraphs("content"),
        body("检查方式：{{ manner }}"),
        body("检查人员："),
        each("officer in officers", body(fill("officer.name", 4), "，行政执法证号：", fill("officer.certificate", 6))),
        body(
            "检查人员会主动出示行政执法证件；不出示的，你单位有权拒绝检查。你单位应当予以配合，不得拒绝、阻挠。"
            "认为检查人员与本次检查有直接利害关系或者有其他关系可能影响公正的，有权申请其回避。对检查情况有权陈述和申辩。"
        ),
        body("联系人：{{ contact }}　联系电话：{{ phone }}", keep=True),
        seal(),
        copies("被检查单位"),
    )  # fmt: skip


def _particulars() -> str:
    """The lines before the record itself, each on blanks."""
    lines = (
        ("被检查单位：", fill("addressee", 18)),
        ("地址：", fill("enterprise.address", 20)),
        ("法定代表人（负责人）：", fill("enterprise.representative", 5), "　职务：", fill("enterprise.post", 5)),
        ("联系电话：", fill("enterprise.phone", 8), "　检查场所：", fill("place", 10)),
        ("检查时间：", fill("started", 9), "至", fill("ended", 9)),
    )
    return "".join(paragraph(*line, style="Flush") for line in lines)


def inspection_record() -> Sheet:
    return record_of_visit("enforcement/inspection-record")


def record_of_visit(path: str) -> Sheet:
    """The look of every 现场检查记录."""
    return sheet(
        path,
        heading(),
        _particulars(),
        body(
            "我们是", fill("agency"), "行政执法人员", fill("officer_names", 8), "，证件号码为",
            fill("officer_certificates", 8), "，这是我们的证件（出示证件）。现依法对你单位进行现场检查，请予以配合。",
        ),
        paragraph("检查情况：", style="Flush"),
        paragraphs("lines"),
        when("refusal", body("{{ refusal }}")),
        body("以上记录经核对无误。", keep=True),
        drawn_signature("检查人员（签名）：", "officer_1", "　{{ first_officer }}"),
        drawn_signature("检查人员（签名）：", "officer_2", "　{{ second_officer }}"),
        drawn_signature("被检查单位现场负责人（签名）：", "party", "　{{ site_manager }}"),
        when("witness", paragraph("见证人（签名）：", fill("witness", 8), style="Signature", keep=True)),
        paragraph("{{ date }}", style="Sign"),
    )  # fmt: skip


SHEETS = (inspection_plan, inspection_notice, inspection_record)
