"""Money and penalties in plain words."""

from decimal import Decimal

from casework.penalties.models import Sanction


def yuan(amount: Decimal) -> str:
    """``50,000元``; the cents only where there are any."""
    text = f"{amount:,.2f}".removesuffix(".00")
    return f"{text}元"


def content(sanction: Sanction) -> str:
    """What is or would be imposed, in the order of the law (行政处罚法 9)."""
    found = [
        "警告" if sanction.warning else "",
        f"罚款{yuan(sanction.fine)}" if sanction.fine else "",
        f"没收违法所得{yuan(sanction.confiscation)}" if sanction.confiscation else "",
        "责令停产停业整顿" if sanction.stop_production else "",
    ]
    return "，".join(filter(None, found))
