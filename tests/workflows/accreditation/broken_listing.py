"""What to break in a list and its notice; how a row is read stands in broken.py."""

from casework.accreditation.models import Application, Category, Objection, Ranked, Round, Slot
from casework.clock.models import Deadline
from tests.workflows.broken import ENDINGS, MATTER, Row, facts, row
from tests.workflows.lawful import About, day
from tests.workflows.penalties.stages import teller

PLAN, HEARD = "安全技能提升行动计划实施方案二", "参照行政许可法第36条"


def closed(a: About) -> None:
    a.story.notice_over().designate().ask(a.story.listing, "close")


ENDINGS["listing"] = closed


def moved_elsewhere(a: About) -> None:
    other = Category.objects.filter(programme="training_base").exclude(pk=a.story.category.pk).first()
    Application.objects.filter(pk=a.record.pk).update(category=other)


def stopped(a: About) -> None:
    teller()(a.people).stop()


def case_open(a: About) -> None:
    teller()(a.people).ordered()


def no_slots(a: About) -> None:
    Slot.objects.filter(category=a.story.category).delete()


def notice_lasts(a: About) -> None:
    Deadline.objects.filter(name="publicity").update(due_on=day())


def notice_past(a: About) -> None:
    Deadline.objects.filter(name="publicity").update(due_on=day(-1))


def objection(a: About) -> None:
    Objection.objects.create(
        application_id=a.story.pk, receipt="261124-ABCDEF", name="示例群众甲", contact="0771-1", grounds="场地是租的。"
    )


def answered(a: About) -> None:
    Objection.objects.update(answered_on=day(), upheld=False, finding="场地是自有的。")


def second_objector(a: About) -> None:
    a.story.object(name="示例群众乙")


def scores_void(a: About) -> None:
    a.story.ask(a.story.evaluation, "void", reason="与申报单位有利害关系")


def withdraws(a: About) -> None:
    a.story.go("withdraw", by=a.people.representative)


def another_applies(a: About) -> None:
    Round.objects.update(closes_on=day(1))
    a.story.rival().submitted()


STOPPED = "该单位正在停产停业，不能认定。"
NOBODY = "没有可以列入名单的申请：没有空余名额，或者都没有达到标准。没有达到标准的，按不予认定办理。"
CHANGED = "名单与现在的排名、名额或者资格不一致。请刷新后重新拟定。"
DOUBTED = "南宁市示例冶金有限公司有1件整改案件没有办结。仍然列入的，请写明理由。"
SIGNED = "提出异议须写明真实姓名（单位写名称）和联系方式。"
GROUNDED = "请写明异议的内容和理由。"
HEAR = "须先听取申报单位的意见。请写明听取日期（收到异议之后、今天以前）和单位的意见。"
EACH = "请对每一件没有答复的异议分别作出结论。期间收到新异议的，请刷新后重办。"
FINDING = "每件异议都要写明是否成立和理由。"
NONE = "名单上没有可以命名的单位：公示期没有届满，或者异议没有答复。"
READY = "请选择公示期满、异议已经答复的单位。所选单位情况有变的，请刷新后重选。"

APPLICATION: dict[str, list[Row]] = {
    "shortlist": [
        ("on_list", moved_elsewhere, "该申请没有列入已经审批的拟认定名单。", PLAN),
        ("standing_holds", stopped, STOPPED, PLAN),
        ("slot_promised", no_slots, "金属冶炼的名额已用完，不能再列入。", PLAN),
    ],
    "publicise": [
        (
            "on_notice",
            lambda a: Ranked.objects.update(publicised_on=None),
            "该申请所在的名单还没有公示。",
            PLAN,
        ),
    ],
    "object": [
        ("notice_runs", notice_past, "公示期已经届满，不能再按公示期异议办理。", PLAN),
        ("objection_signed", facts(name=" "), SIGNED, PLAN),
        ("objection_signed", facts(contact=" "), SIGNED, PLAN),
        ("objection_grounded", facts(grounds=" "), GROUNDED, PLAN),
        ("objection_grounded", facts(evidence=[10**9]), GROUNDED, PLAN),
    ],
    "open_objection": [("objection_waits", answered, "没有需要核查的异议。", HEARD)],
    "resolve_objection": [
        ("objection_waits", answered, "没有需要核查的异议。", HEARD),
        ("applicant_heard", facts(heard_on=lambda a: day(1)), HEAR, HEARD),
        ("applicant_heard", facts(heard_on=lambda a: day(-1)), HEAR, HEARD),
        ("applicant_heard", facts(heard=" "), HEAR, HEARD),
        ("each_objection_answered", facts(answers=[]), EACH, HEARD),
        ("each_objection_answered", second_objector, EACH, HEARD),
        ("each_objection_answered", row("answers", finding=" "), FINDING, HEARD),
        ("each_objection_answered", row("answers", upheld=None), FINDING, HEARD),
    ],
    "designate": [
        ("decided", lambda a: Ranked.objects.update(designated_on=None), "名单的命名决定没有包括该申请。", PLAN),
        ("publicity_over", notice_lasts, "公示期还没有届满。", PLAN),
        ("all_answered", objection, "还有异议没有答复。", HEARD),
        ("standing_holds", stopped, STOPPED, PLAN),
        ("slot_free", no_slots, "金属冶炼没有空余名额。", PLAN),
    ],
}
LISTING: dict[str, list[Row]] = {
    "draw_up": [
        (
            "all_evaluated",
            scores_void,
            "本类别还有申请没有评审完：南宁市示例冶金有限公司。请先完成评审或者办结。",
            PLAN,
        ),
        ("somebody_passes", no_slots, NOBODY, PLAN),
        ("list_as_ranked", facts(chosen=[]), CHANGED, PLAN),
        ("list_as_ranked", facts(chosen=lambda a: [a.story.pk, a.story.pk]), CHANGED, PLAN),
        ("doubts_reasoned", case_open, DOUBTED, PLAN),
    ],
    "publicise": [("some_shortlisted", withdraws, "名单上的单位都已经撤回，没有可以公示的。", PLAN)],
    "designate": [
        ("chosen_ready", facts(chosen=[]), READY, PLAN),
        ("chosen_ready", facts(chosen=lambda a: [a.story.pk, a.story.pk]), READY, PLAN),
        ("chosen_ready", facts(chosen=[10**9]), READY, PLAN),
        ("some_ready", notice_lasts, NONE, PLAN),
        ("some_ready", objection, NONE, PLAN),
        ("some_ready", stopped, NONE, PLAN),
    ],
    "close": [
        (
            "all_settled",
            another_applies,
            "本类别还有申请没有办结：广西示例铸造有限公司。请先命名或者作出不予认定的决定。",
            PLAN,
        )
    ],
}
OF_A_LIST = {step: rows for step, rows in MATTER.items() if step != "change_party"}
ROWS = [
    *(("application", step, *found) for step, rows in APPLICATION.items() for found in rows),
    *(("listing", step, *found) for table in (OF_A_LIST, LISTING) for step, rows in table.items() for found in rows),
]
