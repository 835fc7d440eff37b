"""Somebody about to take each step of filing, investigating and telling, lawfully."""

from datetime import timedelta
from typing import Any

from casework.core.now import now
from tests.workflows.lawful import every_matter, way


def begun(s: Any) -> Any:
    """Filed, and a summons has left the office."""
    return s.ordered().file().summon()


every_matter("penalty", begun)


# --- filing -------------------------------------------------------------------------------------------------------
@way("penalty", "file")
def file(s: Any) -> Any:
    s.ordered().opened()
    return s.charges()


@way("penalty", "summon")
def summon(s: Any) -> Any:
    s.ordered().file()
    facts = {"person": "示例车间主任", "matter": "无证上岗一事", "place": "本机关询问室", "bring": ["身份证"]}
    return {**facts, "appear_at": now() + timedelta(days=2)}


@way("penalty", "record_interview")
def record_interview(s: Any) -> Any:
    s.ordered().file()
    return {**s.talk(), "signed": [s.proof("当事人的陈述")]}


@way("penalty", "keep_evidence")
def keep_evidence(s: Any) -> Any:
    s.ordered().file()
    items = [{"name": "培训签到簿", "spec": "2026年", "count": "3册"}]
    return {"items": items, "reason": "可能被涂改", "place": "就地封存", "officers": s.ids}


@way("penalty", "release_evidence")
def release_evidence(s: Any) -> Any:
    s.ordered().file().keep()
    return {"kept": s.penalty.kept.get().pk, "disposal": "退还当事人"}


@way("penalty", "conclude_investigation")
def conclude_investigation(s: Any) -> Any:
    s.ordered().file()
    return {"officers": s.ids, "rights_told": True, **s.proposal()}


@way("penalty", "send_back")
def send_back(s: Any) -> Any:
    s.investigated()
    return {"missing": "请补充培训档案。"}, {"by": s.people.legal}


@way("penalty", "review_legality")
def review_legality(s: Any) -> Any:
    s.investigated()
    return {"result": "pass", "opinion": "事实清楚，证据充分。"}, {"by": s.people.legal}


# --- telling ------------------------------------------------------------------------------------------------------
@way("penalty", "notify")
def notify(s: Any) -> Any:
    s.investigated()
    return {}


@way("penalty", "defend")
def defend(s: Any) -> Any:
    s.notified()
    return {"text": "请求从轻", "evidence": []}, {"by": s.people.representative}


@way("penalty", "answer_defence")
def answer_defence(s: Any) -> Any:
    s.notified().defend()
    points = [{"point": "请求从轻", "adopted": False, "reason": "已在裁量时考虑"}]
    return {"defence": s.penalty.notices.get().defences.get().pk, "points": points}


@way("penalty", "waive")
def waive(s: Any) -> Any:
    s.notified(fine=60000)
    paper = s.proof("当事人的陈述", by=s.people.representative, from_party=True)
    return {"what": "both", "proof": [paper]}, {"by": s.people.representative}


@way("penalty", "renotify")
def renotify(s: Any) -> Any:
    s.notified().defend()
    return {"reason": "采纳申辩意见", **s.proposal(fine=10000)}
