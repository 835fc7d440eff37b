"""A penalty case with a row of everything its papers speak of, of the unit or of one person."""

from datetime import date, datetime
from decimal import Decimal

from casework.core.checks import id_check
from casework.enforcement.models import Basis
from casework.penalties.models import (
    Acceptance,
    Closure,
    CourtApplication,
    Decision,
    Defence,
    Deferral,
    Defiance,
    Deliberation,
    Demand,
    Hearing,
    KeptEvidence,
    LegalReview,
    Payment,
    Penalty,
    PenaltyNotice,
    Person,
    PowerCut,
    Publication,
    Referral,
    Remedy,
    Sanction,
    Surcharge,
    Suspension,
    Vote,
)
from documents.catalogue import KINDS
from documents.contexts.paper import Paper
from documents.models import Attachment, Document, Dossier
from tests.documents.matters import DAY, GUANGXI, OPINIONS, Matter, certified

ID = "45010219800229001"
ID_NUMBER = ID + id_check(ID)
HELD = datetime(2026, 7, 8, 9, 30, tzinfo=GUANGXI)
STOPS = {
    "resumption-opinion", "resumption-refusal", "suspension-lifted", "power-cut-decision", "power-cut-notice",
    "power-restore-notice", "closure-report", "defiance-record",
}  # fmt: skip
PENALISED = "《中华人民共和国安全生产法》第九十七条第（三）项"


