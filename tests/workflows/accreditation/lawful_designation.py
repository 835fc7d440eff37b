"""Somebody about to take each step of a designation, lawfully."""

from functools import partial
from typing import Any

from casework.accounts.grants import put_in_charge
from casework.accreditation import slots
from tests.people import Cast
from tests.workflows.accreditation import lawful_application as lawful
from tests.workflows.accreditation.lawful_application import Told, mine
from tests.workflows.accreditation.tenure_story import Tenure
from tests.workflows.lawful import WAYS, About, day
from workflows.accreditation.designating import prepare

way = partial(lawful.way, kind="designation", teller=Tenure)
NOBODY = {"by": None}


def about_to_be_named(people: Cast) -> About:
    story = Tenure(people)
    application = story.recommended().application
    birth: Any = prepare(application, slots.claim(application.category))
    return About(story, "designation", "designate", by=None, birth=birth)


WAYS["designation", "designate"] = about_to_be_named


@way("reissue_certificate")
def reissue_certificate(s: Tenure) -> Told:
    s.named()
    return {"reason": "单位名称变更。"}


# --- reviews ------------------------------------------------------------------------------------------------------
@way("open_review")
def open_review(s: Tenure) -> Told:
    s.named()
    return {"ground": "objection", "reason": "公示期后收到署名的异议。"}


@way("conclude_review")
def conclude_review(s: Tenure) -> Told:
    s.under_review()
    return {"verdict": "设备已恢复使用，条件具备。", "reason": "反映的情况已经核实。"}


@way("order_rectification")
def order_rectification(s: Tenure) -> Told:
    s.under_review()
    return {"items": ["2台实训设备停用。"], "verdict": "需要限期整改。"}


@way("report_rectification")
def report_rectification(s: Tenure) -> Told:
    s.rectifying().hand_over("designation-rectification")
    return {"text": "设备已经修复。", "evidence": [s.proof()]}, mine(s)


@way("accept_rectification")
def accept_rectification(s: Tenure) -> Told:
    s.reported()
    return {"checked_on": day(), "verdict": "现场核查，均已整改。"}


@way("refuse_rectification")
def refuse_rectification(s: Tenure) -> Told:
    s.reported()
    return {"checked_on": day(), "verdict": "仍有1台设备停用。"}


# --- ends ---------------------------------------------------------------------------------------------------------
@way("notify_ending")
def notify_ending(s: Tenure) -> Told:
    """After a rectification that was found wanting."""
    s.refused()
    account = "限期整改后仍有1台设备停用，达不到认定条件。"
    return {"way": "revoke", "ground": "unmet", "account": account, "evidence": [s.proof()]}


@way("make_statement")
def make_statement(s: Tenure) -> Told:
    s.named().notified().hand_over("revocation-notice")
    return {"text": "场地证明由第三方提供，我方不知情。", "evidence": [s.proof()]}, mine(s)


@way("drop_ending")
def drop_ending(s: Tenure) -> Told:
    s.named().notified().told()
    return {"reason": "陈述成立，证据不足。"}


@way("revoke")
def revoke(s: Tenure) -> Told:
    s.named().notified().told()
    return {"answer": "不知情不影响事实的认定，不予采纳。"}


@way("expire")
def expire(s: Tenure) -> Told:
    s.named()
    return {"reason": "单位已经注销登记。", "evidence": [s.proof("注销登记通知")]}


@way("surrender")
def surrender(s: Tenure) -> Told:
    s.named()
    return {"reason": "本单位停办实训业务。"}, mine(s)


@way("announce_end")
def announce_end(s: Tenure) -> Told:
    s.surrendered()
    return {}


@way("renew")
def renew(s: Tenure) -> Told:
    s.named().near_its_end().asking_again().recommended()
    return {"application": s.pk}, NOBODY


# --- every matter -------------------------------------------------------------------------------------------------
@way("assign")
def assign(s: Tenure) -> Told:
    s.named()
    return {"officers": [s.people.officer.pk, s.people.third_officer.pk]}, {"by": s.people.head}


@way("recuse")
def recuse(s: Tenure) -> Told:
    put_in_charge(s.named().folder, [s.people.third_officer])
    facts = {"user": s.people.partner.pk, "asked_by": "命名单位", "granted": True, "reason": "与命名单位有利害关系"}
    return facts, {"by": s.people.leader}


@way("correct")
def correct(s: Tenure) -> Told:
    s.rectifying()
    paper = s.paper("designation-rectification")
    return {"document": paper.pk, "changes": [{"where": "第一段", "old": "车闸", "new": "车间"}]}


@way("change_party")
def change_party(s: Tenure) -> Told:
    s.named()
    return {"kind": "rename", "name": "南宁市示例新材料有限公司", "proof": [s.proof()]}
