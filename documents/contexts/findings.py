"""Findings in words: the same sentences on the order, the measure, the recheck and the forms."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from casework.core.words import spans
from casework.enforcement.models import Finding
from casework.enforcement.states import Standing
from documents.contexts.paper import sentence

if TYPE_CHECKING:
    from django.db.models import QuerySet

ON_SITE_BASIS = "《中华人民共和国安全生产法》第六十五条第一款第（三）项"
INSPECTION_BASIS = "《中华人民共和国安全生产法》第六十五条、第六十六条"
RECUSAL_BASIS = "《中华人民共和国行政处罚法》第四十三条"


def concerned(finding: Any) -> str:
    """The workers a finding names: （涉及人员：甲（焊工）、乙）. No ID numbers: the paper travels."""
    workers = [f"{w.name}（{w.trade}）" if w.trade else w.name for w in finding.workers.all()]
    post = [f"岗位：{finding.post}"] if finding.post else []
    named = [f"涉及人员：{'、'.join(workers)}"] if workers else []
    return f"（{'；'.join(post + named)}）" if post or named else ""


def told(finding: Any) -> str:
    """A finding as a party is told it: the fact, who is concerned, the article it breaks."""
    fact = finding.fact.strip().rstrip("。．.；;，, \u3000")
    breached = finding.basis.get("breached", "")
    law = f"，违反了{breached}的规定" if breached else ""
    return sentence(f"{fact}{concerned(finding)}{law}")


def item_numbers(findings: list[Any]) -> dict[int, int]:
    """Each finding's item number on its order, which need not be its number in the case."""
    counts: Counter[int] = Counter()
    numbers = {}
    ordered = Finding.objects.filter(order__in={finding.order_id for finding in findings if finding.order_id})
    for pk, order in ordered.order_by("order", "number").values_list("pk", "order"):
        counts[order] += 1
        numbers[pk] = counts[order]
    return {finding.pk: numbers.get(finding.pk, finding.number) for finding in findings}


def items_of(findings: list[Any], numbers: dict[int, int]) -> str:
    """Item numbers for a sentence: 1、2."""
    return spans(sorted(numbers[finding.pk] for finding in findings))


def in_words(related: Any) -> "QuerySet[Finding]":
    """Findings in their order with the workers they name, in two queries."""
    return related.order_by("number").prefetch_related("workers")


def order_number(order: Any) -> str:
    """An order's number; that of an order issued on paper before this system is the case's own."""
    return str(order.document.number if order.document else order.case.number) or "责令限期整改指令书"


def order_title(order: Any) -> str:
    """《责令限期整改指令书》（（桂）应急责改〔2026〕1号）."""
    return f"《责令限期整改指令书》（{order_number(order)}）"


def orders_of(findings: list[Any]) -> list[Any]:
    """The orders of some findings, each once, in their order of issue."""
    orders = {finding.order_id: finding.order for finding in findings if finding.order_id}
    return [orders[key] for key in sorted(orders)]


def standing(finding: Any) -> str:
    """How a finding ended, for the forms of the end of a case."""
    label = Standing(finding.standing).label
    return sentence(f"第{finding.number}项，{finding.fact.strip().rstrip('。')}：{label}。{finding.settled_fact}")
