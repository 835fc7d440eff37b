"""What a penalty's dossier holds, in panels of entries: proposal, notice, hearing, decision, money, court."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from casework.core.now import today
from casework.penalties import money
from casework.penalties.models import Decision, Defence, Deliberation, Hearing, Penalty, PenaltyNotice, Sanction
from casework.web import wording
from casework.web.wording import yuan
from documents.models import Document

EFFECTS = {"lighter": "从轻", "heavier": "从重", "below": "减轻"}


@dataclass
class Entry:
    """One row of a panel: what it is, how it stands, the facts below it."""

    head: str
    state: str = ""
    kind: str = ""
    lines: list[tuple[str, str]] = field(default_factory=list)
    papers: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Panel:
    key: str
    title: str
    note: str = ""
    entries: list[Entry] = field(default_factory=list)


def everything() -> Any:
    """Penalties with all that their page shows: a fixed number of statements, whatever lies in the dossier."""
    decisions = Decision.objects.select_related("sanction__grade", "document").prefetch_related(
        "demands__document", "deferrals__document", "deferrals__instalments", "surcharges__document",
        "court_applications__document", "court_applications__rulings", "publications__document", "payments",
    )  # fmt: skip
    notices = PenaltyNotice.objects.select_related("document", "hearing_document").prefetch_related(
        Prefetch("defences", Defence.objects.select_related("document")),
        Prefetch("hearings", Hearing.objects.select_related("chair", "clerk", "document")),
    )
    deliberations = Deliberation.objects.select_related("document").prefetch_related("votes__member")
    sanctions = Sanction.objects.select_related("grade", "basis").prefetch_related(
        "reviews__document", "reviews__reviewer", Prefetch("deliberations", deliberations)
    )
    rows = Penalty.objects.select_related("dossier", "enterprise", "agency", "industry", "person", "case")
    return rows.prefetch_related(
        Prefetch("decisions", decisions), Prefetch("notices", notices), Prefetch("sanctions", sanctions),
        "kept__document", "findings__violation",
    )  # fmt: skip


def panels(row: Penalty) -> list[Panel]:
    """Those that hold anything, in the order of the procedure."""
    made = (proposals(row), told(row), heard(row), weighed(row), decided(row), paid(row), forced(row), shown(row))
    return [panel for panel in (kept(row), *made) if panel.entries]


def link(paper: Document | None) -> list[tuple[str, str]]:
    return [(f"{paper.title}{paper.number}", reverse("document", args=[paper.pk]))] if paper else []


def served(on: Any, paper: Document | None = None) -> tuple[str, str]:
    """State and kind of a paper's service as an entry shows it."""
    return (f"{wording.short_day(on)}送达", "ok") if on else ("还没有送达" if paper else "没有文书", "warn")


def amounts(sanction: Sanction) -> str:
    parts = list(sanction.kinds())
    if sanction.fine:
        parts[parts.index("罚款")] = f"罚款{yuan(sanction.fine)}"
    if sanction.confiscation:
        parts[parts.index("没收违法所得")] = f"没收违法所得{yuan(sanction.confiscation)}"
    return "、".join(parts) or "没有处罚"


# --- the panels ---------------------------------------------------------------------------------------------------
def kept(row: Penalty) -> Panel:
    entries = []
    for one in row.kept.all():
        names = "、".join(str(item.get("name", "")) for item in one.items)
        state = f"{wording.short_day(one.released_on)}已处理" if one.released_on else "登记保存中"
        lines = [("登记保存", f"{wording.short_day(one.kept_on)}，{one.place}"), ("处理", one.disposal)]
        entries.append(Entry(names, state, "ok" if one.released_on else "warn", lines, link(one.document)))
    return Panel("kept", "先行登记保存的证据", entries=entries)


def proposals(row: Penalty) -> Panel:
    found = list(row.sanctions.all())
    entries = [sanction_entry(one, latest=one is found[-1]) for one in reversed(found)]
    return Panel("sanction", "拟处罚和裁量", entries=entries)


def sanction_entry(one: Sanction, latest: bool) -> Entry:
    factors = "；".join(f"{EFFECTS.get(f.get('effect', ''), '')}：{f.get('words', '')}" for f in one.factors)
    grade = f"{one.grade.grade}（{one.grade.condition}）" if one.grade else "没有适用的裁量档"
    lines = [
        ("违法事实", one.facts),
        ("条款", f"违反{one.breached}；依据{one.penalised_by}"),
        ("法定幅度", f"{yuan(one.fine_min)}至{yuan(one.fine_max)}" if one.fine_max else "没有罚款"),
        ("裁量档", grade if one.fine_max else ""),
        ("裁量因素", factors),
        ("裁量说明", one.computation),
        ("超出裁量档的理由", one.outside_reason),
        ("新事实", one.new_facts),
    ]
    state = f"{wording.short_day(one.made_on)}提出"
    return Entry(amounts(one), state if latest else f"{state}，已被替代", "" if latest else "draft", lines)


