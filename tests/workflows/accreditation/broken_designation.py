"""What to break in a designation; how a row is read stands in broken.py."""

from casework.accreditation.models import Bar, Designation, Ending, Rectification
from casework.core.now import today
from tests.workflows.accreditation.tenure_story import named_before
from tests.workflows.broken import ENDINGS, MATTER, UNREASONED, Row, facts
from tests.workflows.lawful import About, day

PLAN, CHECKING = "安全技能提升行动计划实施方案二", "参照行政许可法第61条"
RENEWING, HEARD, REVOKING = "参照行政许可法第50条", "参照行政许可法第36条", "参照行政许可法第69条"
CANCELLING = "参照行政许可法第70条"
ENDINGS["designation"] = lambda a: a.story.do("surrender", by=a.people.representative, reason="停办。")


def no_slot(a: About) -> None:
    a.birth.slot = None


def stopped(a: About) -> None:
    a.story.stopped()


def other_unit(a: About) -> None:
    type(a.story.application).objects.filter(pk=a.story.pk).update(enterprise=a.people.other_enterprise)


def not_reported(a: About) -> None:
    Rectification.objects.update(reported_on=None)


def not_failed(a: About) -> None:
    Rectification.objects.update(fit=None)


def unserved(a: About) -> None:
    Ending.objects.update(served_on=None)


def unspoken(a: About) -> None:
    """The unit has said nothing, and may still speak: its clock runs."""
    Ending.objects.update(stated_on=None)
    a.story.folder.deadlines.filter(name="statement").update(status="running", due_on=day(3))


def announced(a: About) -> None:
    a.story.do("announce_end")


GROUND = "请选择复核的事由；不是年度复核的，写明情况。"
WAY = "请选择终止命名的方式和与它相符的事由。"
STOPPED = "该单位正在停产停业，复核、整改不能通过。请等恢复生产以后再办理。"
LISTED = "请列明需要整改的问题，每项一条，不要重复。"
REPORT = "请写明每项问题怎么整改的，并附整改材料。"
CHECKED = "核查日期须在整改报告之后、今天以前。"
DISSOLVED = "请写明单位终止的情况，并附登记机关的证明。"
BROUGHT = "请附证明上述事实的材料。"
SAID = "请写明陈述、申辩的意见；附件须在本页上传。"
VERDICT: Row = ("opinion_written", facts(verdict=" "), "请写明复核意见。", CHECKING)
CHECK: list[Row] = [
    ("reported", not_reported, "该单位还没有报告整改情况。", CHECKING),
    ("checked_when", facts(checked_on=lambda a: day(1)), CHECKED, CHECKING),
    ("checked_when", facts(checked_on=lambda a: day(-1)), CHECKED, CHECKING),
    (
        "verdict_written",
        facts(verdict=" "),
        "请写明核查意见；不合格的，逐项写明还有什么没有改好。",
        CHECKING,
    ),
]

DESIGNATION: dict[str, list[Row]] = {
    "designate": [("holds_a_slot", no_slot, "没有占用名额，不能命名。", PLAN)],
    "renew": [
        ("renewed", other_unit, "没有本单位同一类别的复评申报，不能由新的命名接替。", RENEWING),
        ("renewed", facts(application=0), "没有本单位同一类别的复评申报，不能由新的命名接替。", RENEWING),
        (
            "renewed",
            facts(application=lambda a: a.story.designation.application_id),
            "没有本单位同一类别的复评申报，不能由新的命名接替。",
            RENEWING,
        ),
    ],
    "reissue_certificate": [UNREASONED],
    "open_review": [
        ("ground_for_review", facts(reason=" "), GROUND, CHECKING),
        ("ground_for_review", facts(ground="suspension"), GROUND, CHECKING),
        ("ground_for_review", facts(ground=""), GROUND, CHECKING),
    ],
    "conclude_review": [
        ("not_stopped", stopped, STOPPED, CHECKING),
        VERDICT,
        (
            "exceptions_answered",
            facts(reason=" "),
            "该单位其他情况：群众反映实训设备停用。请写明为什么仍然合格，或者要求限期整改。",
            CHECKING,
        ),
    ],
    "order_rectification": [
        ("items_to_rectify", facts(items=[]), LISTED, CHECKING),
        ("items_to_rectify", facts(items=["设备停用", " "]), LISTED, CHECKING),
        ("items_to_rectify", facts(items=["设备停用", "设备停用 "]), LISTED, CHECKING),
        VERDICT,
    ],
    "report_rectification": [
        ("report_written", facts(text=" "), REPORT, CHECKING),
        ("report_written", facts(evidence=[]), REPORT, CHECKING),
        ("report_written", facts(evidence=[10**9]), REPORT, CHECKING),
    ],
    "accept_rectification": [*CHECK, ("not_stopped", stopped, STOPPED, CHECKING)],
    "refuse_rectification": CHECK,
    "notify_ending": [
        ("ground_of_ending", facts(way=""), WAY, REVOKING),
        ("ground_of_ending", facts(way="withdraw"), WAY, REVOKING),
        ("ground_of_ending", facts(ground="policy"), WAY, REVOKING),
        (
            "ground_of_ending",
            not_failed,
            "没有逾期或者不合格的整改，不能以整改后仍达不到条件为由撤销。",
            REVOKING,
        ),
        ("account_written", facts(account=" "), "请写明终止命名的事实和理由。", HEARD),
        ("own_proof", facts(evidence=[]), BROUGHT, HEARD),
        ("own_proof", facts(evidence=[10**9]), BROUGHT, HEARD),
    ],
    "make_statement": [
        ("statement_written", facts(text=" "), SAID, HEARD),
        ("statement_written", facts(evidence=[10**9]), SAID, HEARD),
    ],
    "drop_ending": [UNREASONED],
    "revoke": [
        ("notice_served", unserved, "事先告知书还没有送达。", HEARD),
        ("heard", unspoken, "陈述、申辩的期限还没有届满。", HEARD),
        (
            "statement_answered",
            facts(answer=" "),
            "该单位已陈述、申辩。请逐点写明是否采纳和理由。",
            HEARD,
        ),
    ],
    "expire": [
        ("over_or_dissolved", facts(reason=" "), DISSOLVED, CANCELLING),
        ("over_or_dissolved", facts(evidence=[]), DISSOLVED, CANCELLING),
        ("over_or_dissolved", facts(evidence=[10**9]), DISSOLVED, CANCELLING),
    ],
    "surrender": [UNREASONED],
    "announce_end": [("not_announced", announced, "注销决定已经作出，或者不须再作。", CANCELLING)],
}


# --- what a designation means for an application -----------------------------------------------------------------
def barred(a: About) -> None:
    """Another designation of the unit was revoked, and the bar that came with it still holds."""
    other = named_before(a.story)
    Bar.objects.create(enterprise=a.people.enterprise, designation=other, since=today(), until="2099-12-31")


def far_from_its_end(a: About) -> None:
    held = named_before(a.story)
    Designation.objects.filter(pk=held.pk).update(valid_to="2099-12-31")


AGAIN: list[Row] = [
    ("not_barred", barred, "申报单位的命名被撤销，2099年12月31日以前不得再申报。", "参照行政许可法第79条"),
    (
        "renewal_in_time",
        far_from_its_end,
        "本单位在本类别的命名有效期至2099年12月31日，2099年9月30日起可以申请复评。",
        RENEWING,
    ),
]
ROWS = [
    *(("designation", step, *row) for table in (MATTER, DESIGNATION) for step, found in table.items() for row in found),
    *(("application", step, *row) for step in ("draft", "submit") for row in AGAIN),
]
