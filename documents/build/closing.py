"""Papers by which a penalty case leaves the desk: withdrawn, transferred, referred to the police."""

from documents.build.blocks import addressee, body, copies, heading, in_case, items, paragraphs, seal, wide
from documents.build.penalties import approval, text_of
from documents.build.rights import LAW
from documents.build.sheet import Sheet, sheet
from documents.build.wml import fill, when


def penalty_withdrawal() -> Sheet:
    return approval(
        "penalties/penalty-withdrawal",
        text_of("案件基本情况", "facts", 1800),
        text_of("撤销立案的理由和依据", "grounds", 1800),
    )


def withdrawal_told() -> Sheet:
    return sheet(
        "penalties/withdrawal-told",
        heading(),
        addressee(),
        body("本机关于", fill("filed", 6), "对", fill("case", 14), "立案调查。"),
        body("现因下列理由撤销立案：{{ reason }}"),
        when("papers", body("此前向你（单位）送达的下列文书不再执行："), items("papers")),
        body("特此告知。你（单位）仍应当依法履行安全生产的各项义务。", keep=True),
        seal(),
        copies("当事人"),
    )


def transfer_approval() -> Sheet:
    return approval(
        "penalties/transfer-approval",
        wide("受移送机关", "receiver"),
        text_of("案件基本情况", "facts", 1800),
        text_of("移送理由和依据", "grounds"),
    )


def crime_referral() -> Sheet:
    return sheet(
        "penalties/crime-referral",
        heading(),
        addressee(),
        body(
            "本机关在办理", *in_case(14), "中，发现", fill("party.name", 10), "的行为涉嫌",
            fill("suspicion", 8), "，应当依法追究刑事责任。涉嫌犯罪事实如下：",
        ),
        paragraphs("lines"),
        body(
            "依据", LAW, "第二十七条、《行政执法机关移送涉嫌犯罪案件的规定》第三条、第五条的规定，现将该案移送你单位。"
            "请依法审查，将是否立案的决定书面通知本机关。"
        ),
        body("附："),
        items("enclosed"),
        body("联系人：", fill("contact", 6), "　联系电话：", fill("phone", 8), keep=True),
        seal(),
        copies("受移送机关"),
    )  # fmt: skip


SHEETS = (penalty_withdrawal, withdrawal_told, transfer_approval, crime_referral)