class PenaltyMatter:
    """``paper(kind)``: what the gate would hand to the facts function of a penalty's paper."""

    def __init__(self, cast, *, personal=False, fine=Decimal(150_000), **changes):
        self.cast, self.personal, self.fine = cast, personal, fine
        self.matter = Matter(cast, **changes)
        self.number, self.made = "（南）应急某〔2026〕7号", 0
        self.penalty = self._penalty()
        self.sanction = self._sanction()

    def _penalty(self):
        person = None
        if self.personal:
            person = Person.objects.create(
                name="示例负责人甲", id_number=ID_NUMBER, role="principal", post="总经理", address="示例路2号3栋"
            )
        name = person.name if person else self.cast.enterprise.name
        self.dossier = Dossier.objects.create(
            kind="penalty",
            agency=self.cast.agency,
            region_code=self.cast.enterprise.region_id,
            enterprise=self.cast.enterprise,
            personal=self.personal,
            title=f"{name}未按规定开展安全培训案",
        )
        penalty = Penalty.objects.create(
            dossier=self.dossier, agency=self.cast.agency, enterprise=self.cast.enterprise, person=person,
            party_name=name, region_code=self.cast.enterprise.region_id, industry=self.cast.enterprise.industry,
            case=self.matter.case, tier=2, cause="未按规定对从业人员进行安全生产教育和培训", act_on=date(2026, 7, 3),
            filed_on=DAY,
        )  # fmt: skip
        penalty.findings.set(self.matter.findings)
        return penalty

    def document(self, kind, title, number="（南）应急罚〔2026〕3号"):
        self.made += 1
        return Document.objects.create(
            dossier=self.dossier, kind=kind, title=title, number=number, agency=self.cast.agency, facts={},
            issued_on=DAY, code=f"P{self.dossier.pk:05}{self.made:06}",
        )  # fmt: skip

    def attachment(self, name="培训台账.pdf", kind="书证"):
        self.made += 1
        return Attachment.objects.create(
            dossier=self.dossier, name=name, kind=kind, media_type="application/pdf", file=f"evidence/{self.made}",
            sha256=f"{self.made:064}", size=1, by=self.cast.officer,
        )  # fmt: skip

    def _sanction(self):
        sanction = Sanction.objects.create(
            penalty=self.penalty, facts="安排3名未经培训合格的中频炉操作工上岗作业，责令限期改正后逾期未改正。",
            breached="《中华人民共和国安全生产法》第二十八条第一款", penalised_by=PENALISED,
            basis=Basis.objects.filter(tier=2).first(), fine=self.fine, stop_production=not self.personal,
            fine_min=Decimal(100_000), fine_max=Decimal(200_000), computation="涉及3人，处法定幅度中限。",
            factors=[{"effect": "lighter", "words": "配合调查"}], by=self.cast.officer,
            answers={"29": {"applies": False, "words": "未曾罚款"}, "36": {"applies": False, "words": "未满二年"}},
        )  # fmt: skip
        sanction.evidence.set([self.attachment(), self.attachment("现场笔录.pdf", "现场笔录")])
        return sanction

    def notice(self):
        if found := PenaltyNotice.objects.filter(penalty=self.penalty).first():
            return found
        return PenaltyNotice.objects.create(
            penalty=self.penalty, sanction=self.sanction, hearing_right=True, served_on=DAY, hearing_served_on=DAY,
            document=self.document("penalty-notice", "行政处罚告知书", "（南）应急罚告〔2026〕3号"),
            hearing_document=self.document("hearing-right-notice", "行政处罚听证告知书", "（南）应急听告〔2026〕3号"),
        )  # fmt: skip

    def defence(self):
        defence = Defence.objects.create(
            notice=self.notice(), text="已安排补训，请求从轻。\n生产任务紧。", by=self.cast.representative,
            submitted_on=date(2026, 6, 18),
            points=[
                {"point": "已安排补训", "adopted": True, "reason": "情况属实，在裁量中考虑"},
                {"point": "生产任务紧", "adopted": False, "reason": "不是法定从轻情形"},
            ],
        )  # fmt: skip
        defence.evidence.add(self.attachment("补训签到表.pdf"))
        return defence

    def hearing(self, **changes):
        given = {
            "penalty": self.penalty, "notice": self.notice(), "by": self.cast.representative, "held_at": HELD,
            "place": "本机关三楼会议室", "chair": self.cast.legal, "clerk": self.cast.clerk, "outcome": "held",
            "minutes": "主持人核对到会人员。\n调查人员提出处罚建议。", "agents": "示例代理人甲、示例代理人乙",
            "requested_on": date(2026, 6, 19), "report": "事实清楚，建议维持拟处罚意见。", **changes,
        }  # fmt: skip
        hearing = Hearing.objects.create(**given)
        hearing.members.set([self.cast.second_leader])
        return hearing

    def kept(self):
        return KeptEvidence.objects.create(
            penalty=self.penalty, items=[{"name": "培训签到簿", "spec": "2026年第一季度", "count": "2本"}],
            reason="可能被更换", place="本机关档案室", kept_on=DAY, disposal="发还当事人。",
            document=self.document("evidence-notice", "先行登记保存证据通知书", "（南）应急先保通〔2026〕1号"),
        )  # fmt: skip

    def review(self):
        return LegalReview.objects.create(
            sanction=self.sanction, reviewer=self.cast.legal, result="pass", opinion="程序合法，同意。"
        )

    def deliberation(self):
        held = Deliberation.objects.create(
            sanction=self.sanction, on=DAY, place="三楼会议室", chair=self.cast.chief, recorder="记录员甲",
            reported_by="执法员甲", discussion="一致认为事实清楚。", conclusion="同意拟处罚意见。", carried=True,
        )  # fmt: skip
        for leader in (self.cast.chief, self.cast.leader, self.cast.second_leader):
            Vote.objects.create(deliberation=held, member=leader, agrees=True, words="无补充")
        return held

    def decision(self, **changes):
        given = {
            "penalty": self.penalty,
            "sanction": self.sanction,
            "decided_on": DAY,
            "reasons": "配合调查，酌情考虑。",
        }
        if "document" not in changes:
            kind = "penalty-decision-person" if self.personal else "penalty-decision"
            given["document"] = self.document(
                kind, "行政处罚决定书（个人）" if self.personal else "行政处罚决定书（单位）"
            )
        return Decision.objects.create(**given | changes)

    def standing(self):
        """The decision in force, made once."""
        found = Decision.objects.filter(penalty=self.penalty).order_by("pk").last()
        return found or self.decision(served_on=date(2026, 6, 18))

    def subject(self, kind):
        made = {
            "evidence-notice": self.kept,
            "evidence-approval": self.kept,
            "evidence-disposal": self.kept,
            "evidence-disposal-approval": self.kept,
            "investigation-report": lambda: self.sanction,
            "handling-approval": lambda: self.sanction,
            "legal-review": self.review,
            "penalty-notice": self.notice,
            "hearing-right-notice": self.notice,
            "defence-record": self.defence,
            "defence-answer": self.defence,
            "hearing-notice": self.hearing,
            "hearing-record": self.hearing,
            "hearing-report": self.hearing,
            "deliberation-record": self.deliberation,
            "penalty-decision": self.fresh,
            "penalty-decision-person": self.fresh,
            "daily-decision": self.fresh,
            "no-penalty-decision": lambda: self.decision(document=None, punishes=False, ground="33-1-first"),
            "change-decision": self.changed,
            "annul-decision": self.standing,
            "payment-demand": self.demand,
            "court-demand": lambda: self.demand(last=True),
            "surcharge-decision": self.surcharge,
            "deferral-approval": self.deferral,
            "deferral-answer": self.deferral,
            "court-application": self.application,
            "refund-approval": self.refund,
            "ending-approval": self.standing,
            "publication-form": self.publication,
            "crime-referral": self.referral,
            "resumption-opinion": self.acceptance,
            "resumption-refusal": self.acceptance,
            "power-cut-decision": self.cut,
            "power-cut-notice": self.cut,
            "power-restore-notice": self.cut,
            "closure-report": self.closure,
            "defiance-record": self.defiance,
        }
        return made[kind]() if kind in made else None

    def fresh(self):
        self.notice()
        return self.decision(document=None)

    def changed(self):
        old = self.standing()
        Decision.objects.filter(pk=old.pk).update(standing="changed")
        return self.decision(document=None, replaces=old)

    def demand(self, *, last=False):
        return Demand.objects.create(
            decision=self.standing(), last=last, fine=self.fine, surcharge=Decimal("4500.50"), pay_by=date(2026, 9, 1)
        )

    def surcharge(self):
        return Surcharge.objects.create(
            decision=self.standing(), upto_on=date(2026, 8, 30), days=1, amount=Decimal("4500.50"),
            computation="未缴罚款150,000.00元，每日3%。",
        )  # fmt: skip

    def deferral(self, *, granted=True):
        deferral = Deferral.objects.create(
            decision=self.standing(), reason="流动资金紧张", by=self.cast.representative, granted=granted,
            decision_reason="账户有足额存款", requested_on=date(2026, 6, 20),
        )  # fmt: skip
        for month in (7, 8):
            deferral.instalments.create(due_on=date(2026, month, 31), amount=Decimal(50_000))
        return deferral

    def application(self):
        return CourtApplication.objects.create(
            decision=self.standing(), court="南宁铁路运输法院", fine=self.fine, surcharge=Decimal("4500.50")
        )

    def refund(self):
        return Payment.objects.create(
            decision=self.standing(), agency=self.cast.agency, kind="refund", receipt=f"T{self.made}",
            amount=Decimal(1000), paid_on=DAY, reason="多缴", by=self.cast.officer,
        )  # fmt: skip

    def publication(self):
        shown = {"party": self.penalty.party_name, "number": "（南）应急罚〔2026〕3号", "content": "罚款150,000.00元"}
        return Publication.objects.create(
            decision=self.standing(), penalty=self.penalty, region_code="450100", shown=shown, published_on=DAY
        )

    def referral(self):
        return Referral.objects.create(
            dossier=self.dossier, receiver="南宁市公安局", suspicion="危险作业罪", facts="拒不执行停产停业决定。"
        )

    def suspension(self, **act):
        if found := Suspension.objects.filter(dossier__in=[self.dossier, self.matter.dossier]).first():
            return found
        act = act or {"dossier": self.dossier, "decision": self.standing()}
        row = Suspension.objects.create(
            agency=self.cast.agency, enterprise=self.cast.enterprise, region_code="450100", scope="熔炼车间",
            started_on=DAY, **act,
        )  # fmt: skip
        row.findings.set(self.matter.findings[:2])
        return row

    def acceptance(self):
        return Acceptance.objects.create(
            suspension=self.suspension(), text="已整改", by=self.cast.representative,
            checked_on=date(2026, 8, 3), fit=True, requested_on=date(2026, 8, 1), opinion="操作工已取得合格证明。",
        )  # fmt: skip

    def cut(self):
        return PowerCut.objects.create(
            suspension=self.suspension(), supplier="南宁示例供电局", cut_at=HELD, restored_at=HELD,
            restore_reason="已停产整改",
        )  # fmt: skip

    def closure(self):
        return Closure.objects.create(
            suspension=self.suspension(), ground="4", government="南宁市人民政府", reason="多次拒不停产。",
            counts={"in_180": 2, "in_365": 3},
        )  # fmt: skip

    def defiance(self):
        return Defiance.objects.create(suspension=self.suspension(), fact="1号炉正在生产。", seen_on=DAY)

    def remedy(self, instance="reconsideration"):
        return Remedy.objects.create(
            dossier=self.dossier, agency=self.cast.agency, enterprise=self.cast.enterprise, region_code="450100",
            document=self.standing().document, instance=instance, body="南宁市人民政府", applied_on=DAY,
            received_on=DAY, claims="请求撤销。", answer="决定合法，请予维持。", case_number="南府复〔2026〕1号",
        )  # fmt: skip

    FACTS = {
        "interview-notice": {
            "person": "示例证人甲", "matter": "核实培训情况", "appear_at": "2026-06-20T09:00:00+08:00",
            "place": "本机关二楼询问室", "bring": ["id", "劳动合同"],
        },
        "interview-record": {
            "person": "示例负责人甲", "post": "总经理", "began_at": "2026-06-20T09:00:00+08:00",
            "ended_at": "2026-06-20T10:10:00+08:00", "place": "询问室", "questions": "问：培训过吗？\n答：没有。",
        },
        "no-penalty-decision": {"reason": "当日停岗补训", "education": "约谈主要负责人"},
        "extension-approval": {"days": 30, "reason": "需要等待鉴定意见", "superior": "", "responsible": ""},
        "change-decision": {"reason": "计算有误", "unlawful": False},
        "annul-decision": {"reason": "主体认定错误"},
        "ending-approval": {"ground": "40", "reason": "当事人已注销，没有承继人", "responsible": ""},
        "penalty-withdrawal": {"ground": "wrong", "reason": "当事人不是违法主体"},
        "withdrawal-told": {"ground": "wrong", "reason": "当事人不是违法主体"},
        "transfer-approval": {"receiver": "柳州市应急管理局", "reason": "不属于本机关管辖", "basis": "第二十二条"},
        "suspension-lifted": {"reason": "所依据的决定已被撤销"},
    }  # fmt: skip

    def record(self, kind):
        if kind in STOPS:
            return self.suspension()
        return self.remedy() if kind == "remedy-answer" else self.penalty

    def paper(self, kind, **changes):
        return Paper(
            **{
                "record": self.record(kind), "subject": self.subject(kind), "dossier": self.dossier,
                "agency": self.cast.agency, "number": self.number if KINDS[kind].series else "",
                "issued_on": DAY, "code": "8K3MWQ7ZP2RA",
                "by": self.cast.officer, "officers": certified(self.cast.officer, self.cast.partner),
                "facts": {"opinion": "建议办理。", **self.FACTS.get(kind, {})}, "opinions": OPINIONS,
                "access_code": "R7TK-4M9P-2WXH", **changes,
            }
        )  # fmt: skip
