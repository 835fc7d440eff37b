"""What to break in an application; how a row is read stands in broken.py."""

from casework.accreditation.models import Applicant, Round
from documents.models import Attachment
from tests.workflows.broken import ENDINGS, MATTER, UNREASONED, Row, facts
from tests.workflows.lawful import About, day

RECEIPT, CITY = "参照行政许可法第32条", "参照行政许可法第43条"
PLAN = "安全技能提升行动计划实施方案二"
ENDINGS["application"] = lambda a: a.story.go("reject", reason="现场不具备实训条件。")


def closed(a: About) -> None:
    """The window as it stands in the sentence of the row below: long over."""
    Round.objects.update(announced_on="2024-01-01", opens_on="2024-01-02", closes_on="2024-01-31")


def not_yet(a: About) -> None:
    Round.objects.update(announced_on="2034-01-01", opens_on="2034-01-02", closes_on="2034-01-31")


def college(a: About) -> None:
    Applicant.objects.create(enterprise=a.people.enterprise, body="college")


def other_industry(a: About) -> None:
    type(a.people.enterprise).objects.filter(pk=a.people.enterprise.pk).update(industry="coal")


def nobody_to_call(a: About) -> None:
    type(a.record).objects.update(phone=" ", pledge=None)


def half_assessed(a: About) -> None:
    first, second, third = a.record.assessments.order_by("pk")[:3]
    first.evidence.clear()
    type(first).objects.filter(pk=second.pk).update(score=99, words="")
    third.evidence.clear()
    third.delete()


def foreign_file(a: About) -> None:
    a.facts["answers"][0]["evidence"] = [10**9]


def one_left(a: About) -> None:
    a.facts["answers"][1]["text"] = " "


def elsewhere(a: About) -> None:
    a.facts["answers"].append({"item": 10**9, "text": "已补", "evidence": [Attachment.objects.first().pk]})


def in_time(a: About) -> None:
    a.story.dossier.deadlines.update(due_on=day())


def given(a: About) -> None:
    a.story.go("not_recommend", by=a.story.office.city_officer, verdict="实训场地尚未投用。")


def not_given(a: About) -> None:
    a.record.recommendations.all().delete()


LATE = "本批次申报期为2024年1月2日至2024年1月31日，现在不能申报。"
EARLY = "本批次申报期为2034年1月2日至2034年1月31日，现在不能申报。"
WINDOW: list[Row] = [("round_open", closed, LATE, PLAN), ("round_open", not_yet, EARLY, PLAN)]
KIND: list[Row] = [
    ("right_kind", college, "本项目由企业申报，申报单位是大中专院校。", PLAN),
    ("right_kind", other_industry, "本类别由金属冶炼企业申报，与申报单位的行业不符。", PLAN),
]
LISTED = "请一次列明全部需要补正的内容，每项一条，不要重复。"
ONCE = "补正内容应当一次告知。再次要求补正的，须写明是上次补正材料带来的哪些新问题。"
OPINION: list[Row] = [
    ("once_each", given, "已经提出过初审意见。情况有变的，请联系组织机关。", CITY),
    ("verdict_written", facts(verdict=" "), "请写明初审意见。", CITY),
]

APPLICATION: dict[str, list[Row]] = {
    "draft": [*WINDOW, *KIND],
    "submit": [
        *WINDOW,
        *KIND,
        ("complete", nobody_to_call, "申报材料还不齐：联系人和联系电话、签章的承诺书。请补齐后再提交。", PLAN),
        (
            "complete",
            half_assessed,
            "申报材料还不齐：TB1的证明材料、TB2的自评分（须在0至10分之间）、TB2的自评说明、TB3的自评分、TB3的自评说明、"
            "TB3的证明材料。请补齐后再提交。",
            PLAN,
        ),
    ],
    "request_supplement": [
        ("items_listed", facts(items=[]), LISTED, RECEIPT),
        ("items_listed", facts(items=["缺承诺书", " "]), LISTED, RECEIPT),
        ("items_listed", facts(items=["缺承诺书", "缺承诺书 "]), LISTED, RECEIPT),
        ("once_only", facts(reason=" "), ONCE, RECEIPT),
    ],
    "supplement": [
        ("each_answered", facts(answers=[]), "第1、2项还没有补正。请逐项写明并附材料。", RECEIPT),
        ("each_answered", one_left, "第2项还没有补正。请逐项写明并附材料。", RECEIPT),
        ("each_answered", elsewhere, "有材料不属于本次补正，请刷新后重试。", RECEIPT),
        ("each_answered", foreign_file, "附件不属于本次申报，请重新上传。", ""),
    ],
    "lapse": [("period_over", in_time, "申报期或者补正期限还没有届满。", RECEIPT)],
    "deem_accepted": [("acceptance_over", in_time, "受理期限还没有届满。", RECEIPT)],
    "refuse": [UNREASONED],
    "recommend": OPINION,
    "not_recommend": OPINION,
    "skip_recommendation": [
        ("may_skip", not_given, "设区市应急管理局的初审期限还没有届满。请等待初审意见。", CITY),
        UNREASONED,
    ],
    "reject": [UNREASONED],
}
ROWS = [
    ("application", step, *row) for table in (MATTER, APPLICATION) for step, found in table.items() for row in found
]
