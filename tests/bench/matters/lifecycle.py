from viewflow import this

from tests.bench.matters.models import Matter
from workflows.engine import Lifecycle, state
from workflows.words import needs, officer, step

STATES = ("found", "ordered", "reported", "expired", "overdue", "corrected")
CLOCKS = ("serve", "recheck", "extension_reply", "recheck", "serve", "recheck")


class BenchLifecycle(Lifecycle):
    kind = "bench"
    title = "测速"
    record_model = Matter

    def told(self):
        return needs(self.facts is None or self.facts.note, "请写明。", "行政处罚法第40条")

    @step(state, {"": "found"}, label="一", may=officer, law="第1条", when=[this.told], starts=["serve"])
    def one(self, *, note: str) -> None:
        self.record.note = note

    @step(state, {"found": "ordered"}, label="二", may=officer, when=[this.told], stops=["serve"], starts=["recheck"])
    def two(self, *, note: str) -> None:
        self.record.note = note

    @step(
        state, {"ordered": "reported"}, label="三", may=officer, when=[this.told], stops=["recheck"], starts=["serve"]
    )
    def three(self, *, note: str) -> None:
        self.record.note = note

    @step(
        state, {"reported": "expired"}, label="四", may=officer, when=[this.told], stops=["serve"], starts=["recheck"]
    )
    def four(self, *, note: str) -> None:
        self.record.note = note

    @step(state, {"expired": "overdue"}, label="五", may=officer, when=[this.told], stops=["recheck"], starts=["serve"])
    def five(self, *, note: str) -> None:
        self.record.note = note

    @step(
        state, {"overdue": "corrected"}, label="六", may=officer, when=[this.told], stops=["serve"], starts=["recheck"]
    )
    def six(self, *, note: str) -> None:
        self.record.note = note


STEPS = ("one", "two", "three", "four", "five", "six")
