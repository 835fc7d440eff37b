"""拟认定名单: drawing it up, publicising, deciding and closing it; objections against a unit on it."""

from typing import Any

from django import forms

from casework.accreditation import objections, shortlisting
from casework.accreditation.models import Application, Objection
from casework.core.now import today
from casework.web.forms.base import RowForm, Section, StepForm
from casework.web.forms.fields import CardsField, ChoiceField, DateField, FilesField, TextField, whole
from casework.web.officers.forms.matter import NothingForm


class ReasonRow(RowForm):
    """Why a unit comes on the list although something is open against it."""

    reason = TextField(label="仍然列入的理由", rows=2, max_length=300)

    def __init__(self, *args: Any, candidate: shortlisting.Candidate, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.candidate, self.subject = candidate, candidate.application.party_name


MADE_BY = "名单由评分、名额和资格得出，不能手工增减。某单位不应列入的，先对它作出不予认定的决定。"


class DrawUpForm(StepForm):
    """``seen`` holds who stood on the list that was shown: the gate says so where it has changed since."""

    step = "draw_up"
    title = "拟定名单"
    submit = "提交集体讨论"
    previews = True
    unlisted = ("seen",)
    sections = (Section("排名和名单", (), MADE_BY, partial="officers/steps/ranking.html"),)

    seen = forms.CharField(label="名单", widget=forms.HiddenInput, required=False, max_length=2000)

    def prepare(self) -> None:
        self.candidates = shortlisting.candidates(self.record)
        chosen = [candidate for candidate in self.candidates if candidate.chosen]
        self.initial.setdefault("seen", ",".join(str(candidate.application.pk) for candidate in chosen))
        data = self.data if self.is_bound else None
        doubtful = [candidate for candidate in chosen if candidate.doubts]
        self.rows = [ReasonRow(data, prefix=f"r{c.application.pk}", candidate=c) for c in doubtful]

    def background(self) -> list[tuple[str, str]]:
        return [(f"第{c.place.rank}名", ranked_words(c)) for c in self.candidates]

    def fact_chosen(self) -> list[int]:
        return [pk for text in self.cleaned_data["seen"].split(",") if (pk := whole(text)) is not None]

    def fact_reasons(self) -> list[dict[str, Any]]:
        return [
            {"application": row.candidate.application.pk, "reason": row.cleaned_data["reason"]} for row in self.rows
        ]


def ranked_words(candidate: shortlisting.Candidate) -> str:
    result = candidate.place.result
    verdict = f"不列入：{candidate.against}" if candidate.against else "列入"
    return f"{candidate.application.party_name}，平均分{result.mean}，核心项{result.core}，{verdict}"


class PublicisePageForm(NothingForm):
    step = "publicise"
    title = "公示名单"
    submit = "发布公示"
    done = "已发布公示，公示期内任何人可以提出异议"
    note = "名单上的单位一起公示。"
    previews = True


class DesignateForm(StepForm):
    step = "designate"
    title = "命名"
    submit = "送各部门会签"
    note = "会签部门逾期没有答复的，视为没有不同意见；有不同意见的，由负责人决定。"
    previews = True
    sections = (Section("命名哪些单位", ("chosen",)),)

    chosen = CardsField(label="命名单位", missing="还没有选单位。公示期满、异议已经答复的才能选。")

    def prepare(self) -> None:
        rows = shortlisting.ready(self.record)
        self.fields["chosen"].choices = [(row.pk, row.party_name) for row in rows]
        self.initial.setdefault("chosen", [row.pk for row in rows])


class CloseForm(NothingForm):
    step = "close"
    title = "办结名单"
    submit = "办结名单"
    done = "已办结名单"


# --- objections ---------------------------------------------------------------------------------------------------
class ObjectForm(StepForm):
    step = "object"
    title = "登记异议"
    submit = "登记异议"
    done = "已登记异议"
    note = "收到书面异议的，照原件登记，并附扫描件。"

    name = TextField(label="异议人", max_length=60, help_text="真实姓名；单位写名称。")
    contact = TextField(label="联系方式", max_length=60)
    grounds = TextField(label="异议内容和理由", rows=6, max_length=4000)
    evidence = FilesField(label="书面异议和证据", kind="异议材料", missing="请附书面异议的扫描件。")


class OpenObjectionForm(NothingForm):
    step = "open_objection"
    title = "核查异议"
    submit = "开始核查"
    done = "已开始核查，该单位的公示期暂停计算"
    note = "只暂停这一家单位的公示期，名单上的其他单位照常公示。"


class AnswerRow(RowForm):
    """The answer to one objection."""

    upheld = ChoiceField(
        label="结论", choices=[("no", "异议不成立"), ("yes", "异议成立")], segmented=True, missing="请选择结论。"
    )
    finding = TextField(label="核查结论和理由", rows=4, max_length=4000)

    def __init__(self, *args: Any, objection: Objection, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.objection, self.subject = objection, f"{objection.name}的异议"


class ResolveForm(StepForm):
    step = "resolve_objection"
    title = "答复异议"
    note = "有一件异议成立的，不予认定该单位。都不成立的，公示继续进行。"
    previews = True
    sections = (
        Section("听取申报单位意见", ("heard_on", "heard")),
        Section("逐件答复", (), partial="officers/steps/objections.html"),
    )

    heard_on = DateField(label="听取日期")
    heard = TextField(label="申报单位的意见", rows=4, max_length=4000)

    def prepare(self) -> None:
        self.initial.setdefault("heard_on", today())
        data = self.data if self.is_bound else None
        record: Application = self.record
        waiting = objections.waiting(record).prefetch_related("evidence")
        self.rows = [AnswerRow(data, prefix=f"o{row.pk}", objection=row) for row in waiting]

    def fact_answers(self) -> list[dict[str, Any]]:
        return [
            {
                "objection": row.objection.pk,
                "finding": row.cleaned_data["finding"],
                "upheld": row.cleaned_data["upheld"] == "yes",
            }
            for row in self.rows
        ]


LISTING = (DrawUpForm, PublicisePageForm, DesignateForm, CloseForm)
OBJECTIONS = (ObjectForm, OpenObjectionForm, ResolveForm)
