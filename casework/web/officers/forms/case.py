"""Steps of a correction case between its order and its end."""

from typing import Any

from django.core.exceptions import ValidationError

from casework.core.now import today
from casework.enforcement import standing
from casework.enforcement.models import Answer, ExtensionRequest, Finding, Measure
from casework.enforcement.states import Standing
from casework.web import wording
from casework.web.forms import due
from casework.web.forms.base import RowForm, Section, StepForm
from casework.web.forms.fields import (
    CardsField,
    ChoiceField,
    DateField,
    FilesField,
    OfficersField,
    TextField,
    TickField,
)
from casework.web.officers.forms.order import offer_officers, offer_reserved, officers_check


def offer_findings(field: CardsField, findings: Any) -> None:
    """Findings as cards, with the article each breaks below it."""
    rows = list(findings)
    field.choices = [(row.pk, f"{row.number}. {row.fact}") for row in rows]
    field.notes = {str(row.pk): f"违反{row.basis['breached']}" for row in rows if row.basis.get("breached")}


class StopWorkForm(StepForm):
    step = "stop_work"
    title = "现场处理措施"
    submit = "决定现场处理措施"
    previews = True
    sections = (
        Section("因为哪些问题", ("findings",), hint="只能选标明“不能等待”的问题。"),
        Section("怎样处理", ("measures", "stops_production", "danger")),
        Section("执法人员和文号", ("officers", "reserved")),
    )

    findings = CardsField(label="问题", missing="还没有选问题。至少选一项。")
    measures = TextField(
        label="现场处理决定", rows=3, max_length=1000, help_text="一行写一项，例如：立即停止使用3号中频炉。"
    )
    stops_production = TickField(label="停产停业，或停止使用设备设施")
    danger = TickField(label="情况紧急，先行决定", help_text="24小时内须补办审批，未获批准的立即解除。")
    officers = OfficersField()
    reserved = ChoiceField(label="文号", required=False, blank="签发时自动编号")

    def prepare(self) -> None:
        urgent = self.record.findings.filter(cannot_wait=True).exclude(standing__in=standing.SETTLED)
        offer_findings(self.fields["findings"], urgent)
        self.initial.setdefault("findings", [row.pk for row in urgent])
        offer_officers(self)
        offer_reserved(self, "应急现决")

    def fact_reserved(self) -> int | None:
        return int(self.cleaned_data["reserved"]) if self.cleaned_data.get("reserved") else None


class LiftForm(StepForm):
    step = "lift_measure"
    title = "解除现场处理措施"
    measure = ChoiceField(label="措施", missing="请选择要解除的措施。")
    reason = TextField(label="理由", rows=3, help_text="写明隐患怎样消除、何时核实。")

    def prepare(self) -> None:
        rows = Measure.objects.filter(case=self.record, lifted_on=None).select_related("document").order_by("id")
        self.fields["measure"].offer((row.pk, f"{row.document or '现场处理措施'}　{row.measures[:40]}") for row in rows)
        if len(rows) == 1:
            self.initial.setdefault("measure", str(rows[0].pk))

    def fact_measure(self) -> int:
        return int(self.cleaned_data["measure"])


class DecideExtensionForm(StepForm):
    step = "decide_extension"
    title = "答复延期申请"
    previews = True
    live = "officers/steps/extension_hint.html"
    sections = (
        Section("申请", ("request",), partial="officers/steps/extension.html"),
        Section("答复", ("granted", "new_on"), partial="officers/steps/extension_answer.html"),
        Section("理由", ("reason",)),
    )

    request = ChoiceField(label="延期申请", missing="请选择申请。")
    granted = ChoiceField(
        label="答复", choices=[("yes", "同意延期"), ("no", "不同意")], segmented=True, missing="请选择同意或不同意。"
    )
    new_on = DateField(label="批准的日期", required=False)
    reason = TextField(label="理由", required=False, rows=3, max_length=400, help_text="不同意的须写明理由。")

    def prepare(self) -> None:
        rows = ExtensionRequest.objects.filter(case=self.record, granted=None).prefetch_related("findings", "evidence")
        self.asked = list(rows)
        self.fields["request"].offer((row.pk, f"{wording.short_day(row.requested_on)}提出") for row in self.asked)
        if self.asked:
            self.initial.setdefault("request", str(self.asked[0].pk))
            self.initial.setdefault("new_on", self.asked[0].wished_on)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("granted") == "yes" and not given.get("new_on") and "new_on" not in self.errors:
            self.add_error("new_on", "请填写批准的日期。")
        if given.get("granted") == "no" and not given.get("reason"):
            self.add_error("reason", "不同意延期须写明理由。")
        return given

    def hint(self) -> due.Hint:
        try:
            return due.hint(self.fields["new_on"].clean(self["new_on"].value()))
        except ValidationError as wrong:
            return due.Hint(wrong.messages[0], wrong=True)

    def fact_request(self) -> int:
        return int(self.cleaned_data["request"])

    def fact_granted(self) -> bool:
        return self.cleaned_data["granted"] == "yes"

    def fact_new_on(self) -> Any:
        return self.cleaned_data["new_on"] if self.fact_granted() else None


RESULTS = [(Standing.DONE, "已改正"), (Standing.NOT_DONE, "没有改正"), (Standing.DROPPED, "不再要求")]


