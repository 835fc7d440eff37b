"""An application as its applicant reads it: how it stands, what it still lacks, which dates run."""

from typing import Any

from casework.accreditation.completeness import missing
from casework.accreditation.models import Application
from casework.clock.models import Deadline, DeadlineStatus
from casework.web import clocks
from casework.web.reply import penalty_rights

STATES = {
    "draft": ("申报还没有提交", "填好全部内容、附好材料以后提交。申报期届满没有提交的，视为撤回。"),
    "submitted": ("已提交，等待受理", "机关在期限内受理、一次告知补正或者不予受理；到期不答复的，视为受理。"),
    "incomplete": ("请补正申报材料", "按补正通知书逐项补正。到期没有补正的，视为撤回申报。"),
    "accepted": ("已受理，等待初审", "设区市应急管理局提出初审意见后，转入专家评审。"),
    "recommended": ("已初审，等待专家评审", "同一批次、同一类别的申报一起评审，评审专家从专家库随机抽取。"),
    "evaluating": ("专家评审中", "专家独立评分，并到现场评估。评审时间不计入办理期限。"),
    "evaluated": ("评审已结束，等待拟定名单", "按平均分从高到低、在空余名额以内列入拟认定名单。"),
    "shortlisted": ("已列入拟认定名单，等待公示", "名单集体讨论后统一公示。"),
    "publicised": ("公示中", "公示期内任何人可以实名提出异议。公示无异议的，报请会签后命名。"),
    "objected": ("有人提出异议，正在核查", "核查期间贵单位的公示暂停。机关会听取贵单位的意见。"),
    "designated": ("已命名", "有效期、年度复核和证书见命名页。"),
    "refused": ("不予受理", "理由和救济途径见通知书。申报期内可以重新申报。"),
    "not_designated": ("不予认定", "理由和救济途径见告知书。"),
    "withdrawn": ("已撤回", "申报期内可以重新申报。"),
}
ANCHORS = {"联系人和联系电话": "id_contact", "签章的承诺书": "id_pledge_box"}
RIGHTS = {
    "submit": "提交以后不能再改，请先看预览。",
    "supplement": "每一项都要写明情况并附材料，一次交齐。",
    "withdraw": "不想继续申报的，可以撤回。",
}


def sentence(application: Application) -> tuple[str, str]:
    title, lede = STATES[application.state]
    if application.state == "accepted" and application.deemed:
        lede = f"机关没有按期答复，视为受理。{lede}"
    if application.state == "evaluated" and left_off(application):
        return "没有列入拟认定名单", "名单上空出名额的，按排名递补；没有递补的，机关另行书面告知。"
    return title, lede


def left_off(application: Application) -> bool:
    """Whether a list that everybody can read by now does not name it."""
    row = getattr(application, "ranked", None)
    return row is not None and not row.chosen and row.listing.publicised_on is not None


def dates(application: Application) -> list[clocks.Clock]:
    """The dates of the application that run, each with how it was counted."""
    rows = Deadline.objects.filter(dossier=application.dossier_id, kind="application", status=DeadlineStatus.RUNNING)
    found = rows.select_related("period").prefetch_related("pauses").order_by("due_on", "pk")
    return [clocks.clock(row) for row in found]


def lacking(page: Any) -> list[dict[str, str]]:
    """What the draft still lacks, put together by the place of the form that mends it."""
    codes = [row.code for row in page.record.round.criteria.all()]
    found: dict[str, list[str]] = {}
    for words in missing(page.sheet):
        code = next((code for code in codes if words.startswith(f"{code}的")), "")
        found.setdefault(code, []).append(words.removeprefix(f"{code}的"))
    plain = [{"words": words, "anchor": ANCHORS.get(words, "partners")} for words in found.pop("", [])]
    return plain + [
        {"words": f"{code}：{'、'.join(words)}", "anchor": f"criterion-{code}"} for code, words in found.items()
    ]


def rights(page: Any, lacks: bool) -> list[penalty_rights.Right]:
    """What the applicant may do now, and what it may not yet do, with the reason."""
    found = [penalty_rights.right(page, step, words, address="my_application_step") for step, words in RIGHTS.items()]
    for right in found:
        if right.step == "submit" and lacks:
            right.why = ("内容还没有填齐，还缺的见上面的清单。",)  # the gate would list them all once more
    return [right for right in found if right.href or right.why]


def supplements(application: Application) -> list[Any]:
    return list(application.supplements.prefetch_related("items__evidence").order_by("-pk"))
