"""The four programmes of the plan as they are loaded: slots, criteria, and what an office changed stays."""

from collections import Counter
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from casework.accreditation import reference
from casework.accreditation.models import Category, Criterion, Programme, Slot

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("reference_data")]
QUOTA = {
    "training_base": {"hazchem": 2, "noncoal": 2, "coal": 1, "fireworks": 1, "metallurgy": 1},
    "exam_base": {f"SO{n}": 1 for n in range(1, 11)},
    "demo_unit": {"any": 3},
    "integration_enterprise": {"any": 10},
}


def test_the_slots_of_the_plan():
    found = Slot.objects.values_list("category__programme", "category__code")
    assert Counter(found) == {(code, part): n for code, parts in QUOTA.items() for part, n in parts.items()}
    assert [sum(parts.values()) for parts in QUOTA.values()] == [7, 10, 3, 10]


def test_the_criteria_of_the_plan_weigh_a_hundred_and_are_unconfirmed():
    counts = Counter(Criterion.objects.values_list("programme", flat=True))
    assert counts == {"training_base": 7, "exam_base": 7, "demo_unit": 5, "integration_enterprise": 3}
    for programme in Programme.objects.all():
        assert sum(c.weight for c in programme.criteria.all()) == Decimal(100)
        assert programme.criteria.filter(veto=True).exists() and programme.criteria.filter(core=True).exists()
        assert programme.countersigners.count() == 5
    assert not Criterion.objects.exclude(confirmed=False, source__contains="待核定").exists()


def test_who_may_apply():
    assert Programme.objects.get(code="demo_unit").bodies == ["college", "training"]
    joint = Programme.objects.get(code="integration_enterprise")
    assert (joint.bodies, joint.partners) == (["enterprise"], ["college"])
    coal = Category.objects.get(programme="training_base", code="coal")
    assert coal.industry_id == "coal"


def test_loading_again_leaves_what_the_office_changed():
    reference.load()
    row = Criterion.objects.get(code="TB1")
    row.weight, row.confirmed = Decimal(20), True
    row.save()
    Slot.objects.get(category__code="coal").delete()
    outcome = reference.load()
    assert outcome["criteria"] == {"same": 21, "kept": 1} and outcome["slots"] == {"same": 29}
    assert Criterion.objects.get(code="TB1").weight == 20
    assert not Slot.objects.filter(category__code="coal").exists()


def test_the_same_slot_is_not_entered_twice():
    slot = Slot.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.create(category=slot.category, number=slot.number, source="再一次")
