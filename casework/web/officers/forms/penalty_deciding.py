"""集体讨论、决定、延期、不予处罚."""

from typing import Any

from django.core.exceptions import ValidationError

from casework.core.now import today
from casework.web.forms.base import Section, StepForm
from casework.web.forms.fields import REQUIRED, ChoiceField, DateField, TextField
from casework.web.officers.forms.penalty_fields import MoneyField, NumberField, Row, YesNoField, staff
from casework.web.officers.penalty_file import amounts
from casework.web.wording import yuan
from workflows.registry import page_of

GROUNDS = [
    ("30", "不满十四周岁（行政处罚法第30条）"),
    ("31", "精神病人在不能辨认、控制自己行为时（第31条）"),
    ("33-1-minor", "违法行为轻微并及时改正，没有造成危害后果（第33条第1款）"),
    ("33-1-first", "初次违法且危害后果轻微并及时改正（第33条第1款）"),
    ("33-2", "当事人有证据足以证明没有主观过错（第33条第2款）"),
    ("36", "超过追究时效（第36条）"),
    ("57", "违法事实不能成立（第57条）"),
]
VOTES = [("yes", "同意"), ("no", "不同意")]


class VoteRow(Row):
    """One leader's vote; left empty by those who were not there."""

    agrees = ChoiceField(label="意见", choices=VOTES, segmented=True, required=False)
    words = TextField(label="发言要点", required=False, max_length=300)

    def __init__(self, *args: Any, member: Any, **kwargs: Any) -> None:
        super().__init__(*args, subject=member.name, **kwargs)
        self.member = member

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("words") and not self.cleaned_data.get("agrees"):
            self.add_error("agrees", "请选择同意或不同意。")
        return self.cleaned_data


class DeliberateForm(StepForm):
    step = "deliberate"
    title = "集体讨论"
    submit = "登记集体讨论"
    previews = True
    note = "调查人员只汇报，不参加表决。"
    sections = (
        Section("何时何地", ("held_on", "place", "recorder", "reported_by")),
        Section("讨论和结论", ("discussion", "conclusion")),
        Section("表决", (), partial="officers/steps/penalty_votes.html", hint="没有到会的留空。"),
        Section("出席人数", ("committee_reason",)),
    )

    held_on = DateField(label="讨论日期")
    place = TextField(label="地点", max_length=120)
    recorder = TextField(label="记录人", max_length=40)
    reported_by = TextField(label="汇报人", max_length=80, help_text="本案调查人员。")
    discussion = TextField(label="讨论记录", rows=8, max_length=20000)
    conclusion = TextField(label="结论性意见", rows=3, max_length=2000)
    committee_reason = TextField(
        label="负责人不足三人的说明", required=False, help_text="在任负责人不足时，写明由领导班子讨论的情况。"
    )

    def prepare(self) -> None:
        self.initial.setdefault("held_on", today())
        away = page_of(self.record)(self.record).investigators
        data = self.data if self.is_bound else None
        self.rows = [
            VoteRow(data, prefix=f"v{user.pk}", member=user) for user in staff(self.record.agency, "sign.member", away)
        ]

    def clean_held_on(self) -> Any:
        if self.cleaned_data["held_on"] > today():
            raise ValidationError("讨论日期不能晚于今天。")
        return self.cleaned_data["held_on"]

    def clean(self) -> dict[str, Any]:
        if not any(row["agrees"].value() for row in self.rows):
            raise ValidationError("还没有登记表决。请逐人选择同意或不同意。")
        return self.cleaned_data

    def fact_votes(self) -> list[dict[str, Any]]:
        rows = [(row.member.pk, row.cleaned_data) for row in self.rows if row.cleaned_data.get("agrees")]
        return [{"member": pk, "agrees": given["agrees"] == "yes", "words": given["words"]} for pk, given in rows]


class DecideForm(StepForm):
    step = "decide"
    title = "行政处罚决定"
    previews = True
    note = "只能与告知的一样或者更轻。要加重的，先重新告知。"
    sections = (
        Section("告知的处罚", (), partial="officers/steps/penalty_notified.html"),
        Section("决定的处罚", ("fine", "stop_production", "warning"), hint="与告知书一样的留空。"),
        Section("理由", ("reasons", "outside_reason")),
    )

    fine = MoneyField(label="罚款（元）", required=False, help_text="留空即按告知书。")
    stop_production = YesNoField(
        yes="责令停产停业整顿", no="不停产停业", blank="按告知书", label="停产停业整顿", required=False
    )
    warning = YesNoField(yes="警告", no="不警告", blank="按告知书", label="警告", required=False)
    reasons = TextField(label="申辩、听证意见的采纳情况和裁量理由", rows=6, max_length=4000, help_text="写入决定书。")
    outside_reason = TextField(
        label="超出裁量档的理由", required=False, rows=2, max_length=400, help_text="超出裁量档的须写，并经集体讨论。"
    )

    def prepare(self) -> None:
        self.notice = page_of(self.record)(self.record).notice

    def background(self) -> list[tuple[str, str]]:
        return [("告知的处罚", self.notified_words), ("法定幅度", self.range_words)] if self.notice else []

    @property
    def notified_words(self) -> str:
        return amounts(self.notice.sanction)

    @property
    def range_words(self) -> str:
        told = self.notice.sanction
        return f"{yuan(told.fine_min)}至{yuan(told.fine_max)}" if told.fine_max else "没有罚款"


class ExtendForm(StepForm):
    step = "extend_decision"
    title = "延长办案期限"
    previews = True
    sections = (
        Section("延长多少", ("days", "reason")),
        Section("超过规定的", ("superior", "responsible"), hint="须上级批准或者已经超期的才填。"),
    )

    days = NumberField(label="延长天数", most=400)
    reason = TextField(label="理由", rows=3, max_length=400)
    superior = TextField(label="上级机关的批准文号", required=False, max_length=120)
    responsible = TextField(label="超期的责任人员和情况", required=False, max_length=200)


class NotPunishForm(StepForm):
    step = "not_punish"
    title = "不予行政处罚"
    previews = True
    sections = (Section("条款", ("ground",)), Section("事实和教育", ("reason", "education")))

    ground = ChoiceField(label="法定理由", choices=GROUNDS, missing="请选择不予处罚的条款。")
    reason = TextField(label="事实和理由", rows=5, max_length=2000)
    education = TextField(
        label="教育情况", required=False, rows=2, max_length=300, help_text="依第33条不予处罚的，须对当事人进行教育。"
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("ground", "").startswith("33") and not given.get("education"):
            self.add_error("education", REQUIRED)
        return given
