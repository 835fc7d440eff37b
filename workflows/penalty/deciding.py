"""Part of the penalty page."""

from workflows.penalty.matter import PenaltyMatter


class Deciding(PenaltyMatter):
    pass
