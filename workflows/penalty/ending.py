"""Part of the penalty page."""

from workflows.penalty.matter import PenaltyMatter


class Ending(PenaltyMatter):
    pass
