"""Who takes part in an accreditation beside the office and the applicant."""

from typing import Any

from casework.accounts.queries import may
from casework.accreditation.models import Panel
from casework.accreditation.panels import sitting
from workflows.words import Actor

RECOMMEND = "accreditation.recommend"


def of_city_bureau(page: Any, user: Any) -> bool:
    """Serves in the city bureau in charge of the applicant, with a role that gives such opinions."""
    return page.record.city_id is not None and may(user, RECOMMEND, page.record.city_id)


def sits_there(page: Any, user: Any) -> bool:
    """It is his own evaluation. Nobody stands in for an expert, and no post of the office makes one."""
    seat = page.record.seat
    return seat.left_on is None and seat.expert.user_id == user.pk


def leads_panel(page: Any, user: Any) -> bool:
    """The first of the draw who still sits."""
    panel = Panel.objects.filter(round=page.record.round_id, category=page.record.category_id).first()
    first = sitting(panel).select_related("expert").first() if panel else None
    return first is not None and first.expert.user_id == user.pk


city = Actor("Y", "设区市应急管理局", RECOMMEND, lambda r: False, elsewhere=of_city_bureau)
expert = Actor("X", "评审专家本人", "matter.handle", lambda r: False, "expert", elsewhere=sits_there)
panel_leader = Actor("X", "评审组组长", "matter.handle", lambda r: False, "expert", elsewhere=leads_panel)
officer_or_clock = Actor("O", "承办人或者系统时钟", "matter.handle", lambda r: r.clock or (r.office and r.charge))
