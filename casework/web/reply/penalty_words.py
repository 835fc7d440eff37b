"""Money and penalties in plain words."""

from casework.penalties.models import Sanction
from casework.web.wording import yuan


def content(sanction: Sanction) -> str:
    """What is or would be imposed, in the order of the law (行政处罚法 9)."""
    found = [
        "警告" if sanction.warning else "",
        f"罚款{yuan(sanction.fine)}" if sanction.fine else "",
        f"没收违法所得{yuan(sanction.confiscation)}" if sanction.confiscation else "",
        "责令停产停业整顿" if sanction.stop_production else "",
    ]
    return "，".join(filter(None, found))
