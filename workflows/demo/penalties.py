"""Penalties, stops and reviews in every state: each a plot, told in real steps."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from casework.core.now import standing_at
from casework.organisations.demo import DemoCast
from casework.organisations.models import Enterprise
from casework.penalties.models import Person
from documents.models import Dossier
from workflows.approval import request, sign
from workflows.demo.deciding_story import open_tasks
from workflows.demo.matters import find, tell
from workflows.demo.stopping_story import StoppingStory
from workflows.tick import tick

Happening = Callable[[Any], object]
Plot = list[tuple[int, Happening]]


def seen(seed: int) -> Happening:
    def visit(story: Any) -> None:
        story.plan().start().confirm()
        find(story, seed)
        story.conclude()

    return visit


def first(seed: int, *then: tuple[int, Happening], since: int = 80) -> Plot:
    """A first finding, ordered and served; then its penalty."""
    return [(since, seen(seed)), (since - 1, lambda s: s.order(60)), (since - 2, lambda s: s.serve()), *then]


def late(seed: int, *then: tuple[int, Happening]) -> Plot:
    """An order not obeyed in time, found so by a re-inspection; then the penalty of the second tier."""
    return [
        *((190, seen(seed)), (189, lambda s: s.order(15)), (188, lambda s: s.serve()), (170, lambda s: tick())),
        (168, lambda s: s.recheck("not_done", "仍有人员未经培训在岗。")),
        *((167, lambda s: s.serve()), (165, lambda s: s.escalate())),
        *then,
    ]


def investigated(days: int, tier: int = 1, **more: Any) -> Plot:
    return [(days, lambda s: s.file(tier=tier)), (days - 3, lambda s: s.interview().conclude(**more))]


def told(days: int, tier: int = 1, **more: Any) -> Plot:
    return [*investigated(days, tier, **more), (days - 5, lambda s: s.notify()), (days - 6, lambda s: s.serve_notice())]


def hold(story: Any) -> None:
    """On the day that was set, when it is over."""
    with standing_at(story.page.hearing.held_at + timedelta(hours=3)):
        story.hold_hearing()


def heard(days: int) -> Plot:
    """The second tier with its hearing, held once seven workdays and a week of holidays are over."""
    return [
        *told(days, 2),
        (days - 8, lambda s: s.request_hearing()),
        (days - 9, lambda s: s.schedule_hearing().serve_notice()),
        (days - 32, hold),
    ]


def stopped(days: int) -> Plot:
    """Decided with a stop of production, and served."""
    return [
        *heard(days),
        (days - 34, lambda s: s.review()),
        (days - 36, lambda s: s.deliberate().decide()),
        (days - 37, lambda s: s.serve_decision().report_up()),
    ]


def fined(days: int, **more: Any) -> Plot:
    """A small fine of the first tier: defended, answered, decided, served, published."""
    return [
        *told(days, **more),
        (days - 8, lambda s: s.defend()),
        (days - 10, lambda s: s.answer_defence().serve_notice()),
        (days - 16, lambda s: s.looked_at().decide()),
        (days - 17, lambda s: s.serve_decision()),
        (days - 18, lambda s: s.publish().report_up()),
    ]


def waived(days: int) -> Plot:
    """A small fine against which nothing is said, whatever holidays follow."""
    return [
        *told(days),
        (days - 8, lambda s: s.waive()),
        (days - 16, lambda s: s.looked_at().decide()),
        (days - 17, lambda s: s.serve_decision()),
        (days - 18, lambda s: s.publish().report_up()),
    ]


def person(days: int) -> Plot:
    return [
        (days, lambda s: s.file(tier=2, person=s.somebody(Person.Role.RESPONSIBLE))),
        (days - 3, lambda s: s.interview().conclude()),
        (days - 5, lambda s: s.notify()),
        (days - 6, lambda s: s.serve_notice()),
    ]


def put_up(step: str, *signed: str, **facts: Any) -> Happening:
    """A step proposed and so far signed by these; the next finds it in the inbox."""

    def tell(story: Any) -> None:
        proposal = request(story.penalty, step, by=story.officer, opinion="拟同意。", **facts)
        for who in signed:
            proposal = sign(open_tasks(proposal)[0].pk, by=getattr(story.cast, who), decision="agreed")

    return tell


put_up_closing = put_up("close", "head", result="罚款已经缴清，问题已经改正。")


def plots() -> dict[str, Plot]:
    """What happened, by days before today. The names say how it stands."""
    return {**on_the_way(), **to_the_end()}


def on_the_way() -> dict[str, Plot]:
    return {
        "filed": first(1, (20, lambda s: s.file())),
        "kept": first(2, (6, lambda s: s.file()), (4, lambda s: s.keep().serve_notice())),
        "investigated": first(3, *investigated(25), (1, put_up("notify"))),
        "notice waits": first(4, *investigated(12), (2, lambda s: s.notify())),
        "notified": first(5, *told(9)),
        "defended": first(6, *told(10), (2, lambda s: s.defend())),
        "hearing asked": late(7, *told(10, 2), (2, lambda s: s.request_hearing())),
        "hearing set": late(
            8, *told(20, 2), (11, lambda s: s.request_hearing()), (9, lambda s: s.schedule_hearing().serve_notice())
        ),
        "heard": late(9, *heard(45)),
        "reviewed": late(10, *heard(50), (12, lambda s: s.review())),
        "decided": first(11, *fined(22)),
        "deferred": first(
            12, *fined(40), (12, lambda s: s.request_deferral()), (9, lambda s: s.defer().serve_notice())
        ),
        "demanded": first(13, *fined(70), (20, lambda s: s.demand())),
        "surcharged": first(14, *fined(75), (30, lambda s: s.demand()), (20, lambda s: s.add_surcharge())),
        "performed": first(15, *fined(60), (30, lambda s: s.pay()), (28, lambda s: s.perform()), (2, put_up_closing)),
        "closed": first(16, *fined(65), (40, lambda s: s.pay().perform()), (30, lambda s: s.close_penalty())),
        "not punished": first(17, *told(30), (18, lambda s: s.not_punish("33-2", reason=NO_FAULT).serve_notice())),
        "transferred": first(18, *investigated(30), (20, lambda s: s.transfer())),
        "withdrawn": first(19, (30, lambda s: s.file()), (20, lambda s: s.withdraw("twice", "同一行为已另案办理"))),
        "stopped": late(20, *stopped(60), (20, lambda s: s.publish())),
        "acceptance asked": late(21, *stopped(70), (5, lambda s: s.request_acceptance())),
        "resumed": late(22, *stopped(90), (30, lambda s: s.request_acceptance()), (24, lambda s: s.resume())),
        "defied": late(23, *stopped(80), (15, lambda s: s.record_defiance())),
        "reconsidered": late(
            24, *stopped(75), (20, lambda s: s.register(s.act("penalty-decision"))), (14, lambda s: s.answer())
        ),
        "person": late(25, *person(30)),
    }


def to_the_end() -> dict[str, Plot]:
    return {
        "at court": first(
            26, *waived(294), (88, lambda s: s.demand(last=True)), (58, lambda s: s.apply_to_court()), since=310
        ),
        "ended": first(27, *fined(120), (80, lambda s: s.demand()), (60, lambda s: s.end_enforcement()), since=140),
        "shut": late(
            28,
            *stopped(85),
            (30, lambda s: s.record_defiance()),
            (25, lambda s: s.propose_closure()),
            (10, lambda s: s.answer_closure()),
        ),
        "closure proposed": late(
            29, *stopped(85), (28, lambda s: s.record_defiance()), (20, lambda s: s.propose_closure())
        ),
        "set aside": late(
            30,
            *stopped(75),
            (35, lambda s: s.register(s.act("penalty-decision"))),
            (30, lambda s: s.answer()),
            (15, lambda s: s.rule("annulled")),
            (12, lambda s: s.annul("复议机关认定程序违法，予以撤销。")),
        ),
    }


NO_FAULT = "当事人有证据证明已尽培训和查验义务，没有主观过错。"


def tell_penalties(cast: DemoCast, say: Callable[[str], object]) -> int:
    """Tell every penalty that is not yet there, the one that began first coming first."""
    told, dealt = 0, list(zip(plots().items(), chosen(cast.enterprises), strict=False))
    for (name, plot), enterprise in sorted(dealt, key=lambda row: -max(days for days, _ in row[0][1])):
        title = f"{enterprise.name}安全培训执法案（示例处罚：{name}）"
        if Dossier.objects.filter(title=title).exists():
            continue
        tell(cast, enterprise, plot, title, StoppingStory)
        told += 1
        say(name)
    return told


def chosen(enterprises: list[Enterprise]) -> list[Enterprise]:
    """Not fireworks, whose second tier has no fine, and no producer of chemicals, whose stop needs a grave case."""
    plain = [e for e in enterprises if e.industry_id not in ("fireworks", "hazchem")]
    return plain + plain[::-1]
