from datetime import date

import pytest

from casework.clock.deadlines import plan
from documents.models import Dossier


@pytest.fixture
def dossier(people):
    return make_dossier(people)


def make_dossier(people, agency=None, title="样卷"):
    agency = agency or people.county
    return Dossier.objects.create(
        kind="case", agency=agency, region_code=agency.region_id, enterprise=people.enterprise, title=title
    )


@pytest.fixture
def running(dossier):
    """Save a planned deadline of the dossier: ``running("recheck", "2026-09-23", key="a")``."""

    def make(name, starts_on=None, **more):
        more = {"dossier_id": dossier.pk, "kind": "case", "record": 1, "name": name} | more
        if starts_on:
            more["starts_on"] = date.fromisoformat(starts_on)
        deadline = plan(**more)
        deadline.save()
        return deadline

    return make
