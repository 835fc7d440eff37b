"""Pauses and recalculation: the date moves, the old row stays, the trail says so."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from casework.clock import deadlines
from casework.clock.models import Deadline, Holiday, Pause, Period
from casework.clock.moves import pause, recalculate, resume
from casework.clock.queries import claim_due
from casework.trail import chain
from casework.trail.models import Event

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Asia/Shanghai")


def day(text):
    return date.fromisoformat(text)


# --- pauses -------------------------------------------------------------------------------------------------------
def test_a_paused_deadline_never_falls_due(running):
    deadline = running("keep", "2026-11-02")  # to 11-11
    pause(deadline, day("2026-11-05"), reason="等待鉴定", article="行政处罚法第60条")
    assert deadlines.light(deadline).text == "已中止"
    assert claim_due(10, datetime(2030, 1, 1, tzinfo=HERE)) == []
    assert deadline.due_on == day("2026-11-11")


def test_resuming_moves_the_date_by_exactly_the_workdays_left_out(running):
    deadline = running("keep", "2026-11-02")
    pause(deadline, day("2026-11-05"), reason="等待鉴定")
    new = resume(deadline, day("2026-11-10"))  # left out: 5, 6, 9 November; 7 and 8 are a weekend anyway
    assert new.due_on == day("2026-11-16")
    assert new.replaces == deadline
    deadline.refresh_from_db()
    assert (deadline.status, deadline.due_on) == ("moved", day("2026-11-11"))
    assert new.warn_at == datetime(2026, 11, 11, tzinfo=HERE)
    found = deadlines.explain(new)
    assert found.warnings == []
    assert "中止5天不计" in found.summary
    assert found.count.counted == 7


def test_natural_days_left_out_are_added(running):
    deadline = running("decision", "2026-05-22")  # to 2026-08-20, a Thursday
    pause(deadline, day("2026-06-01"), reason="等待鉴定")
    new = resume(deadline, day("2026-06-05"))  # four days: to 08-24, a Monday
    assert new.due_on == day("2026-08-24")
    pause(new, day("2026-07-01"), reason="等待移送答复")
    last = resume(new, day("2026-07-02"))
    assert last.due_on == day("2026-08-25")
    # Both pauses belong to the last date, the first one alone to the date before it.
    assert [p.reason for p in last.pauses.order_by("since")] == ["等待鉴定", "等待移送答复"]
    assert [p.reason for p in new.pauses.all()] == ["等待鉴定"]
    assert deadlines.explain(last).warnings == []
    assert deadlines.explain(new).warnings == []


def test_a_date_set_by_an_order_moves_by_the_days_left_out(running):
    deadline = running("rectification", "2026-11-02", due_on=day("2026-11-20"))
    pause(deadline, day("2026-11-10"), reason="不可抗力")
    assert resume(deadline, day("2026-11-12")).due_on == day("2026-11-22")


def test_a_pause_of_no_day_changes_nothing(running):
    deadline = running("keep", "2026-11-02")
    pause(deadline, day("2026-11-05"), reason="等待鉴定")
    same = resume(deadline, day("2026-11-05"))
    assert same == deadline
    assert (same.due_on, same.status) == (day("2026-11-11"), "running")
    assert same.lapses_at == datetime(2026, 11, 12, tzinfo=HERE)
    assert not Pause.objects.exists()


def test_pausing_twice_is_one_pause_and_what_does_not_stand_cannot_resume(running):
    deadline = running("keep", "2026-11-02")
    with pytest.raises(ValueError, match="没有中止"):
        resume(deadline)
    first = pause(deadline, day("2026-11-05"), reason="等待鉴定")
    assert pause(deadline, day("2026-11-06"), reason="再次") == first
    hours = running("measure_confirm", starts_at=datetime(2026, 11, 2, 9, tzinfo=HERE))
    with pytest.raises(ValueError, match="不能中止"):
        pause(hours, day("2026-11-02"), reason="x")
    with pytest.raises(ValueError, match="已经届满"):
        pause(running("serve", "2026-11-02"), day("2026-11-20"), reason="x")


# --- recalculation ------------------------------------------------------------------------------------------------
def test_a_new_holiday_moves_what_it_touches_and_writes_one_line_each(running, dossier):
    touched = running("keep", "2026-11-02", key="a")  # to 11-11
    untouched = running("keep", "2026-11-10", key="b")
    set_by_order = running("rectification", "2026-11-02", due_on=day("2026-11-05"))
    assert recalculate(chain.append) == 0
    Holiday.objects.create(date=day("2026-11-04"), name="临时放假", source="自治区通知")

    assert recalculate(chain.append) == 1
    touched.refresh_from_db()
    assert (touched.status, touched.due_on) == ("moved", day("2026-11-11"))
    new = Deadline.objects.get(replaces=touched)
    assert (new.status, new.due_on, new.key) == ("running", day("2026-11-12"), "a")
    assert new.warn_at == datetime(2026, 11, 9, tzinfo=HERE)
    for row in (untouched, set_by_order):
        row.refresh_from_db()
        assert row.status == "running"
    event = Event.objects.get(dossier=dossier)
    assert (event.kind, event.record, event.step) == ("deadline", new.pk, "deadline_moved")
    assert event.facts["from"] == "2026-11-11"
    assert event.facts["to"] == "2026-11-12"

    assert recalculate(chain.append) == 0
    assert Event.objects.count() == 1


def test_a_corrected_figure_moves_the_deadlines_counted_by_it(running):
    touched = running("defence", "2026-11-02")  # 3 workdays: 11-05
    Period.objects.create(
        name="defence", label="陈述、申辩", amount=5, unit="working-day", rolls=True, runs_from="送达",
        article="行政处罚法第45条", source="测试", valid_from=day("2026-10-01"),
    )  # fmt: skip
    assert recalculate(chain.append) == 1
    new = Deadline.objects.get(replaces=touched)
    assert (new.due_on, new.period.amount) == (day("2026-11-09"), 5)


def test_a_version_that_begins_later_moves_nothing(running):
    running("defence", "2026-11-02")
    Period.objects.create(
        name="defence", label="陈述、申辩", amount=5, unit="working-day", rolls=True, runs_from="送达",
        article="行政处罚法第45条", source="测试", valid_from=day("2026-12-01"),
    )  # fmt: skip
    assert recalculate(chain.append) == 0


def test_pauses_ended_and_fired_are_respected(running):
    paused = running("keep", "2026-11-02", key="paused")
    pause(paused, day("2026-11-03"), reason="等待鉴定")
    resumed = resume(running_with_pause(running), day("2026-11-10"))  # to 11-16
    fired = running("keep", "2026-11-02", key="fired")
    Deadline.objects.filter(pk=fired.pk).update(fired_at=datetime(2026, 11, 12, tzinfo=HERE))
    ended = running("keep", "2026-11-02", key="ended")
    Deadline.objects.filter(pk=ended.pk).update(status="met")
    # the last day of three of them
    Holiday.objects.create(date=day("2026-11-11"), name="临时放假", source="自治区通知")
    assert recalculate(chain.append) == 1
    new = Deadline.objects.get(replaces=resumed)
    assert new.due_on == day("2026-11-17")
    assert [p.reason for p in new.pauses.all()] == ["中止"]
    assert Deadline.objects.filter(status="running").count() == 3  # paused, fired, and the one that moved


def running_with_pause(running):
    deadline = running("keep", "2026-11-02", key="resumed")
    pause(deadline, day("2026-11-05"), reason="中止")
    return deadline


def test_many_are_moved_in_batches(running, dossier):
    for n in range(7):
        running("keep", "2026-11-02", key=str(n))
    Holiday.objects.create(date=day("2026-11-04"), name="临时放假", source="自治区通知")
    assert recalculate(chain.append, batch=3, limit=3) == 3
    assert recalculate(chain.append, batch=3) == 4
    assert Deadline.objects.filter(status="running", due_on=day("2026-11-12")).count() == 7
    assert Event.objects.filter(dossier=dossier).count() == 7
    assert list(Event.objects.values_list("seq", flat=True)) == list(range(1, 8))
