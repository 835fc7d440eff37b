"""Papers of a stop of production: acceptance, lifting, power cut, closure, the record of defiance."""

from documents.build.blocks import addressee, body, copies, heading, items, officers, paragraphs, party, remedy, seal
from documents.build.inspections import record_of_visit
from documents.build.sheet import Sheet, sheet
from documents.build.wml import each, fill, when

SAFETY = "《中华人民共和国安全生产法》"
ACT = ("本机关于", fill("acted", 6), "作出{{ act_title }}［", fill("act_number", 10), "］，责令你单位停产停业")


def _asked() -> str:
    """The act the stop rests on, what was stopped, and the request to resume."""
    return body(
        *ACT, "（范围：", fill("scope", 8), "）。你单位于", fill("requested", 6), "申请复产验收，本机关于",
        fill("checked", 6), "派两名以上行政执法人员现场验收，意见如下：",
    )  # fmt: skip


def resumption_opinion() -> Sheet:
    return sheet(
        "penalties/resumption-opinion",
        heading(),
        addressee(),
        _asked(),
        paragraphs("opinion"),
        body("下列问题已整改完毕："),
        items("items"),
        body(
            "经验收，你单位已具备安全生产条件。",
            "{{ '依据《中华人民共和国安全生产法》第六十五条第一款第（三）项的规定，' if measure else '' }}",
            "现同意你单位自收到本意见书之日起恢复生产经营。",
        ),
        body("你单位应当落实安全生产主体责任，防止同类问题再次发生。", keep=True),
        officers(),
        seal(),
        copies("申请单位"),
    )  # fmt: skip


def resumption_refusal() -> Sheet:
    return sheet(
        "penalties/resumption-refusal",
        heading(),
        addressee(),
        _asked(),
        paragraphs("opinion"),
        body("经验收，你单位尚不具备安全生产条件，不同意恢复生产经营。你单位应当继续停产停业整顿；整改完毕后，可以再次申请验收。"),
        body(f"擅自恢复生产经营的，依据{SAFETY}第七十条、第一百一十三条的规定处理；构成犯罪的，依法追究刑事责任。"),
        remedy("意见"),
        party("被验收单位负责人"),
        officers(),
        seal(),
        copies("申请单位"),
    )  # fmt: skip


def suspension_lifted() -> Sheet:
    return sheet(
        "penalties/suspension-lifted",
        heading(),
        addressee(),
        body(*ACT, "（范围：", fill("scope", 8), "）。"),
        body("现因下列理由，自本通知书送达之日起解除上述停产停业：{{ reason }}"),
        body("本机关另有停产停业决定的，从其决定。你单位应当依法履行安全生产的各项义务。", keep=True),
        seal(),
        copies("当事人"),
    )  # fmt: skip


def power_cut_decision() -> Sheet:
    return sheet(
        "penalties/power-cut-decision",
        heading(),
        addressee(),
        body(
            "因你单位存在重大生产安全事故隐患，本机关于", fill("acted", 6), "依法对你单位作出了停产停业的决定［"
            "{{ act_title }}，", fill("act_number", 10),
            "］，你单位未执行以上决定，没有及时消除事故隐患，存在发生生产安全事故现实危险。",
        ),
        body("重大事故隐患："),
        items("items"),
        body(
            f"为保障安全生产，依据{SAFETY}第七十条第一款的规定，本机关决定自", fill("cut_at", 9), "起，对你单位采取",
            fill("what", 8), "措施，强制你单位履行决定。",
        ),
        when("emergency", body("因有危及生产安全的紧急情形，未提前二十四小时通知：{{ emergency }}")),
        body(
            "你单位依法履行行政决定、采取相应措施消除事故隐患的，本机关将及时通知有关单位解除上述有关措施。"
        ),
        remedy("决定"),
        seal(),
        copies("当事人"),
    )  # fmt: skip


def power_cut_notice() -> Sheet:
    return sheet(
        "penalties/power-cut-notice",
        heading(),
        addressee(),
        body(
            "因", fill("unit", 12), "存在重大生产安全事故隐患，本机关于", fill("acted", 6),
            "依法对该单位作出了停产停业的决定，该单位未执行以上决定，没有及时消除事故隐患，存在发生生产安全事故现实危险。"
            f"为保障安全生产，依据{SAFETY}第七十条第一款的规定，本机关决定对该单位采取", fill("what", 8),
            "措施，强制其履行决定。请你单位于", fill("cut_at", 9), "对该单位", fill("what", 8), "，请给予配合。",
        ),
        body(
            "该单位依法履行行政决定、采取相应措施消除事故隐患的，本机关将及时通知你单位解除有关措施。"
        ),
        body("采取措施时，应当保证安全。"),
        body("联系人：", fill("contact", 6), "　联系电话：", fill("phone", 8), keep=True),
        seal(),
        copies("供应单位"),
    )  # fmt: skip


def power_restore_notice() -> Sheet:
    return sheet(
        "penalties/power-restore-notice",
        heading(),
        addressee(),
        when(
            "performed",
            body(
                "本机关于", fill("cut_on", 6), "依法对", fill("unit", 12), "作出了{{ what }}的措施，该单位已于",
                fill("performed", 6), "依法履行了相关行政决定、采取相应措施消除事故隐患，"
                f"依据{SAFETY}第七十条第二款的规定，本机关决定对该单位解除", fill("what", 8), "措施。",
            ),
        ),
        when(
            "not performed",
            body(
                "本机关于", fill("cut_on", 6), "依法对", fill("unit", 12), "作出了{{ what }}的措施。因{{ reason }}"
                "本机关决定对该单位解除", fill("what", 8), "措施。",
            ),
        ),
        body("请你单位于", fill("restored_at", 9), "对该单位给予恢复", fill("supply", 8), "，请给予配合。", keep=True),
        seal(),
        copies("供应单位，一份抄送该单位"),
    )  # fmt: skip


def closure_report() -> Sheet:
    return sheet(
        "penalties/closure-report",
        heading(),
        addressee(),
        body(
            "{{ unit }}（统一社会信用代码：{{ party.credit_code }}，地址：{{ party.address }}，法定代表人（负责人）："
            "{{ party.representative }}），本机关于{{ acted }}作出{{ act_title }}［{{ act_number }}］，责令其停产停业。"
        ),
        body("有关事实："),
        paragraphs("lines"),
        when("items", body("涉及的问题："), items("items")),
        when("counted", body("{{ counted }}")),
        body(
            f"上述情形符合{SAFETY}第一百一十三条",
            fill("ground", 12),
            "的规定。经本机关负责人集体讨论，依法提请",
            fill("addressee", 10),
            "对该单位予以关闭，并由有关部门依法吊销其有关证照。",
        ),
        body("附有关材料："),
        each("line in enclosed", body("{{ loop.index }}．{{ line }}")),
        body("妥否，请批示。", keep=True),
        seal(),
    )


def defiance_record() -> Sheet:
    return record_of_visit("penalties/defiance-record")


SHEETS = (
    resumption_opinion, resumption_refusal, suspension_lifted, power_cut_decision, power_cut_notice,
    power_restore_notice, closure_report, defiance_record,
)  # fmt: skip
