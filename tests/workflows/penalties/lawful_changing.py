"""Somebody about to change, publish or end a penalty, lawfully."""

from typing import Any

from tests.workflows.lawful import day, way
from tests.workflows.penalties.lawful_collecting import FINE


@way("penalty", "amend")
def amend(s: Any) -> Any:
    s.punished(fine=FINE)
    return {"fine": FINE - 10_000, "unlawful": False, "reason": "裁量偏重"}


@way("penalty", "redo")
def redo(s: Any) -> Any:
    s.punished(fine=FINE)
    return {"reason": "没有听取申辩", "same_facts": True, "procedure": True}


@way("penalty", "annul")
def annul(s: Any) -> Any:
    s.punished(fine=FINE)
    return {"reason": "认定事实有误"}


@way("penalty", "publish")
def publish(s: Any) -> Any:
    s.punished(fine=FINE)
    return {}


@way("penalty", "report_up")
def report_up(s: Any) -> Any:
    s.punished(fine=FINE)
    return {"receiver": "示例市人民政府", "reported_on": day()}


@way("penalty", "unpublish")
def unpublish(s: Any) -> Any:
    s.punished(fine=FINE).publish().amend(FINE - 10_000)
    return {"reason": "决定已经变更"}


@way("penalty", "transfer")
def transfer(s: Any) -> Any:
    s.ordered().file()
    return {"receiver": "柳州市应急管理局", "reason": "不属本机关管辖", "basis": "行政处罚法第二十五条"}


@way("penalty", "take_back")
def take_back(s: Any) -> Any:
    s.ordered().file().transfer()
    return {"reason": "受移送机关退回", "evidence": [s.proof()]}


@way("penalty", "withdraw")
def withdraw(s: Any) -> Any:
    s.ordered().file()
    return {"ground": "wrong", "reason": "经查不属于违法行为"}


@way("penalty", "perform")
def perform(s: Any) -> Any:
    s.punished(fine=FINE).pay()
    return {}


@way("penalty", "end_enforcement")
def end_enforcement(s: Any) -> Any:
    s.punished(fine=FINE)
    return {"ground": "40", "reason": "企业注销，没有财产可供执行", "evidence": s.gone("40")}


@way("penalty", "close")
def close(s: Any) -> Any:
    s.performed(fine=FINE)
    return {"result": "处罚决定已经履行"}


@way("penalty", "reopen")
def reopen(s: Any) -> Any:
    s.performed(fine=FINE).close_penalty()
    return {"reason": "收到法院裁判"}
