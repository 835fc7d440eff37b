"""The rows of a correction case and of its services; how a row is read stands in broken.py."""

from typing import Any

from casework.enforcement.models import Basis
from casework.enforcement.states import Standing
from documents.models import Service
from tests.workflows.broken import (
    ALONE,
    CORRECTION,
    ENDED,
    EXTENSION,
    FOREIGN,
    INSPECTION,
    MATTER,
    SERVING,
    STOP,
    TWICE,
    TWO,
    UNREASONED,
    Row,
    Spoil,
    facts,
    officers,
    row,
)
from tests.workflows.lawful import About, day
from workflows.engine import take

# --- case ---------------------------------------------------------------------------------------------------------
OWN = "问题须来自本次检查，且尚未列入案件。"
URGENT = "请选择不能等待的问题，并写明现场处理决定。"
AHEAD = "整改期限不能早于明天。"
NO_DATE = "请填写整改期限的年、月、日。"
LONG = "整改期限超过30天，须写明理由。"
NEVER_RAN = "更正期限须有依据：送达晚于期限、送达无效，或由裁判改变。"
EXTENDABLE = "只能为已责令、尚未改好的问题申请延期。"
LATER = "批准的日期须晚于原期限。"
UNSERVED: Row = (
    "served_order",
    lambda a: a.story.case.orders.update(served_on=None),
    "指令书还没有送达。",
    "行政处罚法第61条",
)
NOT_PASSED = "期限未过、指令书未有效送达，或问题已报告、已申请延期。"
PARTIES = "请逐一列明企业和责任人员，写明提请处罚或不提请的理由。"
IMPORT = "导入须有文号、发现日期和至少一项问题，期限不早于发现日期。"
OTHERS = 10**9


def findings(a: About) -> Any:
    return a.story.case.findings


def standing(value: str) -> Spoil:
    return lambda a: findings(a).update(standing=value)


def ask_for_time(a: About) -> None:
    late = {"obstacle": "台风致停电停工", "evidence": [a.story.evidence()]}
    named = {"findings": [findings(a).get().pk], "wished_on": day(20), "reason": "考试改期"}
    take(a.story.case, "request_extension", by=a.people.representative, **named, **late)


def lift(a: About) -> None:
    a.story.case.measures.update(lifted_on=day())


def visit_goes_on(a: About) -> None:
    """What could not wait has opened the case; the visit is not yet concluded."""
    a.story = type(a.story)(a.people).start().find(cannot_wait=True)
    if a.step == "recheck":
        a.story.order().serve()
        a.facts["judgements"] = [{"finding": findings(a).get().pk, "result": "done", "fact": "已当场改正。"}]


ON_SITE: Row = ("visit_over", visit_goes_on, "现场检查还没有结束，请先结束检查。", "")


def order_all(a: About) -> None:
    a.story.order()


