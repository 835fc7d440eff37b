"""The discretion sheet (裁量表): provision, range, grade, factors, the questions the law asks, and what follows."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError

from casework.core.now import today
from casework.enforcement.models import Basis
from casework.penalties import discretion, law
from casework.penalties.models import Benchmark, Decision, Penalty, Sanction
from casework.web import wording
from casework.web.forms.base import Section, StepForm
from casework.web.forms.fields import (
    CardsField,
    ChoiceField,
    FilesField,
    OfficersField,
    PersonField,
    TextField,
    TickField,
)
from casework.web.officers.forms.order import offer_officers, officers_check
from casework.web.officers.forms.penalty_fields import (
    EvidenceMixin,
    MoneyField,
    NumberField,
    Row,
    YesNoField,
    make_rows,
    offer_files,
)

QUESTIONS = {
    "28": ("是否已责令当事人改正", "没有责令的，写明违法行为已经终了。"),
    "29": ("同一违法行为是否已经罚过款", "已经罚过的，不得再次罚款。"),
    "32": ("是否有应当从轻或者减轻处罚的情形", "主动消除后果、受他人胁迫、主动供述、立功等。"),
    "33": ("是否有不予处罚的情形", "轻微并及时改正、初次违法且后果轻微、没有主观过错。"),
    "36": ("是否超过追究时效", "两年；涉及生命健康安全且有危害后果的五年。"),
    "37": ("行为发生后规定是否改变", "改变了的，适用较轻的规定。"),
}
# The kinds of 行政处罚法 46; a proposal needs several of them.
KINDS = [
    (kind, kind)
    for kind in ("书证", "物证", "视听资料", "电子数据", "证人证言", "当事人的陈述", "鉴定意见", "勘验笔录、现场笔录")
]
UNBOUND = "金额只由天数决定，不能多也不能少；法律没有规定天数和总额的上限，截止日须由复查认定并写明理由。"
EFFECTS = [("lighter", "从轻"), ("heavier", "从重"), ("below", "减轻")]
SIMILAR = 5
NOTHING = "没有填拟作出的处罚：调查终结以后只能办理不予处罚、移送或者撤销立案，不能告知处罚"
TEXTS = ("facts", "breached", "penalised_by", "chosen_because", "computation", "outside_reason", "new_facts")


class AnswerRow(Row):
    """One question of the law, answered yes or no, with the reason."""

    applies = YesNoField(yes="是", no="否", label="回答", missing="请回答是或否。")
    words = TextField(label="情况说明", max_length=300)

    def __init__(self, *args: Any, article: str, known: str = "", **kwargs: Any) -> None:
        self.question, hint = QUESTIONS[article]
        super().__init__(*args, subject=f"第{article}条", **kwargs)
        self.article, self.hint = article, f"{hint}{known}"


class FactorRow(Row):
    effect = ChoiceField(label="作用", choices=EFFECTS, required=False, blank="请选择")
    words = TextField(label="情节", required=False, max_length=300)

    needed = ("effect", "words")


class SheetForm(EvidenceMixin, StepForm):
    """What concluding the investigation and telling the party anew have in common."""

    previews = True
    live = "officers/steps/penalty_suggestion.html"
    punishes = True  # a conclusion may also propose no penalty at all
    facts_text = TextField(label="违法事实", rows=6, max_length=6000, help_text="写明时间、地点、人、经过和后果。")
    known = CardsField(label="案卷中的证据", required=False)
    evidence_kind = ChoiceField(label="补充证据的种类", choices=KINDS, required=False, blank="书证")
    evidence = FilesField(label="补充证据", required=False)
    basis = PersonField(
        label="处罚条款", missing="请选择处罚条款。", help_text="换了条款，点“刷新预览”看新的幅度和裁量档。"
    )
    chosen_because = TextField(label="选用理由", required=False, help_text="没有选排在第一的条款时须写。")
    breached = TextField(label="违反条款", required=False, help_text="留空即用所选条款的表述。")
    penalised_by = TextField(label="处罚条款的表述", required=False, help_text="留空即用所选条款的表述。")
    heads = NumberField(label="涉及人数", required=False, help_text="按人数分档的，据此建议裁量档。")
    grade = PersonField(label="裁量档", required=False, blank="没有适用的裁量档")
    computation = TextField(label="裁量说明", required=False, rows=3, max_length=2000, help_text="留空即用系统的计算。")
    warning = TickField(label="警告")
    fine = MoneyField(label="罚款（元）", required=False)
    confiscation = MoneyField(label="没收违法所得（元）", required=False)
    stop_production = TickField(label="责令停产停业整顿", help_text="作出前须告知听证权利，并经法制审核和集体讨论。")
    outside_reason = TextField(
        label="超出裁量档的理由", required=False, rows=2, max_length=400, help_text="超出的须写，并经集体讨论。"
    )
    complex = TickField(label="情节复杂或者重大", help_text="须经法制审核和集体讨论。")

    FACTS = Section("违法事实和证据", ("facts_text", "known", "evidence_kind", "evidence"))
    LAW = Section("适用条款", ("basis", "chosen_because", "breached", "penalised_by"))
    ASKED = Section("法律要求先回答的问题", (), partial="officers/steps/penalty_answers.html")
    WEIGHED = Section("裁量", ("heads", "grade", "computation"), partial="officers/steps/penalty_discretion.html")
    IMPOSED = Section(
        "拟作出的处罚", ("warning", "fine", "confiscation", "stop_production", "outside_reason", "complex")
    )

    @classmethod
    def adjust(cls, data: Any) -> bool:
        """Take the suggested amount over."""
        if "suggest" not in data:
            return super().adjust(data)
        data["fine"] = data["suggest"]
        return True

    # --- filling --------------------------------------------------------------------------------------------------
    def prepare(self) -> None:
        penalty, before = self.record, last_sanction(self.record)
        self.offers = law.offers(penalty)
        self.fields["basis"].offer((offer.basis.pk, self.basis_words(offer)) for offer in self.offers)
        self.start(before)
        self.fields["grade"].offer((row.pk, grade_words(row)) for row in self.all_grades)
        self.fields["evidence"].kind = str(self["evidence_kind"].value() or KINDS[0][0])
        offer_files(self.fields["known"], [penalty.dossier_id, penalty.case.dossier_id])
        data, given = self.data if self.is_bound else None, before.answers if before else {}
        known = self.known_answers()
        self.answer_rows = [
            AnswerRow(data, prefix=f"a{n}", article=n, initial=given.get(n), known=known.get(n, "")) for n in QUESTIONS
        ]
        self.factor_rows = make_rows(self, FactorRow, "x", 2, "项", initial=before.factors if before else ())
        self.rows = [*self.answer_rows, *self.factor_rows]

    def start(self, before: Sanction | None) -> None:
        """First values: of the sanction that went back or is to be replaced, else of the law and the findings."""
        first: dict[str, Any] = {"basis": str(self.offers[0].basis.pk)} if self.offers else {}
        if before is None:
            rows = self.record.findings.order_by("number")
            first |= {"facts_text": "\n".join(row.fact for row in rows), "fine": None}
            if self.offers:
                basis = self.offers[0].basis
                grade = discretion.grade_for(self.record, basis)
                first |= {"heads": discretion.heads(self.record, basis), "grade": grade and str(grade.pk)}
                first["stop_production"] = basis.stop_production and not self.record.personal
        else:
            first |= {name: getattr(before, name) for name in TEXTS if name != "facts"}
            first |= {name: getattr(before, name) for name in ("warning", "stop_production", "complex")}
            first |= {"facts_text": before.facts, "fine": before.fine, "confiscation": before.confiscation}
            first |= {"basis": str(before.basis_id or ""), "grade": str(before.grade_id or "")}
            first["known"] = list(before.evidence.values_list("pk", flat=True))
        self.initial = {**first, **self.initial}

    def known_answers(self) -> dict[str, str]:
        """What the records say to some of the questions; the officer answers."""
        penalty = self.record
        orders = [str(row.document) for row in penalty.case.orders.select_related("document") if row.document_id]
        until = wording.full_day(law.time_bar(penalty.act_on, penalty.harm))
        changed = any(offer.reason in (law.LIGHTER_NOW, law.AS_IT_WAS, law.REPEALED) for offer in self.offers)
        return {
            "28": f"本案已下达{'、'.join(orders)}。" if orders else "本案还没有下达责令整改的文书。",
            "36": f"本案违法行为终了日{wording.full_day(penalty.act_on)}，时效到{until}。",
            "37": "本案适用的规定已经改变。" if changed else "本案适用的规定没有改变。",
        }

    def basis_words(self, offer: law.Offer) -> str:
        low, high = law.limits(self.record, offer.basis)
        if offer.basis.tier == Basis.Tier.DAILY:
            amount = f"按日连续罚款{law.plain(low)}元" if low else "按日连续罚款"
            return f"{offer.basis.penalised_by or offer.basis.breached}（{amount}）"
        more = "，停产停业整顿" if offer.basis.stop_production else ""
        return f"{offer.basis.penalised_by or offer.basis.breached}（罚款{law.plain(low)}至{law.plain(high)}元{more}）"

    # --- what the sheet says now ----------------------------------------------------------------------------------
    @cached_property
    def chosen(self) -> Basis | None:
        """The provision chosen in the form, whether or not the rest of it is in order."""
        key = str(self["basis"].value() or "")
        return next((offer.basis for offer in self.offers if str(offer.basis.pk) == key), None)

    @property
    def chosen_reason(self) -> str:
        return next((offer.reason for offer in self.offers if offer.basis == self.chosen), "")

    @cached_property
    def all_grades(self) -> list[Benchmark]:
        found = [row for offer in self.offers for row in discretion.grades(self.record, offer.basis)]
        return list({row.pk: row for row in found}.values())

    @cached_property
    def chosen_grade(self) -> Benchmark | None:
        key = str(self["grade"].value() or "")
        return next((row for row in self.all_grades if str(row.pk) == key), None)

    @property
    def fitting_grade(self) -> Benchmark | None:
        """The grade the number of people points to."""
        heads = str(self["heads"].value() or "")
        if self.chosen is None or not heads.isdecimal() or len(heads) > 6:
            return None
        return discretion.grade_for(self.record, self.chosen, int(heads))

    @property
    def bounds_words(self) -> str:
        if self.chosen is None:
            return "先选处罚条款。"
        low, high = law.limits(self.record, self.chosen)
        if self.chosen.tier == Basis.Tier.DAILY:
            return UNBOUND if low else discretion.NOT_DAILY
        return f"法定幅度{law.plain(low)}元至{law.plain(high)}元。"

    @cached_property
    def suggestion(self) -> discretion.Suggestion | None:
        if self.chosen is None:
            return None
        factors = [{"effect": row["effect"].value()} for row in self.factor_rows if row["effect"].value()]
        grade = self.chosen_grade
        personal = self.record.personal
        return discretion.suggest(self.chosen, personal, grade, factors, mitigates=self.mitigates, penalty=self.record)

    @property
    def mitigates(self) -> bool:
        """Whether the ground of 行政处罚法 32 is said to apply, which alone lets a fine lie under the floor."""
        answer = next(row for row in self.answer_rows if row.article == "32")
        return answer["applies"].value() in ("yes", True)

    @cached_property
    def similar(self) -> list[dict[str, Any]]:
        """What was imposed in like cases of the territory."""
        rows = discretion.similar(self.record).visible_to(self.user)[:SIMILAR]
        found = list(rows.select_related("enterprise"))
        made = Decision.objects.filter(penalty__in=[row.pk for row in found], standing="standing", punishes=True)
        by_penalty = {row.penalty_id: row for row in made.select_related("sanction__grade")}
        return [similar_row(row, by_penalty[row.pk]) for row in found if row.pk in by_penalty]

    def draft(self) -> Sanction:
        """The sanction as the form now stands, unsaved."""
        low, high = law.limits(self.record, self.chosen) if self.chosen else (Decimal(0), Decimal(0))
        factors = [{"effect": row["effect"].value()} for row in self.factor_rows if row["effect"].value()]
        return Sanction(
            penalty=self.record, basis=self.chosen, warning=bool(self["warning"].value()),
            fine=self.amount("fine"), confiscation=self.amount("confiscation"),
            stop_production=bool(self["stop_production"].value()), complex=bool(self["complex"].value()),
            grade=self.chosen_grade, factors=factors, fine_min=low, fine_max=high,
        )  # fmt: skip

    def amount(self, name: str) -> Decimal:
        try:
            return self.fields[name].clean(self[name].value()) or Decimal(0)
        except ValidationError:
            return Decimal(0)

    def checks(self) -> list[tuple[str, str]]:
        """What the sanction as it stands brings with it, redrawn with every change."""
        draft, personal, on = self.draft(), self.record.personal, today()
        found = [officers_check(self)] if "officers" in self.fields else []
        if not draft.kinds():
            return [*found, ("wrong", "还没有填拟作出的处罚") if self.punishes else ("warn", NOTHING)]
        low, high = draft.fine_min, draft.fine_max
        inside = low <= draft.fine <= high or (draft.fine < low and self.mitigates)
        found.append(("ok" if inside else "wrong", f"罚款{law.plain(draft.fine)}元，{self.bounds_words}"))
        if self.chosen and (words := law.on_bound(self.chosen, personal, draft.fine)):
            found.append(("warn", words))
        if discretion.outside(draft):
            found.append(("warn", "金额超出裁量档：须写明理由，并经集体讨论"))
        hearing = law.gives_hearing(draft, personal, on)
        found.append(
            ("warn", "当事人有权要求听证：随告知书另发听证告知书（第63条）") if hearing else ("ok", "不须告知听证")
        )
        review, together = law.must_review(draft, False, on), law.must_deliberate(draft, False, on)
        found.append(("warn", "须经法制审核（第58条）") if review else ("ok", "未听证的，不须法制审核"))
        found.append(("warn", "须经集体讨论（第57条第2款）") if together else ("ok", "未听证的，不须集体讨论"))
        return found

    # --- checking and facts ---------------------------------------------------------------------------------------
    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("known") and not given.get("evidence"):
            self.add_error("known", "还没有选证据。")
        first = self.offers[0].basis if self.offers else None
        if first and given.get("basis") not in (None, first.pk) and not given.get("chosen_because"):
            self.add_error("chosen_because", "没有选排在第一的条款，请写明理由。")
        if self.punishes and not self.draft().kinds():
            self.add_error("fine", "还没有填拟作出的处罚。")
        if self.chosen_grade and self.chosen and self.chosen_grade not in discretion.grades(self.record, self.chosen):
            self.add_error("grade", "这个裁量档不属于所选条款。请重新选择。")
        return given

    def fact_facts(self) -> str:
        return str(self.cleaned_data["facts_text"])

    def fact_fine(self) -> Decimal:
        return self.cleaned_data["fine"] or Decimal(0)

    def fact_confiscation(self) -> Decimal:
        return self.cleaned_data["confiscation"] or Decimal(0)

    def fact_breached(self) -> str:
        return self.cleaned_data["breached"] or (self.chosen.breached if self.chosen else "")

    def fact_penalised_by(self) -> str:
        return self.cleaned_data["penalised_by"] or (self.chosen.penalised_by if self.chosen else "")

    def fact_computation(self) -> str:
        return self.cleaned_data["computation"] or (self.suggestion.words if self.suggestion else "")

    def fact_answers(self) -> dict[str, dict[str, Any]]:
        rows = [(row.article, row.cleaned_data) for row in self.answer_rows]
        return {article: {"applies": bool(given["applies"]), "words": given["words"]} for article, given in rows}

    def fact_factors(self) -> list[dict[str, str]]:
        rows = [row.cleaned_data for row in self.factor_rows if row.used]
        return [{"effect": row["effect"], "words": row["words"]} for row in rows]


def last_sanction(penalty: Penalty) -> Sanction | None:
    return Sanction.objects.filter(penalty=penalty).order_by("pk").last()


def grade_words(row: Benchmark) -> str:
    example = "（示例，待核定）" if row.example else ""
    return f"{row.grade}：{row.condition}，{law.plain(row.fine_min)}至{law.plain(row.fine_max)}元{example}"


def similar_row(row: Penalty, decision: Decision) -> dict[str, Any]:
    sanction = decision.sanction
    return {
        "pk": row.pk,
        "number": row.number or str(row),
        "on": wording.short_day(decision.decided_on),
        "party": row.party_name,
        "kinds": "、".join(sanction.kinds()),
        "fine": f"{sanction.fine:,.0f}",
        "grade": sanction.grade.grade if sanction.grade else "—",
    }


class ConcludeForm(SheetForm):
    step = "conclude_investigation"
    title = "调查终结"
    submit = "调查终结"
    punishes = False
    sections = (
        SheetForm.FACTS, SheetForm.LAW, SheetForm.ASKED, SheetForm.WEIGHED, SheetForm.IMPOSED,
        Section("承办人", ("officers", "rights_told")),
    )  # fmt: skip

    officers = OfficersField()
    rights_told = TickField(
        label="已出示证件，并告知当事人有申请回避和陈述申辩的权利",
        required=True,
        missing="没有告知权利的，不能调查终结。",
    )

    def prepare(self) -> None:
        super().prepare()
        offer_officers(self)


class RenotifyForm(SheetForm):
    step = "renotify"
    title = "重新告知"
    note = "原告知书失效，陈述申辩和听证的期限重新起算。"
    sections = (
        Section("为什么重新告知", ("reason", "new_facts")),
        SheetForm.FACTS, SheetForm.LAW, SheetForm.ASKED, SheetForm.WEIGHED, SheetForm.IMPOSED,
    )  # fmt: skip

    reason = TextField(label="理由", rows=2, max_length=200)
    new_facts = TextField(
        label="陈述申辩和听证以外的新事实", required=False, rows=2, max_length=400, help_text="只有这种新事实才能加重。"
    )

    def checks(self) -> list[tuple[str, str]]:
        before = last_sanction(self.record)
        words = law.heavier(self.draft(), before) if before else ""
        found = super().checks()
        return [("warn", f"比原来告知的重：{words}。须有新事实（第45条第2款）"), *found] if words else found
