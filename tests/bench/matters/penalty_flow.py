"""A penalty's life as a bare viewflow.workflow: the same steps as Handles, the same signatures as human tasks."""

from typing import Any

from viewflow import this
from viewflow.workflow import flow

from tests.bench.matters.flow import WalkFlow

# Every step from the first to the last: how many days ago, which, and how many sign before it is taken.
LIFE = (
    (70, "file", 2),
    (67, "conclude_investigation", 0),
    (65, "notify", 2),
    (64, "serve", 0),  # the notice
    (64, "serve", 0),  # the notice of the right to a hearing
    (63, "defend", 0),
    (62, "answer_defence", 0),
    (62, "serve", 0),  # the answer
    (62, "request_hearing", 0),
    (61, "schedule_hearing", 0),
    (61, "serve", 0),  # the notice of the hearing
    (35, "hold_hearing", 0),
    (34, "review_legality", 0),
    (33, "deliberate", 0),
    (32, "decide", 2),
    (31, "serve", 0),  # the decision
    (30, "publish", 0),
    (29, "report_up", 0),
    (25, "record_payment", 0),
    (24, "perform", 0),
    (20, "close", 2),
)


def names() -> list[str]:
    """The nodes in order: the signatures of a step stand before it."""
    found = []
    for number, (_, step, signatures) in enumerate(LIFE, 1):
        found += [f"sign_{number}_{place}" for place in range(1, signatures + 1)]
        found.append(f"step_{number}_{step}")
    return found


def nodes() -> dict[str, Any]:
    order = names()
    made: dict[str, Any] = {"start": flow.StartHandle(this.begin).Next(getattr(this, order[0]))}
    for name, following in zip(order, [*order[1:], "end"], strict=True):
        node = flow.View(None) if name.startswith("sign") else flow.Handle(this.note)
        made[name] = node.Next(getattr(this, following))
    return {**made, "end": flow.End()}


class Life:
    """What the nodes call, as in the other bare flow."""

    begin = WalkFlow.begin
    note = WalkFlow.note


PenaltyFlow = type(flow.Flow)(
    "PenaltyFlow",
    (Life, flow.Flow),
    {**nodes(), "process_class": WalkFlow.process_class, "task_class": WalkFlow.task_class, "__module__": __name__},
)