CASE: dict[str, list[Row]] = {
    "open": [("own_findings", facts(findings=[OTHERS]), OWN, ""), ("own_findings", facts(findings=[]), OWN, "")],
    "open_imported": [
        ("import_plausible", facts(findings=[]), IMPORT, ""),
        ("import_plausible", facts(number=" "), IMPORT, ""),
        ("import_plausible", facts(opened_on=lambda a: day(1)), IMPORT, ""),
        ("import_plausible", lambda a: a.facts["findings"][0].update(due_on=day(-31)), IMPORT, ""),
    ],
    "add_findings": [
        ("own_findings", lambda a: a.facts["findings"].append(findings(a).get().pk), OWN, ""),
        ("own_findings", facts(findings=[]), OWN, ""),
    ],
    "stop_work": [
        ("cannot_wait", lambda a: findings(a).update(cannot_wait=False), "没有标明“不能等待”的问题。", STOP),
        ("cannot_wait", standing(Standing.DROPPED), "没有标明“不能等待”的问题。", STOP),
        ("two_certified", officers("officer", "uncertified"), ENDED[2], TWO),
        ALONE,
        TWICE,
        ("measures_written", facts(measures=" "), URGENT, STOP),
        ("measures_written", facts(findings=lambda a: [findings(a).get(cannot_wait=False).pk]), URGENT, STOP),
    ],
    "confirm_measure": [("measure_unconfirmed", lift, "没有待补批的现场处理措施。", "")],
    "lift_measure": [
        ("measure_stands", lift, "没有正在执行的现场处理措施。", ""),
        ("measure_stands", facts(measure=OTHERS), "没有正在执行的现场处理措施。", ""),
        UNREASONED,
    ],
    "order": [
        ("something_to_order", order_all, "所有问题都已责令整改。", CORRECTION),
        ALONE,
        TWICE,
        ENDED,
        FOREIGN,
        ("orderable", facts(findings=[]), "还没有选问题。至少选一项才能签发。", CORRECTION),
        ("orderable", row("findings", finding=OTHERS), "还没有选问题。至少选一项才能签发。", CORRECTION),
        (
            "orderable",
            lambda a: findings(a).get().evidence.clear(),
            "第1项问题缺少法律依据或证据。",
            "行政处罚法第40条、第46条",
        ),
        (
            "orderable",
            lambda a: findings(a).update(basis={}),
            "第1项问题缺少法律依据或证据。",
            "行政处罚法第40条、第46条",
        ),
        ("due_ahead", lambda a: a.facts["findings"][0].update(due_on=day()), AHEAD, CORRECTION),
        ("due_ahead", lambda a: a.facts["findings"][0].update(due_on=day(-1)), AHEAD, CORRECTION),
        ("due_ahead", row("findings", due_on=None), NO_DATE, ""),
        ("due_ahead", row("findings", due_on="2026-02-30"), NO_DATE, ""),
        ("due_ahead", lambda a: a.facts["findings"][0].update(due_on=day(31)), LONG, ""),
    ],
    "redate": [
        ("date_never_ran", facts(order=OTHERS), "请选择要更正期限的指令书。", ""),
        ("date_never_ran", row("findings", finding=OTHERS), "所选问题不在这份指令书里。", ""),
        ("date_never_ran", lambda a: findings(a).update(due_on=day(5)), NEVER_RAN, "行政处罚法第61条"),
        ("date_never_ran", facts(ground="void_service"), NEVER_RAN, "行政处罚法第61条"),
        ("date_never_ran", facts(ground="因为"), NEVER_RAN, "行政处罚法第61条"),
        ("date_never_ran", standing(Standing.DONE), "所选问题已经改正或不再要求。", ""),
        ("due_ahead", lambda a: a.facts["findings"][0].update(due_on=day()), AHEAD, CORRECTION),
        UNREASONED,
    ],
    "request_extension": [
        ("extendable", standing(Standing.DONE), EXTENDABLE, EXTENSION),
        ("extendable", facts(findings=[OTHERS]), EXTENDABLE, EXTENSION),
        ("extendable", lambda a: a.story.request_extension(), "这些问题已有一份申请等待答复。", EXTENSION),
        (
            "in_time_or_hindered",
            lambda a: findings(a).update(due_on=day(-1)),
            "整改期限已过。有不可抗力等障碍的，请写明并附证明。",
            "民事诉讼法第86条",
        ),
        ("wish_later", facts(wished_on=lambda a: day(15)), "希望的日期须晚于原期限和今天。", EXTENSION),
        ("wish_later", facts(wished_on=None), "希望的日期须晚于原期限和今天。", EXTENSION),
        ("own_proof", facts(evidence=[OTHERS]), "附件不属于本案。", ""),
        UNREASONED,
    ],
    "decide_extension": [
        ("request_open", facts(request=OTHERS), "没有等待答复的延期申请。", EXTENSION),
        ("request_open", lambda a: a.story.decide_extension(), "没有等待答复的延期申请。", EXTENSION),
        ("answer_reasoned", facts(granted=False, new_on=None), "不同意延期须写明理由。", EXTENSION),
        ("later_than_old", facts(new_on=lambda a: day(15)), LATER, EXTENSION),
        ("later_than_old", facts(new_on=None), LATER, EXTENSION),
    ],
    "report": [
        UNSERVED,
        ("answers_complete", facts(due_on=lambda a: day(9)), "所答的问题与这一期限不符，请刷新后重试。", ""),
        ("answers_complete", row("answers", finding=OTHERS), "所答的问题与这一期限不符，请刷新后重试。", ""),
        (
            "answers_complete",
            lambda a: a.facts["answers"].pop(),
            "第2项还没有写改正情况或附材料。同一期限的问题须一并报告。",
            CORRECTION,
        ),
        (
            "answers_complete",
            row("answers", text=" "),
            "第1项还没有写改正情况或附材料。同一期限的问题须一并报告。",
            CORRECTION,
        ),
        (
            "answers_complete",
            row("answers", evidence=[]),
            "第1项还没有写改正情况或附材料。同一期限的问题须一并报告。",
            CORRECTION,
        ),
        ("answers_complete", row("answers", evidence=[OTHERS]), "附件不属于本案。", CORRECTION),
    ],
    "expire": [
        ("date_passed", lambda a: findings(a).update(due_on=day()) and a.facts.update(due_on=day()), NOT_PASSED, ""),
        ("date_passed", facts(due_on=lambda a: day(-99)), NOT_PASSED, ""),
        ("date_passed", lambda a: a.story.case.orders.update(served_on=None), NOT_PASSED, ""),
        ("date_passed", lambda a: a.story.case.orders.update(served_on=a.facts["due_on"]), NOT_PASSED, ""),
        ("date_passed", standing(Standing.REPORTED), NOT_PASSED, ""),
        ("date_passed", ask_for_time, NOT_PASSED, ""),
    ],
    "recheck": [
        ON_SITE,
        UNSERVED,
        ALONE,
        TWICE,
        ENDED,
        FOREIGN,
        ("judged_lawfully", facts(judgements=[]), "请对本案已责令整改的问题逐项作出结论。", CORRECTION),
        ("judged_lawfully", row("judgements", finding=OTHERS), "请对本案已责令整改的问题逐项作出结论。", CORRECTION),
        ("judged_lawfully", row("judgements", fact=" "), "第1项须有结论和查明的事实。", "行政处罚法第54条"),
        ("judged_lawfully", row("judgements", result="maybe"), "第1项须有结论和查明的事实。", "行政处罚法第54条"),
        ("judged_lawfully", ask_for_time, "第1项的延期申请还没有答复，不能认定逾期。", EXTENSION),
        (
            "judged_lawfully",
            lambda a: a.story.case.orders.update(served_on=findings(a).get().due_on),
            "第1项的指令书没有在期限前送达，不能认定逾期。",
            "行政处罚法第61条",
        ),
        (
            "judged_lawfully",
            facts(checked_on=lambda a: findings(a).get().due_on),
            "第1项的期限在复查那天还没有过，不能凭这次复查认定逾期。",
            CORRECTION,
        ),
        ("checked_when", facts(checked_on=lambda a: day(1)), "复查日期不能早于指令书签发，也不能晚于今天。", ""),
        ("checked_when", facts(checked_on=lambda a: day(-30)), "复查日期不能早于指令书签发，也不能晚于今天。", ""),
    ],
    "escalate": [
        (
            "second_tier",
            lambda a: Basis.objects.filter(tier=2).delete(),
            "逾期未改正的问题没有第二档处罚依据。",
            CORRECTION,
        ),
        (
            "second_tier",
            lambda a: a.story.case.orders.update(served_on=None),
            "逾期未改正的问题没有第二档处罚依据。",
            CORRECTION,
        ),
        ("parties_named", facts(parties=[]), PARTIES, CORRECTION),
        ("parties_named", row("parties", reason=" "), PARTIES, CORRECTION),
        ("parties_named", row("parties", person=True), PARTIES, CORRECTION),
    ],
    "decline_penalty": [
        ("declinable", facts(findings=[OTHERS]), "请选择本案的问题。", ""),
        ("declinable", facts(ground="good mood"), "请选择不予立案的法定理由。", "行政处罚法第33条、第36条"),
        UNREASONED,
    ],
    "transfer": [
        ON_SITE,
        ("receiver_named", facts(receiver=" "), "请写明受移送机关和依据。", "行政处罚法第25条"),
        ("receiver_named", facts(basis=""), "请写明受移送机关和依据。", "行政处罚法第25条"),
        UNREASONED,
    ],
    "take_back": [
        ("paper_attached", facts(evidence=[]), "请附退回案件的公文。", ""),
        ("paper_attached", facts(evidence=[OTHERS]), "请附退回案件的公文。", ""),
        UNREASONED,
    ],
    "withdraw": [
        ON_SITE,
        ("ground_named", facts(ground="tired"), "请选择撤销的理由。", "行政处罚法第75条"),
        UNREASONED,
    ],
    "close": [
        (
            "first_tier_answered",
            lambda a: findings(a).update(declined=[]),
            "第1项的首次罚款还没有处罚，也没有决定不予立案。",
            CORRECTION,
        ),
        (
            "nothing_unserved",
            lambda a: a.story.ask(
                Service.objects.filter(dossier=a.story.dossier, state="served").earliest("pk"),
                "annul_service",
                reason="收件人有误",
            ),
            "还有文书没有送达。",
            "行政处罚法第61条",
        ),
    ],
    "reopen": [UNREASONED],
}

