"""A matter with a row of everything its papers speak of. Rows are born in no state: papers do not ask for one."""

import io
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw

from casework.accounts.models import OfficerCertificate
from casework.enforcement.models import Case, ExtensionRequest, Finding, Inspection, Measure, Order, Recheck, Violation
from documents.contexts.paper import Paper
from documents.models import Document, Dossier, ElectronicConsent, Service

GUANGXI = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 6, 16)
BREACHED = "《中华人民共和国安全生产法》第二十八条第一款"
FACTS = (
    ("熔炼车间3名中频炉操作工未经安全技能培训考核合格即上岗作业", BREACHED),
    ("1名焊接与热切割作业人员操作证于2026年3月31日到期后仍上岗作业", "《中华人民共和国安全生产法》第三十条第一款"),
    ("未如实记录安全生产教育和培训情况", "《中华人民共和国安全生产法》第二十八条第四款"),
)
OPINIONS = [
    {"node": "review", "label": "审核", "signer": "科长甲", "on_behalf_of": "", "decision": "同意", "remark": "",
     "signed_on": "2026-06-16"},
    {"node": "approve", "label": "审批意见", "signer": "分管领导甲", "on_behalf_of": "分管领导乙", "decision": "同意",
     "remark": "按程序办理", "signed_on": "2026-06-16"},
]  # fmt: skip


def certified(*users) -> list[dict[str, str]]:
    return [{"name": u.name, "certificate": OfficerCertificate.objects.get(user=u).number} for u in users]


