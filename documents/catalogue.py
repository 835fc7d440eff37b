"""Every kind of paper: code, title, number series, facts, who sees it, whether it is served. One table, one row a line.

A series in UNCONFIRMED is not in the national set; it is ours until the office has confirmed it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from documents.contexts import forms, inspections, orders
from documents.contexts.paper import Paper, common
from documents.text import Facts, clean_facts

UNCONFIRMED = {"应急检通", "应急更", "应急不立", "应急避", "应急改延", "应急撤"}
SHARED = {"service-receipt", "approval-form", "address-confirmation"}  # templates any chapter may use


@dataclass(frozen=True)
class Kind:
    """A kind of paper; ``own`` makes the facts that are its own."""

    code: str
    title: str
    series: str
    own: Callable[[Paper], dict[str, Any]]
    internal: bool = False
    served: bool = False
    sealed: bool = True
    approval: bool = False  # an official 审批表 that prints the opinions itself
    access_code: bool = False  # prints the code by which the enterprise finds the way in

    def facts(self, paper: Paper) -> Facts:
        """Everything the file is drawn from, cleaned: frozen on the document's row.

        Raises:
            BadText: a text that cannot be printed, with a sentence for the user.
        """
        return clean_facts({"title": self.title, **common(paper, sealed=self.sealed), **self.own(paper)})

    @property
    def template(self) -> str:
        """Path of the template below documents/templates/, without its ending."""
        return f"{'shared' if self.code in SHARED else 'enforcement'}/{self.code}"

    @property
    def required(self) -> tuple[str, ...]:
        """Facts that must stand in the text, dotted, through lists; else the file is not issued."""
        return ("title", "agency", "date", *NEEDS[self.code].split(), *(("number",) if self.series else ()))

    @property
    def confirmed(self) -> bool:
        return self.series not in UNCONFIRMED


OPEN: dict[str, Any] = {"sealed": False}
HOUSE: dict[str, Any] = {"internal": True, "sealed": False}
FORM: dict[str, Any] = {**HOUSE, "approval": True}
SERVED: dict[str, Any] = {"served": True}
ORDER: dict[str, Any] = {"served": True, "access_code": True}

TABLE = (
    Kind("inspection-plan", "现场检查方案", "应急检查", inspections.inspection_plan, **FORM),
    Kind("inspection-notice", "行政检查通知书", "应急检通", inspections.inspection_notice),
    Kind("inspection-record", "现场检查记录", "应急检记", inspections.inspection_record, **OPEN),
    Kind("on-site-measure", "现场处理措施决定书", "应急现决", orders.on_site_measure, **SERVED),
    Kind("rectification-order", "责令限期整改指令书", "应急责改", orders.rectification_order, **ORDER),
    Kind("extension-answer", "延期整改答复", "应急改延", orders.extension_answer, **SERVED),
    Kind("recheck-opinion", "整改复查意见书", "应急复查", orders.recheck_opinion, **SERVED),
    Kind("withdrawal-notice", "撤销通知", "应急撤", orders.withdrawal_notice, **SERVED),
    Kind("correction", "更正书", "应急更", orders.correction, **SERVED),
    Kind("recusal", "回避决定", "应急避", orders.recusal, **SERVED),
    Kind("transfer-letter", "案件移送书", "应急移", orders.transfer_letter, internal=True),
    Kind("no-filing", "不予立案审批表", "应急不立", forms.no_filing, **FORM),
    Kind("closing-approval", "结案审批表", "应急结", forms.closing_approval, **FORM),
    Kind("service-receipt", "文书送达回执", "应急回", forms.service_receipt, **HOUSE),
    Kind("approval-form", "审批表", "", forms.approval_form, **FORM),
    Kind("address-confirmation", "送达地址及电子送达方式确认书", "", forms.address_confirmation, **OPEN),
)
KINDS = {kind.code: kind for kind in TABLE}

# What each must say beside title, agency, date and number.
NEEDS = {
    "inspection-plan": "addressee content time",
    "inspection-notice": "addressee basis time content",
    "inspection-record": "addressee lines started",
    "on-site-measure": "addressee items measures basis government court",
    "rectification-order": "addressee items groups.numbers groups.due government court",
    "extension-answer": "addressee order_words items wished",
    "recheck-opinion": "addressee order_words items summary",
    "withdrawal-notice": "addressee reason papers government court",
    "correction": "addressee original_title changes.new",
    "recusal": "addressee officer basis",
    "transfer-letter": "addressee case reason basis",
    "no-filing": "case enterprise.name grounds",
    "closing-approval": "case enterprise.name results",
    "service-receipt": "case addressee",
    "approval-form": "case enterprise.name matter",
    "address-confirmation": "addressee place signer",
}
