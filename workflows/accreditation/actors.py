"""Who takes part in an accreditation beside the office and the applicant."""

from typing import Any

from casework.accounts.queries import may
from workflows.words import Actor

RECOMMEND = "accreditation.recommend"


def of_city_bureau(page: Any, user: Any) -> bool:
    """Serves in the city bureau in charge of the applicant, with a role that gives such opinions."""
    return page.record.city_id is not None and may(user, RECOMMEND, page.record.city_id)


city = Actor("Y", "设区市应急管理局", RECOMMEND, lambda r: False, elsewhere=of_city_bureau)