# --- service ------------------------------------------------------------------------------------------------------
UNWRITTEN: Row = ("course_written", facts(remark=" "), "请写明经过。", SERVING)
TRIED, SERVED = "日期须在签发之后、今天以前。", "送达日期不能早于签发日，也不能晚于今天。"
RESORT = "公告送达须先有两次其他方式送达未成的记录，或写明下落不明的情况。"


def by(mode: str, **more: Any) -> Spoil:
    return facts(mode=mode, receiver="", **more)


def stands_again(a: About) -> None:
    type(a.service.document).objects.filter(pk=a.service.document_id).update(status="issued")


SERVICE: dict[str, list[Row]] = {
    "attempt": [
        ("tried_when", facts(tried_on=lambda a: day(1)), TRIED, SERVING),
        ("tried_when", facts(tried_on=lambda a: day(-4)), TRIED, SERVING),
        UNWRITTEN,
    ],
    "fail": [UNWRITTEN],
    "serve": [
        ("dated", facts(served_on=None), "请填写送达日期。", ""),
        ("dated", facts(served_on=lambda a: day(1)), SERVED, SERVING),
        ("dated", facts(served_on=lambda a: day(-4)), SERVED, SERVING),
        ("proven", by("direct"), "直接送达须写明收件人。", "民事诉讼法第88条"),
        ("proven", by("on_spot"), "当场交付须写明收件人。", "行政处罚法第61条"),
        ("proven", by("left"), "留置送达须有见证人签名，或附拍照、录像。", "民事诉讼法第89条"),
        ("proven", by("mail"), "邮寄送达须附邮寄回执，送达日期以回执为准。", "民事诉讼法第91条"),
        ("proven", by("mail", proof=[OTHERS]), "附件不属于本案。", ""),
        ("proven", by("entrusted"), "委托送达须附受托机关的回执。", "民事诉讼法第91条"),
        ("proven", by("forwarded"), "转交送达须附转交单位的回执。", "民事诉讼法第92条至第94条"),
        ("proven", by("electronic"), "当事人没有签署电子送达确认书，不能电子送达。", "行政处罚法第61条第2款"),
        ("proven", by("public_notice"), "公告送达须先登记公告，期满由系统认定。", "民事诉讼法第95条"),
        ("proven", by("pigeon"), "请选择送达方式。", ""),
    ],
    "post": [
        ("last_resort", facts(whereabouts_unknown=False), RESORT, "民事诉讼法第95条"),
        ("posted_when", facts(posted_on=lambda a: day(1)), "公告日期须在签发之后、今天以前。", "民事诉讼法第95条"),
        ("posted_when", facts(posted_on=lambda a: day(-40)), "公告日期须在签发之后、今天以前。", "民事诉讼法第95条"),
        UNWRITTEN,
    ],
    "deem_served": [
        (
            "notice_over",
            lambda a: a.story.dossier.deadlines.filter(name="public_notice").update(due_on=day()),
            "公告期还没有届满。",
            "民事诉讼法第95条",
        )
    ],
    "annul_service": [("false_proof", facts(reason=" "), "请写明送达凭证不实的情况。", SERVING)],
    "cancel": [UNWRITTEN],
    "void": [("paper_fell", stands_again, "文书仍然有效，不能以失效为由不再送达。", SERVING)],
}
ROWS = [
    (kind, step, *row)
    for kind, tables in {
        "inspection": [MATTER, INSPECTION],
        "case": [MATTER, CASE],
        "service": [SERVICE],
    }.items()
    for table in tables
    for step, found in table.items()
    for row in found
]