class JudgementRow(RowForm):
    """What the re-inspection says of one finding."""

    result = ChoiceField(label="结论", choices=RESULTS, segmented=True, required=False)
    fact = TextField(label="查明的事实", required=False, rows=2, max_length=400)

    def __init__(self, *args: Any, finding: Finding, ripe: bool, answer: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.finding, self.ripe, self.answer = finding, ripe, answer
        self.subject = f"第{finding.number}项"

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if self.ripe and not given.get("result"):
            self.add_error("result", "这一项已报告或已过期限，须作出结论。")
        if given.get("result") and not given.get("fact"):
            self.add_error("fact", "请写明现场查明的事实。")
        if given.get("fact") and not given.get("result"):
            self.add_error("result", "请选择结论。")
        return given


class RecheckForm(StepForm):
    step = "recheck"
    title = "出具整改复查意见书"
    submit = "出具整改复查意见书"
    note = "认定“没有改正”的，指令书须在期限前已经送达，且没有待答复的延期申请。"
    previews = True
    sections = (
        Section("逐项作出结论", (), partial="officers/steps/judgements.html"),
        Section("复查日期和人员", ("checked_on", "officers")),
        Section("复查证据", ("evidence",)),
    )

    checked_on = DateField(label="复查日期")
    officers = OfficersField()
    evidence = FilesField(label="证据", required=False, kind="复查证据")

    def prepare(self) -> None:
        offer_officers(self)
        self.initial.setdefault("checked_on", today())
        data = self.data if self.is_bound else None
        findings = [f for f in standing.ordered(self.record) if f.standing not in standing.SETTLED]
        answers = latest_answers(findings)
        self.rows = [
            JudgementRow(data, finding=f, ripe=ripe(f), answer=answers.get(f.pk), prefix=f"j{f.pk}") for f in findings
        ]

    def clean(self) -> dict[str, Any]:
        if not any(row["result"].value() for row in self.rows):
            raise ValidationError("请对本案已责令整改的问题逐项作出结论。")
        return self.cleaned_data

    def clean_checked_on(self) -> Any:
        on = self.cleaned_data["checked_on"]
        if on > today():
            raise ValidationError("复查日期不能晚于今天。")
        return on

    def fact_judgements(self) -> list[dict[str, Any]]:
        rows = [(row.finding.pk, row.cleaned_data) for row in self.rows if row.cleaned_data.get("result")]
        return [{"finding": pk, "result": given["result"], "fact": given["fact"]} for pk, given in rows]

    def checks(self) -> list[tuple[str, str]]:
        open_ones = [row for row in self.rows if row.ripe and not row["result"].value()]
        words = f"还有{len(open_ones)}项没有结论" if open_ones else "已报告和已过期限的问题都有结论"
        return [officers_check(self), ("wrong" if open_ones else "ok", words)]


def ripe(finding: Finding) -> bool:
    """Reported, or its date has passed: it must be judged now."""
    late = finding.standing == Standing.OPEN and finding.due_on is not None and finding.due_on < today()
    return finding.standing == Standing.REPORTED or late


def latest_answers(findings: list[Finding]) -> dict[int, Any]:
    rows = Answer.objects.filter(finding__in=findings, report__submitted_at__isnull=False)
    return {row.finding_id: row for row in rows.prefetch_related("evidence").order_by("report__submitted_at")}


class PartyRow(RowForm):
    """One party an overdue case proposes to punish, or not."""

    party = TextField(label="企业或人员", required=False, max_length=120)
    post = TextField(label="职务", required=False, max_length=60)
    propose = ChoiceField(
        label="处理意见", choices=[("yes", "提请立案处罚"), ("no", "不提请")], segmented=True, required=False
    )
    reason = TextField(label="理由", required=False, rows=2, max_length=400)

    person = False

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("party") or not self.person:
            for name, words in (
                ("party", "请写明名称。"),
                ("propose", "请选择提请或不提请。"),
                ("reason", "请写明理由。"),
            ):
                if not given.get(name):
                    self.add_error(name, words)
        elif given.get("propose") or given.get("reason"):
            self.add_error("party", "请写明责任人员的姓名。")
        return given


class EscalateForm(StepForm):
    step = "escalate"
    title = "提请处罚"
    submit = "提请处罚"
    done = "已登记处罚建议，处罚案件另行立案"
    sections = (
        Section(
            "企业和责任人员",
            (),
            hint="企业必填；直接负责的主管人员和其他直接责任人员逐一列明。",
            partial="officers/steps/parties.html",
        ),
    )

    def prepare(self) -> None:
        data = self.data if self.is_bound else None
        first = {"party": self.record.party_name, "propose": "yes"}
        self.rows = [PartyRow(data, prefix="p0", label_suffix="", initial=first)]
        self.rows += [PartyRow(data, prefix=f"p{n}", label_suffix="") for n in (1, 2, 3)]
        for n, row in enumerate(self.rows):
            row.person, row.subject = n > 0, f"责任人员{n}" if n else "企业"

    def fact_parties(self) -> list[dict[str, Any]]:
        rows = [(row.person, row.cleaned_data) for row in self.rows if row.cleaned_data.get("party")]
        return [
            {
                "party": given["party"], "person": person, "post": given["post"], "propose": given["propose"] == "yes",
                "reason": given["reason"],
            }
            for person, given in rows
        ]  # fmt: skip