class Matter:
    """The rows, and ``paper(kind)``: what the gate would hand to the facts function."""

    def __init__(self, cast, facts=FACTS, due=(date(2026, 7, 1), date(2026, 7, 15))):
        self.cast, self.due = cast, due
        self.dossier = Dossier.objects.create(
            kind="case",
            agency=cast.agency,
            region_code=cast.enterprise.region_id,
            enterprise=cast.enterprise,
            title=f"{cast.enterprise.name}未按规定开展安全培训案",
        )
        self.inspection = self._inspection()
        self.case = Case.objects.create(
            dossier=self.dossier,
            agency=cast.agency,
            enterprise=cast.enterprise,
            party_name=cast.enterprise.name,
            region_code=cast.enterprise.region_id,
            industry=cast.enterprise.industry,
            inspection=self.inspection,
            opened_on=DAY,
            stage_reason="三项问题均已整改，并经复查",
            transferred_to="柳州市应急管理局",
        )
        self.order = Order.objects.create(case=self.case, document=self._document(), issued_on=DAY)
        self.findings = [self._finding(n, fact, law) for n, (fact, law) in enumerate(facts, 1)]
        self.number = "（南）应急某〔2026〕7号"

    def _inspection(self):
        home = Dossier.objects.create(
            kind="inspection",
            agency=self.cast.agency,
            region_code=self.cast.enterprise.region_id,
            enterprise=self.cast.enterprise,
            title=f"{self.cast.enterprise.name} 现场检查",
        )
        return Inspection.objects.create(
            dossier=home,
            agency=self.cast.agency,
            enterprise=self.cast.enterprise,
            region_code=self.cast.enterprise.region_id,
            planned_on=DAY,
            content="安全生产教育和培训制度、计划、档案。\n特种作业人员持证上岗情况。",
            place="熔炼车间、配电室",
            started_at=datetime(2026, 6, 16, 9, 5, tzinfo=GUANGXI),
            ended_at=datetime(2026, 6, 16, 11, 40, tzinfo=GUANGXI),
            site_manager="示例厂长",
            site_manager_post="生产厂长",
        )

    def _document(self):
        return Document.objects.create(
            dossier=self.dossier,
            kind="rectification-order",
            title="责令限期整改指令书",
            number="（南）应急责改〔2026〕6号",
            agency=self.cast.agency,
            facts={},
            issued_on=DAY,
            code=f"ORDER{self.dossier.pk:07}",
        )

    def _finding(self, number, fact, law):
        finding = Finding.objects.create(
            inspection=self.inspection,
            case=self.case,
            order=self.order,
            number=number,
            violation=Violation.objects.all()[(number - 1) % 3],
            fact=fact,
            basis={"breached": law},
            major=number == 2,
            due_on=self.due[0] if number < 3 else self.due[-1],
            first_due_on=self.due[0] if number < 3 else self.due[-1],
            settled_fact="查看了培训记录和操作证原件",
            declined=[
                {
                    "party": self.cast.enterprise.name,
                    "ground": "《中华人民共和国行政处罚法》第三十三条第一款",
                    "reason": "初次违法且危害后果轻微并及时改正",
                }
            ],
        )
        finding.workers.create(name="示例工人甲", trade="中频炉操作工")
        finding.workers.create(name="示例工人乙")
        return finding

    def measure(self):
        measure = Measure.objects.create(case=self.case, measures="立即停止2号中频炉作业\n撤出未经培训合格的3名操作工")
        measure.findings.set(self.findings[:2])
        return measure

    def extension(self, granted=True):
        request = ExtensionRequest.objects.create(
            case=self.case,
            wished_on=self.due[0] + timedelta(15),
            reason="考试要到7月8日才有场次",
            requested_on=date(2026, 6, 24),
            by=self.cast.representative,
            granted=granted,
            new_date=self.due[0] + timedelta(15) if granted else None,
            decision_reason="考试场次由考核机构安排，理由成立" if granted else "企业可以另选考点",
        )
        request.findings.set(self.findings[:2])
        return request

    def recheck(self, *results):
        recheck = Recheck.objects.create(case=self.case, on=date(2026, 7, 3))
        for finding, result in zip(self.findings, results or ("done", "not_done", "open"), strict=False):
            recheck.judgements.create(finding=finding, result=result, fact="现场查看了2026年6月30日的考核成绩单")
        return recheck

    def service(self):
        return Service.objects.create(
            dossier=self.dossier,
            document=self.order.document,
            recipient=self.cast.enterprise.name[:120],
            mode="direct",
            served_on=date(2026, 6, 17),
            receiver="示例收件人",
            place="示例工业园1号",
            remark="由门卫室登记后转交办公室负责收件的人",
        )

    def consent(self):
        return ElectronicConsent.objects.create(
            enterprise=self.cast.enterprise,
            signed_on=DAY,
            signer="示例法人1",
            address="示例工业园1号办公楼201室",
            email="office@example.com",
            phone="0771-0000002",
            by=self.cast.representative,
        )

    def subject(self, kind):
        made = {
            "on-site-measure": self.measure,
            "rectification-order": lambda: self.order,
            "extension-answer": self.extension,
            "recheck-opinion": self.recheck,
            "correction": lambda: self.order.document,
            "service-receipt": self.service,
            "address-confirmation": self.consent,
        }
        return made[kind]() if kind in made else None

    def paper(self, kind, **changes):
        record = self.inspection if kind.startswith("inspection") else self.case
        step = {
            "correction": {"changes": [{"where": "第1项整改期限", "old": "2026年7月1日", "new": "2026年7月2日"}]},
            "recusal": {"officer": "执法员乙", "asked_by": "", "granted": True, "successor": "执法员丙"},
            "approval-form": {
                "step_label": "移送案件",
                "receiver": "柳州市应急管理局",
                "basis": "《中华人民共和国行政处罚法》第二十五条",
            },
            "no-filing": {
                "findings": [finding.pk for finding in self.findings[:2]],
                "party_name": self.cast.enterprise.name,
                "ground": "33-1-first",
                "reason": "检查当日即停岗补训",
            },
        }.get(kind, {})
        return Paper(
            **{
                "record": record,
                "subject": self.subject(kind),
                "dossier": record.dossier,
                "agency": self.cast.agency,
                "number": self.number,
                "issued_on": DAY,
                "code": "8K3MWQ7ZP2RA",
                "by": self.cast.officer,
                "officers": certified(self.cast.officer, self.cast.partner),
                "facts": {"reason": "发现问题属于其他地区管辖", "opinion": "建议办理。", **step},
                "opinions": OPINIONS,
                "access_code": "R7TK-4M9P",
                **changes,
            }
        )


def bare(paper: Paper) -> Paper:
    """The same paper with everything optional left out."""
    for name in ("content", "place", "site_manager", "site_manager_post"):
        if hasattr(paper.record, name):
            setattr(paper.record, name, "")
    for name in ("reason", "decision_reason", "email", "phone"):
        if isinstance(paper.subject, SimpleNamespace) or hasattr(paper.subject, name):
            setattr(paper.subject, name, "")
    paper.officers, paper.opinions, paper.access_code = [], [], ""
    return paper


def seal_picture(words: str = "示例印章") -> bytes:
    """A red ring with a star's place in it: plainly nobody's seal."""
    image = Image.new("RGBA", (840, 840), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((12, 12, 828, 828), outline=(205, 30, 30, 255), width=22)
    pen.regular_polygon((420, 420, 150), 5, fill=(205, 30, 30, 255))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def signature_picture(*, opaque: bool) -> bytes:
    """A stroke on a large sheet, transparent as from a signature pad or white as from a scan."""
    image = Image.new("RGBA", (800, 600), (255, 255, 255, 255 if opaque else 0))
    ImageDraw.Draw(image).rectangle((100, 400, 400, 430), fill=(20, 20, 60, 255))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
