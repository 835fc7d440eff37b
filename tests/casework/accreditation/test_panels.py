"""Panels: drawn from those who are free of ties, by a seed that stands there, again and again the same."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from casework.accreditation.models import Category, Expert, ExpertTie, Panel
from casework.accreditation.panels import NoPanel, convene, eligible, leave, matches, name, redraw, vacant
from casework.core.now import today
from tests.casework.accreditation import rows
from tests.workflows.accreditation.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(people) -> Story:
    return Story(people).accepted()


@pytest.fixture
def pool(story) -> list[Expert]:
    return rows.experts(story.category, 9)


def drawn(story, size: int = 5, **more) -> Panel:
    return convene(story.round, story.category, size, by=story.people.officer, **more)


def tie(expert: Expert, story, **more) -> None:
    ExpertTie.objects.create(
        **{"expert": expert, "enterprise": story.people.enterprise, "kind": "employed", "since": rows.SINCE} | more
    )


def test_only_who_is_free_can_be_drawn(story, pool):
    employed, long_gone, retired, elsewhere, at_the_unit = pool[:5]
    tie(employed, story)
    tie(long_gone, story, until=today() - timedelta(4 * 366))
    Expert.objects.filter(pk=retired.pk).update(valid_to=today() - timedelta(1))
    elsewhere.categories.set(Category.objects.filter(code="coal"))
    Expert.objects.filter(pk=at_the_unit.pk).update(employer=story.people.enterprise.name)
    kept = {long_gone.pk, *(expert.pk for expert in pool[5:])}
    assert set(eligible(story.round, story.category)) == kept
    assert set(drawn(story, 3).pool) == kept


def test_who_draws_again_gets_the_same_panel(story, pool, capsys):
    panel = drawn(story)
    seated = list(panel.seats.values_list("expert", flat=True))
    assert len(seated) == 5 and seated == redraw(Panel.objects.get(pk=panel.pk))[:5] and matches(panel)
    call_command("redraw", panel.pk)
    told = capsys.readouterr().out
    assert panel.seed in told and "登记的成员与抽取结果一致" in told
    for place, expert in enumerate(seated, 1):
        assert f"{place:3} 成员 {expert} " in told


def test_a_panel_that_was_not_drawn_is_found_out(story, pool):
    panel = drawn(story, 3)
    other = redraw(panel)[-1]
    first = panel.seats.get(place=1)
    panel.seats.model.objects.filter(pk=first.pk).delete()
    panel.seats.create(expert_id=other, place=1)
    assert not matches(panel)
    with pytest.raises(CommandError, match="与抽取结果不符"):
        call_command("redraw", panel.pk)
    with pytest.raises(CommandError, match="没有这个评审组"):
        call_command("redraw", 0)


@pytest.mark.parametrize("size", [0, 1, 2, 4])
def test_an_even_or_small_panel_is_refused(story, pool, size):
    with pytest.raises(NoPanel, match="须为单数，不少于3人"):
        drawn(story, size)
    assert not Panel.objects.exists()


def test_a_pool_too_small_is_refused(story, pool):
    for expert in pool[:6]:
        tie(expert, story)
    with pytest.raises(NoPanel, match="只有3人，不足5人"):
        drawn(story)
    assert drawn(story, 3).seats.count() == 3


def test_nobody_draws_twice(story, pool):
    drawn(story)
    with pytest.raises(NoPanel, match="已经抽取，不能重新抽取"):
        drawn(story)
    assert Panel.objects.count() == 1


def test_the_database_keeps_seed_and_pool(story, pool):
    panel = drawn(story)
    for change in ({"seed": "0" * 32}, {"pool": []}, {"size": 3}):
        with pytest.raises(DatabaseError, match="已固定的记录不能修改"), transaction.atomic():
            Panel.objects.filter(pk=panel.pk).update(**change)


def test_a_successor_is_the_next_of_the_same_draw(story, pool):
    panel = drawn(story, 5)
    order = redraw(panel)
    tie(Expert.objects.get(pk=order[5]), story)  # found out meanwhile
    seat = leave(panel.seats.get(place=2), "出差，不能参加")
    assert (seat.expert_id, seat.place) == (order[6], 6) and matches(panel)
    left = panel.seats.get(place=2)
    assert (left.left_on, left.left_reason) == (today(), "出差，不能参加")
    with pytest.raises(NoPanel, match="已经退出"):
        leave(left, "出差，不能参加")
    for place in (1, 3):
        leave(panel.seats.get(place=place), "生病")
    assert leave(panel.seats.get(place=4), "生病") is None, "nobody is left to be drawn"
    assert vacant(panel) == 1 and matches(panel)


def test_whom_the_leader_names_takes_what_the_draw_left_vacant(story, pool):
    for expert in pool[4:]:
        tie(expert, story)
    other = Expert.objects.create(name="示例专家甲", employer="示例设计院", valid_from=rows.SINCE)
    with pytest.raises(NoPanel, match=r"只有4人，不足5人.*指定1人"):
        drawn(story)
    with pytest.raises(NoPanel, match="有利害关系、已经出库或者重复"):
        drawn(story, 5, named=[pool[4].pk])
    with pytest.raises(NoPanel, match="可以抽取，不能指定"):
        drawn(story, 3, named=[other.pk])
    panel = drawn(story, 5, named=[other.pk])
    assert [seat.named for seat in panel.seats.all()] == [False] * 4 + [True]
    assert other.pk not in panel.pool and matches(panel)
    call_command("redraw", panel.pk)
    with pytest.raises(NoPanel, match="没有空缺"):
        name(panel, pool[5].pk)
    assert leave(panel.seats.get(place=5), "生病") is None
    late = Expert.objects.create(name="示例专家乙", employer="示例设计院", valid_from=rows.SINCE)
    assert (name(panel, late.pk).place, vacant(panel)) == (6, 0) and matches(panel)