def told(row: Penalty) -> Panel:
    entries: list[Entry] = []
    for notice in reversed(row.notices.all()):
        entries += notice_entries(notice)
    return Panel("notice", "告知和陈述申辩", entries=entries)


def notice_entries(notice: PenaltyNotice) -> Iterator[Entry]:
    state, kind = (
        (f"已失效：{notice.void_reason}", "draft") if notice.void_on else served(notice.served_on, notice.document)
    )
    lines = [("签发", wording.short_day(notice.issued_on))]
    if notice.defence_waived_on:
        lines.append(("陈述申辩", f"{wording.short_day(notice.defence_waived_on)}书面放弃"))
    if notice.hearing_right:
        lines.append(("听证告知书", served(notice.hearing_served_on, notice.hearing_document)[0]))
    if notice.hearing_waived_on:
        lines.append(("听证", f"{wording.short_day(notice.hearing_waived_on)}书面放弃"))
    papers = link(notice.document) + link(notice.hearing_document)
    yield Entry("行政处罚告知", state, kind, lines, papers)
    for defence in notice.defences.all():
        yield defence_entry(defence)


def defence_entry(row: Defence) -> Entry:
    done = row.answered_on is not None
    lines = [("意见", row.text), ("逾期理由", row.late_reason)]
    lines += [
        (f"{'采纳' if p.get('adopted') else '不采纳'}", f"{p.get('point')}：{p.get('reason')}") for p in row.points
    ]
    state = f"{wording.short_day(row.answered_on)}已复核" if done else "等待复核"
    return Entry(
        f"陈述申辩，{wording.short_day(row.submitted_on)}提出",
        state,
        "ok" if done else "warn",
        lines,
        link(row.document),
    )


def heard(row: Penalty) -> Panel:
    entries = [hearing_entry(one) for notice in row.notices.all() for one in notice.hearings.all()]
    return Panel("hearing", "听证", entries=entries)


def hearing_entry(one: Hearing) -> Entry:
    lines = [("申请", f"{wording.short_day(one.requested_on)}　{one.request}")]
    if one.held_at:
        public = "公开" if one.public else f"不公开：{one.private_reason}"
        lines.append(("时间地点", f"{wording.moment(one.held_at)}，{one.place}，{public}"))
        lines.append(("主持人和记录人", f"{one.chair}，{one.clerk}"))
        lines.append(("通知书", served(one.served_on, one.document)[0]))
    lines += [("代理人", one.agents), ("拒签情况", one.refusal), ("听证会报告", one.report)]
    state = one.get_outcome_display() or ("已定日期" if one.held_at else "等待确定日期")
    return Entry(
        "听证", state, "ok" if one.outcome == "held" else "warn" if not one.outcome else "", lines, link(one.document)
    )


def weighed(row: Penalty) -> Panel:
    entries: list[Entry] = []
    for sanction in row.sanctions.all():
        for review in sanction.reviews.all():
            kind = "ok" if review.result == "pass" else "warn"
            lines = [("审核人", f"{review.reviewer}，{wording.short_day(review.on)}"), ("意见", review.opinion)]
            entries.append(Entry("法制审核", review.get_result_display(), kind, lines, link(review.document)))
        entries += [deliberation_entry(one) for one in sanction.deliberations.all()]
    return Panel("weighed", "法制审核和集体讨论", entries=entries)


def deliberation_entry(one: Deliberation) -> Entry:
    votes = list(one.votes.all())
    words = "；".join(
        f"{v.member}{'同意' if v.agrees else '不同意'}{f'（{v.words}）' if v.words else ''}" for v in votes
    )
    lines = [("时间地点", f"{wording.short_day(one.on)}，{one.place}"), ("表决", words), ("结论", one.conclusion)]
    lines.append(("人数说明", one.committee_reason))
    return Entry(
        "集体讨论", "通过" if one.carried else "未通过", "ok" if one.carried else "warn", lines, link(one.document)
    )


