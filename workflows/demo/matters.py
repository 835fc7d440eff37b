"""Sixty matters in every state: each is a plot, a list of what happened how many days ago."""

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from casework.accounts.roles import Role
from casework.core.now import now, standing_at, today
from casework.enforcement.models import Violation
from casework.organisations.demo import DemoCast
from casework.organisations.models import Enterprise
from documents.models import Dossier
from workflows.approval import request
from workflows.demo.story import Cast, Story
from workflows.tick import tick

Plot = list[tuple[int, Callable[[Story], object]]]

FACTS = {
    "V1": "{n}名{post}未经安全技能培训考核即上岗作业",
    "V2": "{n}名{post}安全技能考核不合格仍上岗作业",
    "V3": "{n}名{post}没有取得特种作业操作证即上岗作业",
    "V4": "{n}名班组长没有安排专门轮训，年度安全培训缺失",
    "V5": "{n}名{post}的安全培训档案没有如实记录培训时间和考核结果",
}
POSTS = {
    "hazchem": ("反应釜操作工", "危险化学品装卸工"),
    "coal": ("采煤机司机", "瓦斯检查工"),
    "noncoal": ("凿岩工", "提升机操作工"),
    "metallurgy": ("中频炉操作工", "焊接与热切割作业人员"),
    "fireworks": ("装药工", "药物混合工"),
    "oilgas": ("井下作业工", "司钻作业人员"),
}


def find(story: Story, seed: int, count: int = 2) -> None:
    """Findings that fit the enterprise's industry; the same seed finds the same."""
    dice = random.Random(seed)
    posts = POSTS.get(story.cast.enterprise.industry_id, ("操作工", "电工"))
    names = list(FACTS) if Violation.objects.filter(pk="V5").exists() else list(FACTS)[:4]
    for violation in dice.sample(names, count):
        post = "班组长" if violation == "V4" else dice.choice(posts)
        fact = FACTS[violation].format(n=dice.randint(1, 6), post=post)
        story.find(violation, fact, post=post, cannot_wait=violation == "V3" and dice.random() < 0.4)


def visit(seed: int, count: int = 2) -> Callable[[Story], object]:
    def tell(story: Story) -> None:
        if seed % 4:  # most visits are planned; the others start on a lead and are approved afterwards
            story.plan()
        story.start().confirm()
        find(story, seed, count)
        story.conclude()

    return tell


def measure(story: Story) -> Story:
    """What cannot wait is stopped at once, confirmed by the leader afterwards."""
    urgent = [f.pk for f in story.case.findings.filter(cannot_wait=True)]
    if urgent:
        facts: dict[str, Any] = {
            "findings": urgent,
            "measures": "立即停止相关人员作业，撤离作业岗位。",
            "officers": story.ids,
        }
        story.ask(story.case, "stop_work", **facts)
    return story


def plots(seed: int) -> dict[str, Plot]:
    """What happened, by days before today. The names are the states and situations they end in."""
    seen = visit(seed)
    ordered: Plot = [(24, seen), (23, lambda s: (measure(s), s.order(20))), (22, lambda s: s.serve())]
    long_ago: Plot = [(60, seen), (59, lambda s: s.order(15)), (58, lambda s: s.serve())]
    recent: Plot = [(12, seen), (11, lambda s: (measure(s), s.order(25))), (10, lambda s: s.serve())]
    reported: Plot = [*ordered, (6, lambda s: s.report())]
    corrected: Plot = [*long_ago, (46, lambda s: s.report()), (40, lambda s: (s.recheck(), s.serve()))]
    overdue: Plot = [
        *long_ago,
        (42, lambda s: tick()),
        (38, lambda s: (s.recheck("not_done", "仍有人员未经培训在岗。"), s.serve())),
    ]
    partly: Plot = [
        *long_ago,
        (45, lambda s: s.report()),
        (41, lambda s: (s.recheck("done", n2="not_done"), s.serve())),
    ]
    transfer = {
        "receiver": "国家矿山安全监察局广西局",
        "reason": "属于煤矿安全监察管辖",
        "basis": "行政处罚法第二十五条",
    }
    return {
        "planned": [(1, lambda s: s.plan(today() + timedelta(days=5)))],
        "started": [(0, lambda s: s.start()), (0, lambda s: find(s, seed, 1))],
        "nothing found": [(30, lambda s: s.plan()), (28, lambda s: s.start().conclude())],
        "cancelled": [(12, lambda s: s.plan()), (8, lambda s: s.ask(s.visit, "cancel", reason="企业停产检修"))],
        "found": [(2, seen)],
        "waiting for service": [(5, seen), (4, lambda s: s.order(25))],
        "ordered": recent,
        "due soon": [(18, seen), (17, lambda s: s.order(18)), (16, lambda s: s.serve())],
        "reported": reported,
        "extension asked": [*ordered, (4, lambda s: s.request_extension())],
        "extension granted": [*ordered, (8, lambda s: s.request_extension()), (6, lambda s: s.decide_extension())],
        "expired": [(30, seen), (29, lambda s: s.order(20)), (28, lambda s: s.serve()), (5, lambda s: tick())],
        "overdue": overdue,
        "escalated": [*overdue, (30, lambda s: s.escalate())],
        "partly overdue": partly,
        "corrected": corrected,
        "closing proposed": [*corrected, (30, lambda s: s.decline()), (1, propose_closing)],
        "closed": [*corrected, (30, lambda s: s.decline()), (25, lambda s: s.close())],
        "transferred": [(20, seen), (15, lambda s: s.ask(s.case, "transfer", **transfer))],
        "withdrawn": [*ordered, (10, withdraw)],
    }


