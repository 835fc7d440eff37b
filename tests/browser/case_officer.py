"""What the office does on the way to a penalty: the officer in charge, and those who review, hear, discuss and sign."""

from datetime import datetime
from pathlib import Path
from typing import Any, Self

from django.utils import timezone

from tests.browser.remedy_visitors import Handler, Signer

QUESTIONS = ("28", "29", "32", "33", "36", "37")


class CaseOfficer(Handler):
    def put(self, name: str, value: Any) -> None:
        super().put(name, value)
        if isinstance(value, datetime):
            self.page.fill(f"[name={name}_t]", f"{timezone.localtime(value):%H:%M}")

    def tick(self, *names: str) -> Self:
        for name in names:
            self.page.check(f"[name={name}]")
        return self

    # --- filing and investigating ---------------------------------------------------------------------------------
    def escalate(self, reason: str, person: str, spared: str) -> Self:
        """The unit is proposed for a penalty, the person is not."""
        self.begin("提请处罚")
        self.fill(**{"p0-propose": "yes", "p0-reason": reason})
        self.fill(**{"p1-party": person, "p1-post": "车间主任", "p1-propose": "no", "p1-reason": spared})
        return self.press("提请处罚")

    def file(self, party: str) -> Self:
        self.leave_by(self.page.locator("#h-penalties").locator("xpath=../..").get_by_role("link", name="为其立案"))
        self.says(party).press("填写立案审批")
        return self.preview("立案审批表").propose("立案")

    def interview(self, began: datetime, ended: datetime, signed: Path) -> Self:
        self.begin("制作询问笔录").fill(
            person="示例车间主任", post="车间主任", began_at=began, ended_at=ended, place="本机关询问室", signed=signed,
            questions="问：这几名职工是否经过培训考核？\n答：还没有，因为赶工先上岗了。",
        )  # fmt: skip
        return self.press("制作询问笔录")

    def open_sheet(self, facts: str, proof: Path) -> Self:
        """The discretion sheet: facts, the record of the interview among the evidence, one piece more."""
        self.begin("调查终结").fill(facts_text=facts, evidence=proof)
        self.page.locator(".cards label", has_text="询问笔录").get_by_role("checkbox").check()
        return self.tick("rights_told")

    def answer(self, *yes: str, **words: str) -> Self:
        """The questions the law asks: those named apply, the others do not."""
        for article in QUESTIONS:
            self.put(f"a{article}-applies", "yes" if article in yes else "no")
            self.put(f"a{article}-words", words.get(f"a{article}", "已核实。"))
        return self

    def choose_grade(self, grade: str, heads: int) -> Self:
        """By the number of people; then the system's own computation, taken over by its button."""
        self.fill(heads=heads)
        option = self.page.locator("select[name=grade] option", has_text=f"{grade}：")
        self.page.select_option("[name=grade]", option.get_attribute("value"))
        self.page.locator("#suggestion", has_text=f"裁量档“{grade}”").wait_for()
        return self.leave_by(self.page.locator("#suggestion button[name=suggest]"))

    def preview(self, *words: str) -> Self:
        """The paper follows what was filled in once the field is left."""
        self.page.evaluate("document.activeElement.blur()")
        for each in words:
            self.page.locator("#preview .paper", has_text=each).first.wait_for()
        return self.look()


class Counsel(CaseOfficer, Signer):
    """The legal reviewer, or a leader, at his own steps."""

    def tick_member(self, name: str) -> Self:
        self.page.locator(".cards label", has_text=name).get_by_role("checkbox").check()
        return self

    def review(self, result: str, opinion: str) -> Self:
        return self.begin("法制审核").fill(result=result, opinion_text=opinion).press("法制审核")

    def schedule(self, held_at: datetime, **panel: str) -> Self:
        return self.fill(held_at=held_at, place="本机关听证室", **panel).press("签发听证会通知书")

    def minutes(self, signed: Path) -> Self:
        self.begin("登记听证").fill(
            outcome="held", agents="示例律师甲", signed=signed, report="事实清楚，建议按拟处罚意见处理。",
            minutes="调查人员提出事实、证据和处罚建议；当事人申辩、质证，作最后陈述。",
        )  # fmt: skip
        return self.press("登记听证结果")

    def discuss(self, conclusion: str) -> Self:
        """Every leader in the list agrees."""
        self.begin("集体讨论").fill(
            place="本机关会议室", recorder="示例记录人", reported_by="执法员甲", conclusion=conclusion,
            discussion="听取调查人员汇报和法制审核意见后，逐人发表意见。",
        )  # fmt: skip
        for vote in self.page.locator("[type=radio][name$=agrees][value=yes]").all():
            vote.check()
        return self.press("登记集体讨论")
