"""What must hold before a panel is convened and before its work on an application is concluded."""

from functools import cached_property

from casework.accreditation import panels
from casework.accreditation.models import Application, Evaluation, Expert, Panel
from casework.accreditation.states import ApplicationState as S
from casework.accreditation.states import EvaluationState as E
from workflows.accreditation.conditions import PLAN, ApplicationConditions
from workflows.words import Needs, needs, of_facts

EXPERTS = "参照行政许可法第45条"


class EvaluatingConditions(ApplicationConditions):
    @cached_property
    def panel(self) -> Panel | None:
        """The one panel of the round and category."""
        return Panel.objects.filter(round=self.record.round_id, category=self.record.category_id).first()

    def rivals(self, *states: str) -> list[Application]:
        """The other applications of the round and category in one of the states, in one order."""
        rows = Application.objects.filter(round=self.record.round_id, category=self.record.category_id)
        return list(rows.filter(state__in=states).exclude(pk=self.record.pk).order_by("pk"))

    def window_closed(self) -> Needs:
        """Who still may apply would find a panel that nobody asked about its ties to him."""
        window = self.record.round
        words = f"申报期到{window.closes_on:%Y年%-m月%-d日}，期满才能组成评审组。"
        return needs(window.closes_on < self.today, words, PLAN)

    def all_recommended(self) -> Needs:
        """One panel for all of them: nobody is left behind."""
        waiting = len(self.rivals(S.SUBMITTED, S.INCOMPLETE, S.ACCEPTED))
        return needs(not waiting, f"本类别还有{waiting}件申报没有完成初审。全部办完才能组成评审组。", PLAN)

    @of_facts
    def panel_formable(self) -> Needs:
        words = panels.obstacle(self.record.round, self.record.category, self.facts.size, self.facts.named)
        return needs(not words, words, PLAN)

    @of_facts
    def times_told(self) -> Needs:
        """The applicant is told when the evaluation takes place."""
        right = self.today <= self.facts.begins_on <= self.facts.ends_on
        return needs(right, "请填写评审起止日期：不早于今天，先后顺序不能颠倒。", EXPERTS)

    def panel_there(self) -> Needs:
        return needs(self.panel, "本批次本类别还没有抽取评审组。", PLAN)

    # --- a place that nobody sits on --------------------------------------------------------------------------------
    def place_vacant(self) -> Needs:
        """Only where the draw has nobody left: a successor is drawn, not named."""
        vacant = self.panel is not None and panels.vacant(self.panel)
        return needs(vacant, "评审组没有空缺，不能指定专家。", PLAN)

    @of_facts
    def expert_fits(self) -> Needs:
        named, record = Expert.objects.filter(pk=self.facts.expert).first(), self.record
        sat = self.panel is not None and self.panel.seats.filter(expert=named).exists()
        fits = named is not None and not sat and panels.is_untied(named.pk, record.round, record.category)
        return needs(fits, "所选专家有利害关系、已经出库或者曾在本评审组。请另行指定。", PLAN)

    # --- the end of the panel's work --------------------------------------------------------------------------------
    def panel_whole(self) -> Needs:
        vacant = panels.vacant(self.panel) if self.panel else 0
        return needs(not vacant, f"评审组还缺{vacant}人。请先补足。", PLAN)

    def all_submitted(self) -> Needs:
        waiting = self.record.evaluations.filter(state=E.ASSIGNED).count()
        return needs(not waiting, f"还有{waiting}名专家没有提交评分。全部提交后才能汇总。", PLAN)

    @of_facts
    def report_written(self) -> Needs:
        facts = self.facts
        written = all(words.strip() for words in (facts.participants, facts.course, facts.findings))
        if not written or not facts.photos or not facts.signatures:
            return needs(False, "现场评估报告须写明参加人员、评估过程、符合情况，并附现场照片和签名。", EXPERTS)
        return needs(self.own_files({*facts.photos, *facts.signatures}), "附件不属于本次申报，请重新上传。")

    @of_facts
    def visited_rightly(self) -> Needs:
        since = self.panel.drawn_on if self.panel else self.today
        right = since <= self.facts.visited_on <= self.today
        return needs(right, f"评估日期应在{since:%Y年%-m月%-d日}至今天之间。请改填日期。", EXPERTS)

    @of_facts
    def problems_named(self) -> Needs:
        """A conclusion that is not plainly favourable says why."""
        plain = self.facts.conclusion == "for"
        return needs(plain or self.facts.problems.strip(), "结论不是“推荐”的，请写明存在的问题。", EXPERTS)

    def scores_missing(self) -> Needs:
        """Somebody has to score it anew: what was submitted has been voided."""
        vacant = self.panel is not None and panels.vacant(self.panel)
        return needs(vacant or still_open(self.record), "评分没有变动，不需要重新评审。", PLAN)


def still_open(application: Application) -> list[Evaluation]:
    """Evaluations that an application takes with it when it ends."""
    return list(application.evaluations.filter(state=E.ASSIGNED).order_by("pk"))
