"""The same six moves as a bare viewflow.workflow: what an engine without our gate costs."""

from viewflow import this
from viewflow.workflow import flow

from tests.bench.matters.models import Move, Walk


class WalkFlow(flow.Flow):
    process_class = Walk
    task_class = Move

    start = flow.StartHandle(this.begin).Next(this.one)
    one = flow.Handle(this.note).Next(this.two)
    two = flow.Handle(this.note).Next(this.three)
    three = flow.Handle(this.note).Next(this.four)
    four = flow.Handle(this.note).Next(this.five)
    five = flow.Handle(this.note).Next(this.six)
    six = flow.Handle(this.note).Next(this.end)
    end = flow.End()

    def begin(self, activation, dossier):
        activation.process.dossier = dossier
        return activation.process

    def note(self, activation, note):
        activation.process.note = note
        activation.process.save()
        return activation.process