def propose_closing(story: Story) -> None:
    request(story.case, "close", by=story.officer, opinion="已全部改正，建议结案。", result="各项问题已全部改正。")


def withdraw(story: Story) -> None:
    story.ask(story.case, "withdraw", ground="given_up", reason="涉及的生产线已经停用，经现场核实")
    story.serve()


# How many of each: the common ones often, every situation at least once; sixty in all.
COUNTS = {
    "ordered": 9, "reported": 6, "closed": 8, "due soon": 4, "expired": 4, "overdue": 4, "corrected": 3, "found": 3,
    "waiting for service": 3, "extension asked": 2, "extension granted": 2, "escalated": 2, "partly overdue": 1,
    "closing proposed": 2, "transferred": 1, "withdrawn": 1, "planned": 2, "started": 1, "nothing found": 1,
    "cancelled": 1,
}  # fmt: skip


def tell_all(cast: DemoCast, say: Callable[[str], object]) -> int:
    """Tell every matter that is not yet there; returns how many were told. Each is one transaction."""
    told = 0
    for number, name, enterprise in dealt(cast.enterprises):
        title = f"{enterprise.name}安全培训执法案（示例{number + 1:02}）"
        if Dossier.objects.filter(title=title).exists():
            continue
        tell(cast, enterprise, plots(number)[name], title)
        told += 1
        say(f"{number + 1:02} {name}")
    return told


def dealt(enterprises: list[Enterprise]) -> list[tuple[int, str, Enterprise]]:
    """Which plot is told of whom, the one that began first coming first: numbers of papers then follow their dates."""
    names = [name for name, count in COUNTS.items() for _ in range(count)]
    random.Random(2020).shuffle(names)
    dealt = [(number, name, enterprises[number % len(enterprises)]) for number, name in enumerate(names)]
    return sorted(dealt, key=lambda row: -max(days for days, _ in plots(row[0])[row[1]]))


@transaction.atomic
def tell(cast: DemoCast, enterprise: Enterprise, plot: Plot, title: str, teller: type[Story] = Story) -> None:
    agency = cast.agency_for(enterprise)
    people = Cast(
        agency=agency,
        enterprise=enterprise,
        officers=cast.officers(agency)[:2],
        head=cast.one(agency, Role.UNIT_HEAD),
        leader=cast.one(agency, Role.LEADER),
        legal=cast.one(agency, Role.LEGAL),
        chief=cast.one(agency, Role.CHIEF),
        representative=cast.representative(enterprise),
    )
    story = None
    for days, happening in plot:
        with standing_at(moment(today() - timedelta(days=days))):
            if story is None:
                story = teller(people)
                Dossier.objects.filter(pk=story.dossier.pk).update(title=title)
            happening(story)


def moment(day: date) -> datetime:
    """Half past nine of a day; of today not later than now."""
    return min(timezone.make_aware(datetime.combine(day, time(9, 30))), now())
