"""Every kind of paper: code, title, number series, facts, who sees it, whether it is served. One table, one row a line.

A series in UNCONFIRMED is not in the national set; it is ours until the office has confirmed it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from documents.contexts import (
    accreditation,
    closing,
    collecting,
    deciding,
    designations,
    evaluation,
    forms,
    inspections,
    listing,
    orders,
    penalties,
    remedies,
    rights,
    suspensions,
)
from documents.contexts.paper import Paper, common
from documents.text import Facts, clean_facts

UNCONFIRMED = {
    "应急检通", "应急更", "应急不立", "应急避", "应急改延", "应急撤",
    "应急终报", "应急法审", "应急复核", "应急不罚", "应急日罚", "应急变", "应急撤罚",
    "应急认受", "应急认补", "应急认不受", "应急不认", "应急认评", "应急认异", "应急认命",
    "应急认证", "应急认改", "应急认撤告", "应急认回告", "应急认撤", "应急认回", "应急认销",
    "应急撤告", "应急罪移", "应急复产", "应急复产查", "应急解停", "应急请关",
}  # fmt: skip
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
    folder: str = "enforcement"

    def facts(self, paper: Paper) -> Facts:
        """Everything the file is drawn from, cleaned: frozen on the document's row.

        Raises:
            BadText: a text that cannot be printed, with a sentence for the user.
        """
        return clean_facts({"title": self.title, **common(paper, sealed=self.sealed), **self.own(paper)})

    @property
    def template(self) -> str:
        """Path of the template below documents/templates/, without its ending."""
        return f"{'shared' if self.code in SHARED else self.folder}/{self.code}"

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

CORRECTION = (
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
    Kind("closing-approval", "结案审批表", "应急结", closing.closing_approval, **FORM),
    Kind("service-receipt", "文书送达回执", "应急回", forms.service_receipt, **HOUSE),
    Kind("approval-form", "审批表", "", forms.approval_form, **FORM),
    Kind("address-confirmation", "送达地址及电子送达方式确认书", "", forms.address_confirmation, **OPEN),
)
PENALTIES = (
    Kind("filing-approval", "立案审批表", "应急立", penalties.filing_approval, **FORM),
    Kind("interview-notice", "询问通知书", "应急询", penalties.interview_notice, **SERVED),
    Kind("interview-record", "询问笔录", "", penalties.interview_record, **HOUSE),
    Kind("evidence-approval", "先行登记保存证据审批表", "应急先保审", penalties.evidence_approval, **FORM),
    Kind("evidence-notice", "先行登记保存证据通知书", "应急先保通", penalties.evidence_notice, **SERVED),
    Kind("evidence-disposal-approval", "先行登记保存证据处理审批表", "应急先保处审",
         penalties.evidence_disposal_approval, **FORM),
    Kind("evidence-disposal", "先行登记保存证据处理决定书", "应急先保处", penalties.evidence_disposal, **SERVED),
    Kind("investigation-report", "调查报告", "应急终报", penalties.investigation_report, **HOUSE),
    Kind("handling-approval", "案件处理呈批表", "应急处呈", penalties.handling_approval, **FORM),
    Kind("legal-review", "法制审核意见书", "应急法审", penalties.legal_review, **HOUSE),
    Kind("penalty-notice", "行政处罚告知书", "应急罚告", rights.penalty_notice, **ORDER),
    Kind("hearing-right-notice", "行政处罚听证告知书", "应急听告", rights.hearing_right_notice, **SERVED),
    Kind("defence-record", "当事人陈述申辩笔录", "", rights.defence_record, **OPEN),
    Kind("defence-answer", "陈述申辩复核意见书", "应急复核", rights.defence_answer, **SERVED),
    Kind("hearing-notice", "行政处罚听证会通知书", "应急听通", rights.hearing_notice, **SERVED),
    Kind("hearing-record", "听证笔录", "", rights.hearing_record, **OPEN),
    Kind("hearing-report", "听证会报告书", "应急听报", rights.hearing_report, **HOUSE),
    Kind("deliberation-record", "行政处罚集体讨论记录", "应急罚集", deciding.deliberation_record, **HOUSE),
    Kind("penalty-decision", "行政处罚决定书（单位）", "应急罚", deciding.penalty_decision, **SERVED),
    Kind("penalty-decision-person", "行政处罚决定书（个人）", "应急罚", deciding.penalty_decision, **SERVED),
    Kind("daily-decision", "按日连续处罚决定书", "应急日罚", deciding.penalty_decision, **SERVED),
    Kind("no-penalty-decision", "不予行政处罚决定书", "应急不罚", deciding.no_penalty_decision, **SERVED),
    Kind("extension-approval", "案件延期审批表", "应急案延", deciding.extension_approval, **FORM),
    Kind("change-decision", "变更行政处罚决定书", "应急变", deciding.change_decision, **SERVED),
    Kind("annul-decision", "撤销行政处罚决定书", "应急撤罚", deciding.annul_decision, **SERVED),
    Kind("payment-demand", "缴纳罚款催告书", "应急催", collecting.payment_demand, **SERVED),
    Kind("court-demand", "行政强制执行事先催告书", "应急执行催告", collecting.court_demand, **SERVED),
    Kind("surcharge-decision", "加处罚款决定书", "应急加罚", collecting.surcharge_decision, **SERVED),
    Kind("deferral-approval", "延期（分期）缴纳罚款审批表", "应急缴审", collecting.deferral_approval, **FORM),
    Kind("deferral-answer", "延期（分期）缴纳罚款批准书", "应急缴批", collecting.deferral_answer, **SERVED),
    Kind("court-application", "强制执行申请书", "应急强执", collecting.court_application, internal=True),
    Kind("refund-approval", "退付审批表", "", collecting.refund_approval, **FORM),
    Kind("ending-approval", "终结执行审批表", "", collecting.ending_approval, **FORM),
    Kind("publication-form", "行政处罚信息公示表", "", collecting.publication_form, **HOUSE),
    Kind("penalty-withdrawal", "撤销立案审批表", "", closing.penalty_withdrawal, **FORM),
    Kind("withdrawal-told", "撤销立案告知书", "应急撤告", closing.withdrawal_told, **SERVED),
    Kind("transfer-approval", "案件移送审批表", "应急移审", closing.transfer_approval, **FORM),
    Kind("crime-referral", "涉嫌犯罪案件移送书", "应急罪移", closing.crime_referral, internal=True),
    Kind("resumption-opinion", "恢复生产经营意见书", "应急复产", suspensions.resumption_opinion, **SERVED),
    Kind("resumption-refusal", "复产验收复查意见书", "应急复产查", suspensions.resumption_refusal, **SERVED),
    Kind("suspension-lifted", "解除停产停业通知书", "应急解停", suspensions.suspension_lifted, **SERVED),
    Kind("power-cut-decision", "停止供电（供应民用爆炸物品）决定书", "应急停供决", suspensions.power_cut_decision,
         **SERVED),
    Kind("power-cut-notice", "停止供电（供应民用爆炸物品）通知书", "应急停供通", suspensions.power_cut_notice,
         **SERVED),
    Kind("power-restore-notice", "恢复供电（供应民用爆炸物品）通知书", "应急恢复通", suspensions.power_restore_notice,
         **SERVED),
    Kind("closure-report", "提请关闭报告", "应急请关", suspensions.closure_report, internal=True),
    Kind("defiance-record", "现场检查记录", "应急检记", suspensions.defiance_record, **OPEN),
    Kind("remedy-answer", "行政复议答复书", "", remedies.remedy_answer, internal=True),
)  # fmt: skip
ACCREDITATION = (
    Kind("application-form", "申报书", "", accreditation.application_form, **OPEN),
    Kind("acceptance-notice", "受理通知书", "应急认受", accreditation.acceptance_notice, **SERVED),
    Kind("supplement-notice", "补正通知书", "应急认补", accreditation.supplement_notice, **SERVED),
    Kind("refusal-notice", "不予受理通知书", "应急认不受", accreditation.refusal_notice, **SERVED),
    Kind("rejection-notice", "不予认定告知书", "应急不认", accreditation.rejection_notice, **SERVED),
    Kind("recommendation-opinion", "初审推荐意见", "", accreditation.recommendation_opinion),
    Kind("evaluation-notice", "评审通知", "应急认评", evaluation.evaluation_notice, **SERVED),
    Kind("score-sheet", "专家评分表", "", evaluation.score_sheet, **HOUSE),
    Kind("site-report", "现场评估报告", "", evaluation.site_report, **HOUSE),
    Kind("proposed-list", "拟认定名单", "", listing.proposed_list, **HOUSE),
    Kind("public-notice", "公示公告", "", listing.public_notice),
    Kind("objection-answer", "异议处理答复", "应急认异", listing.objection_answer, **SERVED),
    Kind("designation-decision", "命名决定", "应急认命", listing.designation_decision),
    Kind("designation-certificate", "命名证书", "应急认证", designations.certificate),
    Kind("designation-review", "命名复核表", "", designations.review, **HOUSE),
    Kind("designation-rectification", "命名单位整改通知书", "应急认改", designations.rectification, **SERVED),
    Kind("revocation-notice", "撤销命名事先告知书", "应急认撤告", designations.ending_notice, **SERVED),
    Kind("recall-notice", "撤回命名事先告知书", "应急认回告", designations.ending_notice, **SERVED),
    Kind("revocation-decision", "撤销命名决定书", "应急认撤", designations.ending_decision, **SERVED),
    Kind("recall-decision", "撤回命名决定书", "应急认回", designations.ending_decision, **SERVED),
    Kind("cancellation-decision", "注销命名决定书", "应急认销", designations.cancellation, **SERVED),
)
TABLE = (
    *CORRECTION,
    *(replace(kind, folder="penalties") for kind in PENALTIES),
    *(replace(kind, folder="accreditation") for kind in ACCREDITATION),
)
KINDS = {kind.code: kind for kind in TABLE}
# The first kind of a series names it: decisions for units and for persons are counted together.
SERIES = {kind.series: kind.title for kind in reversed(TABLE) if kind.series}

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
    "filing-approval": "case cause source party.name facts grounds",
    "interview-notice": "addressee matter appear place boxes.words",
    "interview-record": "case asked.name lines",
    "evidence-approval": "case cause listed grounds",
    "evidence-notice": "addressee suspected items.name keep_days keep_until",
    "evidence-disposal-approval": "case cause listed disposals",
    "evidence-disposal": "addressee notice_number disposals government court",
    "investigation-report": "case cause party.name acts evidence breached penalised_by imposed",
    "handling-approval": "case cause party.name acts basis_words proposal",
    "legal-review": "case party.name acts basis_words imposed result opinion reviewer",
    "penalty-notice": "addressee acts evidence breached penalised_by imposed defence_days address phone",
    "hearing-right-notice": "addressee acts evidence breached penalised_by imposed request_days address phone",
    "defence-record": "case party.name submitted lines",
    "defence-answer": "addressee submitted points",
    "hearing-notice": "addressee case held place open chair.name",
    "hearing-record": "case party.name held chair.name lines",
    "hearing-report": "case party.name chair.name report",
    "deliberation-record": "case held place chair.name present discussion conclusion result",
    **dict.fromkeys(
        ("penalty-decision", "penalty-decision-person", "daily-decision"),
        "party.name party.address acts evidence breached penalised_by imposed government court",
    ),
    "no-penalty-decision": "party.name acts evidence article government court",
    "extension-approval": "case cause reasons asked",
    "change-decision": "addressee decision_number old reason government court",
    "annul-decision": "addressee decision_number decision_imposed reason government court",
    "payment-demand": "addressee decision_number pay_until due pay_by bank objection_days",
    "court-demand": "addressee decision_number due_fine due_surcharge total pay_by bank",
    "surcharge-decision": "addressee decision_number fine upto amount bank government court",
    "deferral-approval": "case decision_number reasons proposed",
    "deferral-answer": "addressee decision_number fine",
    "court-application": "addressee party.name decision_number decision_imposed due_fine",
    "refund-approval": "case decision_number amount receipt reasons",
    "ending-approval": "case decision_number performed grounds",
    "publication-form": "entries.label entries.text published",
    "penalty-withdrawal": "case cause grounds",
    "withdrawal-told": "addressee case reason",
    "transfer-approval": "case cause receiver grounds",
    "crime-referral": "addressee case party.name suspicion lines",
    "resumption-opinion": "addressee act_number requested checked opinion",
    "resumption-refusal": "addressee act_number requested checked opinion government court",
    "suspension-lifted": "addressee act_number reason",
    "power-cut-decision": "addressee act_number cut_at what government court",
    "power-cut-notice": "addressee unit cut_at what",
    "power-restore-notice": "addressee unit restored_at what",
    "closure-report": "addressee unit lines ground",
    "defiance-record": "addressee lines started",
    "remedy-answer": "addressee other act lines",
    "application-form": "addressee programme category enterprise.name applicant assessments total",
    "acceptance-notice": "addressee programme category received",
    "supplement-notice": "addressee programme items days",
    "refusal-notice": "addressee programme reason government court",
    "rejection-notice": "addressee programme reason government court",
    "recommendation-opinion": "addressee unit programme opinion",
    "evaluation-notice": "addressee programme begins ends",
    "proposed-list": "programme category round chosen seed",
    "public-notice": "programme category units begins ends contact phone",
    "objection-answer": "addressee unit receipt grounds finding heard",
    "designation-decision": "programme category units years departments",
    "score-sheet": "unit programme expert scores.score total opinion",
    "site-report": "unit programme visited members participants course findings mean conclusion",
    "designation-certificate": "unit programme category valid_from valid_to",
    "designation-review": "unit programme certificate ground outcome opinion",
    "designation-rectification": "addressee programme certificate items days",
    **dict.fromkeys(("revocation-notice", "recall-notice"), "addressee programme certificate reason ground place days"),
    **dict.fromkeys(
        ("revocation-decision", "recall-decision"),
        "addressee programme certificate notice reason ground place government court",
    ),
    "cancellation-decision": "addressee programme certificate ground place ended government court",
}