def decided(row: Penalty) -> Panel:
    entries = []
    for one in reversed(row.decisions.all()):
        state, kind = served(one.served_on, one.document)
        if one.standing != Decision.Standing.STANDING:
            state, kind = one.get_standing_display(), "draft"
        lines = [
            ("决定日期", f"{wording.short_day(one.decided_on)}{'，超过办案期限' if one.late else ''}"),
            ("条款", f"行政处罚法第{one.ground}条" if one.ground else one.sanction.penalised_by),
            ("理由", one.reasons),
            ("教育", one.education),
            ("变更、撤销的理由", one.standing_reason),
        ]
        head = amounts(one.sanction) if one.punishes else "不予行政处罚"
        entries.append(Entry(head, state, kind, lines, link(one.document)))
    return Panel("decision", "处罚决定", entries=entries)


def in_force(row: Penalty) -> Decision | None:
    standing = (Decision.Standing.STANDING, Decision.Standing.UNLAWFUL)
    return next((one for one in row.decisions.all() if one.standing in standing and one.punishes), None)


def account(row: Penalty) -> money.Account | None:
    """The money of the decision in force; of the last one where it was annulled and must be paid back."""
    decisions = list(row.decisions.all())
    decision = in_force(row) or (decisions[-1] if decisions else None)
    return money.account(decision, today()) if decision else None


def paid(row: Penalty) -> Panel:
    entries = []
    for decision in row.decisions.all():
        for one in decision.payments.all():
            lines = [("凭证号", one.receipt), ("理由", one.reason)]
            entries.append(
                Entry(f"{one.get_kind_display()}{yuan(one.amount)}", wording.short_day(one.paid_on), "ok", lines)
            )
        for ask in decision.deferrals.all():
            state = "等待答复" if ask.granted is None else "同意" if ask.granted else "不同意"
            parts = "；".join(f"{wording.short_day(p.due_on)}前{yuan(p.amount)}" for p in ask.instalments.all())
            lines = [("理由", ask.reason), ("各期", parts), ("答复", ask.decision_reason)]
            entries.append(
                Entry("延期分期缴纳", state, "warn" if ask.granted is None else "", lines, link(ask.document))
            )
    return Panel("paid", "缴款和延期", entries=entries)


def forced(row: Penalty) -> Panel:
    entries: list[Entry] = []
    for decision in row.decisions.all():
        for one in decision.demands.all():
            state, kind = served(one.served_on, one.document)
            lines = [("限期", f"{wording.short_day(one.pay_by)}前缴纳{yuan(one.fine + one.surcharge)}")]
            lines += [("当事人意见", one.objection), ("复核", one.objection_answer)]
            entries.append(
                Entry("申请法院前的事先催告" if one.last else "缴纳罚款催告", state, kind, lines, link(one.document))
            )
        for more in decision.surcharges.all():
            state, kind = served(more.served_on, more.document)
            lines = [("计至", f"{wording.short_day(more.upto_on)}，{more.days}天"), ("计算", more.computation)]
            entries.append(Entry(f"加处罚款{yuan(more.amount)}", state, kind, lines, link(more.document)))
        entries += [court_entry(one) for one in decision.court_applications.all()]
    return Panel("forced", "催告、加处罚款和申请法院", entries=entries)


def court_entry(one: Any) -> Entry:
    rulings = list(one.rulings.all())
    lines = [("申请", f"{wording.short_day(one.applied_on)}，{yuan(one.fine + one.surcharge)}")]
    lines += [
        (r.get_outcome_display(), f"{r.number}，{wording.short_day(r.received_on)}收到　{r.words}") for r in rulings
    ]
    state = rulings[-1].get_outcome_display() if rulings else "等待裁定"
    return Entry(f"申请{one.court}强制执行", state, "" if rulings else "warn", lines, link(one.document))


def shown(row: Penalty) -> Panel:
    entries = []
    for one in (each for decision in row.decisions.all() for each in decision.publications.all()):
        state = f"{wording.short_day(one.withdrawn_on)}已撤回" if one.withdrawn_on else "公示中"
        until = wording.short_day(one.until_on) if one.until_on else "没有期限"
        lines = [("公示", f"{wording.short_day(one.published_on)}，到{until}"), ("撤回理由", one.withdrawn_reason)]
        entries.append(Entry("公示", state, "" if one.withdrawn_on else "ok", lines, link(one.document)))
    return Panel("shown", "公示", entries=entries)


def filled(panel_list: Iterable[Panel]) -> list[Panel]:
    """Without the lines that say nothing."""
    found = list(panel_list)
    for entry in (entry for panel in found for entry in panel.entries):
        entry.lines = [(label, words) for label, words in entry.lines if str(words).strip()]
    return found
