"""What must hold before a step of an application: each a sentence for whoever is refused, with its article."""

from functools import cached_property
from typing import Any

from casework.accreditation import renewal, slots, standing
from casework.accreditation.completeness import Asked, Joint, Said, Sheet, missing
from casework.accreditation.models import Application, Body, Supplement
from casework.accreditation.states import ENDED
from workflows.matter import Matter
from workflows.words import Needs, needs, of_facts

RECEIPT = "参照行政许可法第32条"
REASONS = "参照行政许可法第38条"
CITY = "参照行政许可法第43条"
BARRING = "参照行政许可法第79条"
RENEWING = "参照行政许可法第50条"
PLAN = "安全技能提升行动计划实施方案二"
MOST = 4000


class ApplicationConditions(Matter):
    record: Application
    ended = ENDED

    @cached_property
    def waiting(self) -> Supplement | None:
        """The request for what is missing that the applicant has not answered."""
        return self.record.supplements.filter(answered_on=None).first()

    @property
    def sheet(self) -> Sheet:
        """The application as it is filled in, for the completeness check."""
        record = self.record
        asked = [Asked(row.code, row.weight) for row in record.round.criteria.all()]
        rows = record.assessments.select_related("criterion").prefetch_related("evidence")
        return Sheet(
            record.contact, record.phone, record.pledge_id is not None, asked,
            {row.criterion.code: Said(row.score, row.words, len(row.evidence.all())) for row in rows},
            record.round.programme.partners,
            [Joint(row.name, row.body, row.signed_id is not None) for row in record.partners.all()],
        )  # fmt: skip

    def round_open(self) -> Needs:
        window = self.record.round
        words = f"本批次申报期为{window.opens_on:%Y年%-m月%-d日}至{window.closes_on:%Y年%-m月%-d日}，现在不能申报。"
        return needs(window.open_on(self.today), words, PLAN)

    def right_kind(self) -> Needs:
        programme, unit = self.record.round.programme, self.record.enterprise
        body = getattr(getattr(unit, "applicant", None), "body", Body.ENTERPRISE)
        if body not in programme.bodies:
            kinds = "、".join(str(Body(code).label) for code in programme.bodies)
            return needs(False, f"本项目由{kinds}申报，申报单位是{Body(body).label}。", PLAN)
        industry = self.record.category.industry
        fits = industry is None or industry.pk == unit.industry_id
        return needs(fits, f"本类别由{industry}企业申报，与申报单位的行业不符。", PLAN)

    def not_barred(self) -> Needs:
        until = standing.barred_until(self.record.enterprise)
        words = f"申报单位的命名被撤销，{until:%Y年%-m月%-d日}以前不得再申报。" if until else ""
        return needs(until is None, words, BARRING)

    def renewal_in_time(self) -> Needs:
        """Who holds a slot of the category asks for another only as renewal, near the end of its validity."""
        held = slots.held_by(self.record)
        if held is None:
            return needs(True, "")
        opens = renewal.opens_on(held)
        words = f"本单位在本类别的命名有效期至{held.valid_to:%Y年%-m月%-d日}，{opens:%Y年%-m月%-d日}起可以申请复评。"
        return needs(opens <= self.today, words, RENEWING)

    def complete(self) -> Needs:
        gaps = missing(self.sheet)
        return needs(not gaps, f"申报材料还不齐：{'、'.join(gaps)}。请补齐后再提交。", PLAN)

    # --- what is missing ------------------------------------------------------------------------------------------
    @of_facts
    def items_listed(self) -> Needs:
        items = [item.strip() for item in self.facts.items]
        listed = items and all(items) and len(set(items)) == len(items)
        return needs(listed, "请一次列明全部需要补正的内容，每项一条，不要重复。", RECEIPT)

    @of_facts
    def once_only(self) -> Needs:
        """A second request is for what the answer to the first one raised, and says so."""
        again = self.record.supplements.exists()
        words = "补正内容应当一次告知。再次要求补正的，须写明是上次补正材料带来的哪些新问题。"
        return needs(not again or self.facts.reason.strip(), words, RECEIPT)

    @of_facts
    def each_answered(self) -> Needs:
        """Item by item, with text; files are those of this dossier."""
        given = {row["item"]: row for row in self.facts.answers}
        asked = {item.pk: item.number for item in self.waiting.items.all()} if self.waiting else {}
        if set(given) - set(asked):
            return needs(False, "有材料不属于本次补正，请刷新后重试。", RECEIPT)
        open_items = [str(asked[pk]) for pk in asked if not self.answered(given.get(pk, {}))]
        if open_items:
            return needs(False, f"第{'、'.join(open_items)}项还没有补正。请逐项写明并附材料。", RECEIPT)
        files = {file for row in given.values() for file in row["evidence"]}
        return needs(self.own_files(files), "附件不属于本次申报，请重新上传。")

    def answered(self, row: dict[str, Any]) -> bool:
        return bool(row.get("text", "").strip() and row.get("evidence"))

    # --- the clock ------------------------------------------------------------------------------------------------
    def over(self, name: str) -> bool:
        """Whether the running clock of this name has its last day behind it."""
        row = self.dossier.deadlines.filter(name=name, status="running", kind="application").order_by("pk").last()
        return row is not None and row.due_on < self.today

    def period_over(self) -> Needs:
        """A draft ends with its round's window, a request for papers with its own period."""
        lapsed = self.over("application_window") or self.over("supplement")
        return needs(lapsed, "申报期或者补正期限还没有届满。", RECEIPT)

    def acceptance_over(self) -> Needs:
        return needs(self.over("acceptance"), "受理期限还没有届满。", RECEIPT)

    # --- the city bureau ------------------------------------------------------------------------------------------
    @of_facts
    def verdict_written(self) -> Needs:
        return needs(self.facts.verdict.strip(), "请写明初审意见。", CITY)

    def once_each(self) -> Needs:
        given = self.record.recommendations.exists()
        return needs(not given, "已经提出过初审意见。情况有变的，请联系组织机关。", CITY)

    def may_skip(self) -> Needs:
        """No city bureau in charge, one that is silent past its period, or one whose no the office does not follow."""
        silent = self.over("recommendation")
        free = self.record.city_id is None or silent or self.record.recommendations.filter(favourable=False).exists()
        return needs(free, "设区市应急管理局的初审期限还没有届满。请等待初审意见。", CITY)
