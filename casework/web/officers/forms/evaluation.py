"""评审: the panel drawn, a vacant place filled by name, a member replaced, scores made void."""

from typing import Any

from casework.accreditation import panels
from casework.accreditation.models import Expert, Panel
from casework.clock.book import threshold
from casework.web.forms.base import Section, StepForm
from casework.web.forms.fields import CardsField, ChoiceField, DateField, PersonField
from casework.web.officers.forms.matter import ReasonForm

MOST = 9  # members offered; more than nine would read for weeks


def offered(experts: Any) -> list[tuple[str, str]]:
    """Experts with where they work, as a choice."""
    return [(str(row.pk), f"{row.name}（{row.employer}）") for row in experts]


class ConveneForm(StepForm):
    step = "convene_panel"
    title = "抽取评审组"
    submit = "抽取评审组并签发评审通知"
    done = "已抽取评审组"
    note = "抽取结果不能更改。种子和候选名单记录在案，任何人都可以重新核对。"
    previews = True
    sections = (
        Section("评审组人数", ("size",), partial="officers/steps/panel_pool.html"),
        Section("评审时间", ("begins_on", "ends_on"), hint="写入评审通知，告知申报单位。"),
        Section("由负责人指定的专家", ("named",), hint="候选人不足时才能指定，须经负责人批准。"),
    )

    size = ChoiceField(label="人数", segmented=True, missing="请选择评审组人数。")
    begins_on = DateField(label="评审开始")
    ends_on = DateField(label="评审结束")
    named = CardsField(label="指定专家", required=False)

    def prepare(self) -> None:
        of, category = self.record.round, self.record.category
        self.pool = panels.eligible(of, category)
        self.applicants = panels.applicants(of, category)
        least = int(threshold("panel-min"))
        self.fields["size"].offer((size, f"{size}人") for size in range(least, max(MOST, least) + 1, 2))
        others = panels.untied(Expert.objects.exclude(pk__in=self.pool), of, category)
        self.fields["named"].choices = offered(Expert.objects.filter(pk__in=others))

    def fact_size(self) -> int:
        return int(self.cleaned_data["size"])


class NameForm(ReasonForm):
    step = "name_expert"
    title = "指定评审专家"
    done = "已提请审批"
    note = "候选人已经用完，评审组有空缺时才能指定。"

    expert = PersonField(label="专家", missing="请选择专家。")
    field_order = ["expert", "reason"]

    def prepare(self) -> None:
        of, category = self.record.round, self.record.category
        panel = Panel.objects.filter(round=of, category=category).first()
        sat = panel.seats.values("expert") if panel else []
        free = panels.untied(Expert.objects.exclude(pk__in=sat), of, category)
        self.fields["expert"].offer(offered(Expert.objects.filter(pk__in=free)))


class ReplaceForm(ReasonForm):
    step = "replace"
    title = "更换专家"
    submit = "更换专家"
    done = "已更换专家"
    note = "该专家退出评审组，其对本组全部申报的评审由递补专家重新进行。"


class VoidForm(ReasonForm):
    step = "void"
    title = "评分作废"
    done = "已提请审批"
    note = "适用于提交评分后发现有利害关系的。该专家退出评审组，由递补专家重新评审。"
