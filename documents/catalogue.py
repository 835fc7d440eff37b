"""Every kind of paper: code, title, number series, template, facts, who sees it, whether it is served. One table.

A series in UNCONFIRMED is not in the national set; it is ours until the office has confirmed it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from documents.contexts import forms, inspections, orders
from documents.contexts.paper import Paper, common
from documents.text import Facts, clean_facts

HEAD = ("title", "agency", "date")
UNCONFIRMED = {"应急检通", "应急更", "应急不立", "应急避", "应急改延", "应急撤"}


@dataclass(frozen=True)
class Kind:
    """A kind of paper. ``needs`` names the facts that must stand in the text, dotted, through lists."""

    code: str
    title: str
    series: str
    template: str
    own: Callable[[Paper], dict[str, Any]]
    needs: str
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
    def required(self) -> tuple[str, ...]:
        return (*HEAD, *self.needs.split(), *(("number",) if self.series else ()))

    @property
    def confirmed(self) -> bool:
        return self.series not in UNCONFIRMED


E, S = "enforcement/", "shared/"
HOUSE, SERVED, OPEN = {"internal": True, "sealed": False}, {"served": True}, {"sealed": False}
FORM = {**HOUSE, "approval": True}

# fmt: off
TABLE = (
    Kind("inspection-plan", "现场检查方案", "应急检查", E + "inspection-plan", inspections.inspection_plan, "addressee content", **HOUSE),
    Kind("inspection-notice", "行政检查通知书", "应急检通", E + "inspection-notice", inspections.inspection_notice, "addressee basis time"),
    Kind("inspection-record", "现场检查记录", "应急检记", E + "inspection-record", inspections.inspection_record, "addressee lines", **OPEN),
    Kind("on-site-measure", "现场处理措施决定书", "应急现决", E + "on-site-measure", orders.on_site_measure, "addressee items measures government court", **SERVED),
    Kind("rectification-order", "责令限期整改指令书", "应急责改", E + "rectification-order", orders.rectification_order, "addressee items groups.numbers groups.due government court", access_code=True, **SERVED),
    Kind("extension-answer", "延期整改答复", "应急改延", E + "extension-answer", orders.extension_answer, "addressee order items wished", **SERVED),
    Kind("recheck-opinion", "整改复查意见书", "应急复查", E + "recheck-opinion", orders.recheck_opinion, "addressee order items summary", **SERVED),
    Kind("withdrawal-notice", "撤销通知", "应急撤", E + "withdrawal-notice", orders.withdrawal_notice, "addressee reason", **SERVED),
    Kind("correction", "更正书", "应急更", E + "correction", orders.correction, "addressee original_title changes.new", **SERVED),
    Kind("recusal", "回避决定", "应急避", E + "recusal", orders.recusal, "addressee officer basis", **SERVED),
    Kind("transfer-letter", "案件移送书", "应急移", E + "transfer-letter", orders.transfer_letter, "addressee case reason", internal=True),
    Kind("no-filing", "不予立案审批表", "应急不立", E + "no-filing", forms.no_filing, "case enterprise.name grounds", **FORM),
    Kind("closing-approval", "结案审批表", "应急结", E + "closing-approval", forms.closing_approval, "case enterprise.name results", **FORM),
    Kind("service-receipt", "文书送达回执", "应急回", S + "service-receipt", forms.service_receipt, "case addressee", **HOUSE),
    Kind("approval-form", "审批表", "", S + "approval-form", forms.approval_form, "case enterprise.name", **FORM),
    Kind("address-confirmation", "送达地址及电子送达方式确认书", "", S + "address-confirmation", forms.address_confirmation, "addressee place signer", **OPEN),
)
# fmt: on
KINDS = {kind.code: kind for kind in TABLE}
