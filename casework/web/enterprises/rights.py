"""What the party may do besides correcting: ask for time, be heard, seek review; and what follows otherwise."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.urls import reverse

from casework.clock import deadlines
from casework.clock.models import Deadline, DeadlineStatus
from casework.enforcement.models import Basis, Case
from casework.penalties.models import Penalty
from casework.penalties.states import NOTICED
from casework.web import wording
from casework.web.reply.standing import Matter
from documents.models import Document

REVIEWS = {"reconsideration": "申请行政复议", "suit": "提起行政诉讼"}
IN_TIME = "期限届满前提出，写明原因和新的完成日期，附证明。"
LATE = "期限已过。有不可抗力等障碍的，写明并附证明。"
SEE = "打开看权利和最后一天。"
NO_PENALTY = "现在没有拟作出的处罚。"


@dataclass
class Right:
    label: str
    words: str
    href: str = ""

    @property
    def locked(self) -> bool:
        return not self.href


@dataclass
class Rights:
    items: list[Right]
    requests: list[dict[str, Any]]
    reviews: list[dict[str, Any]]
    government: str = ""
    court: str = ""
    notes: list[str] = field(default_factory=list)


def of(case: Case, matter: Matter) -> Rights:
    told = proposed(case)
    items = [extension(case, matter), defence(told), hearing(told)]
    return Rights(
        items, requests(case, matter), reviews(case), case.agency.reconsideration_government, case.agency.court
    )


def extension(case: Case, matter: Matter) -> Right:
    if matter.extendable:
        first = matter.first
        late = first is not None and first.days < 0
        return Right("申请延期", LATE if late else IN_TIME, reverse("my_extension", args=[case.pk]))
    if any(group.held for group in matter.groups):
        return Right("申请延期", "已经提交申请，正在等待答复。答复前不认定逾期。")
    return Right("申请延期", "没有待改正的问题，不用申请延期。")


def proposed(case: Case) -> Penalty | None:
    """The unit's own penalty of which a served notice tells; its people's are not its to see."""
    told = case.penalties.filter(person=None, state__in=NOTICED, notices__void_on=None)
    return told.exclude(notices__served_on=None).order_by("pk").last()


def defence(told: Penalty | None) -> Right:
    if told:
        return Right("陈述申辩", f"已告知拟作出的处罚。{SEE}", reverse("my_penalty", args=[told.pk]))
    amount = deadlines.period("defence").amount
    return Right("陈述申辩", f"{NO_PENALTY}收到行政处罚告知书后，{amount}个工作日内可以提出，不会因此加重处罚。")


def hearing(told: Penalty | None) -> Right:
    if told:
        return Right("申请听证", f"是否可以申请，见处罚告知。{SEE}", reverse("my_penalty", args=[told.pk]))
    amount = deadlines.period("hearing_request").amount
    return Right("申请听证", f"{NO_PENALTY}收到听证告知书后，{amount}个工作日内可以申请。")


def requests(case: Case, matter: Matter) -> list[dict[str, Any]]:
    """Requests for more time with their answers, the newest first."""
    rows = case.extensions.select_related("document").prefetch_related("findings").order_by("-id")
    return [
        {
            "what": f"{wording.short_day(row.requested_on)}为第{'、'.join(str(f.number) for f in row.findings.all())}项"
            f"申请延到{wording.short_day(row.wished_on)}",
            "kind": {None: "warn", True: "ok", False: ""}[row.granted],
            "status": {None: "等待答复", True: "同意延期", False: "不同意延期"}[row.granted],
            "answer": answer(row) or by_when(matter.running.get(("extension_reply", str(row.pk)))),
        }
        for row in rows
    ]


def by_when(clock: Deadline | None) -> str:
    return f"应在{wording.day(clock.due_on)}前答复。" if clock else ""


def answer(row: Any) -> str:
    if row.granted is None:
        return ""
    words = f"{wording.short_day(row.decided_on)}答复"
    words += f"，延到{wording.short_day(row.new_date)}" if row.granted else ""
    return f"{words}。{row.decision_reason}"


def reviews(case: Case) -> list[dict[str, Any]]:
    """For each served paper the days until which it may be taken to review or to court, nearest first."""
    running = Deadline.objects.filter(
        dossier=case.dossier_id, status=DeadlineStatus.RUNNING, right_of_party=True, name__in=REVIEWS
    )
    rows = list(running.order_by("due_on", "id"))
    papers = Document.objects.in_bulk([int(row.key) for row in rows if row.key.isdecimal()])
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        paper = papers.get(int(row.key)) if row.key.isdecimal() else None
        entry = found.setdefault(row.key, {"paper": str(paper) if paper else "这份文书", "ways": []})
        entry["ways"].append({"what": REVIEWS[row.name], "until": wording.day(row.due_on)})
    return list(found.values())


def consequences(case: Case) -> list[str]:
    """What the law threatens if the findings are not corrected in time, the special rule before the general one."""
    violations = case.findings.filter(guidance=False).values("violation")
    on = case.opened_on
    rows = (
        Basis.objects.filter(violation__in=violations, tier=Basis.Tier.OVERDUE, party=Basis.Party.UNIT)
        .filter(valid_from__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gte=on), Q(industry=None) | Q(industry=case.industry_id))
        .filter(producer__in={False, case.enterprise.producer})
        .order_by("-producer", "industry", "-valid_from")
    )
    chosen: dict[str, Basis] = {}
    for row in sorted(rows, key=lambda r: (not r.producer, r.industry_id is None)):
        chosen.setdefault(row.violation_id, row)
    return list(dict.fromkeys(row.consequence for row in chosen.values()))
