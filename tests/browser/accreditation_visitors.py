"""Those who take part in an accreditation, each at his own screen: the office, the applicant, an expert, a department,
a passer-by.
"""

from datetime import date
from pathlib import Path
from typing import Self

from tests.browser.case_officer import Counsel
from tests.browser.remedy_visitors import Handler


class Organiser(Counsel):
    """An officer of the provincial office or of a city bureau, or who signs there."""

    def announce(self, programme: str, title: str, opens: date, closes: date, *officers: str) -> Self:
        self.go("/rounds/").follow("发布批次", "main").follow(f"发布{programme}的批次")
        self.fill(title=title, opens_on=opens, closes_on=closes, announcement="请按认定条件准备材料。")
        for number, name in enumerate(officers, 1):
            option = self.page.locator(f"select[name=officers_{number}] option", has_text=name).first
            self.page.select_option(f"[name=officers_{number}]", option.get_attribute("value"))
        return self.press("发布批次").says("认定条件已固定")

    def application(self, pk: int) -> Self:
        return self.go(f"/applications/{pk}/")

    def listing(self, pk: int) -> Self:
        return self.go(f"/lists/{pk}/")

    def designation(self, pk: int) -> Self:
        return self.go(f"/designations/{pk}/")


class Applicant(Handler):
    """Who acts for the unit that applies."""

    def begin_in(self, category: str) -> Self:
        row = self.go("/my/rounds/").page.locator(".my-orders > li", has_text=category)
        return self.leave_by(row.get_by_role("button", name="申报"))

    def write(self, codes: list[int], file: Path) -> Self:
        """Everything that is asked for, with one file each."""
        self.fill(contact="示例联系人", phone="0771-0000002", staff=120, special_staff=12, accidents="无。")
        self.fill(site="实训场地800平方米，监控可以追溯。", record="上年培训300人次。", pledge=file)
        for pk, weight in codes:
            self.fill(**{f"c{pk}-score": weight, f"c{pk}-words": "制度齐全，记录完整。", f"c{pk}-files": file})
        return self.press("保存并看还缺什么")


class Judge(Handler):
    """An expert of the panel."""

    def open(self, party: str) -> Self:
        """The first look asks for a declaration."""
        self.go("/expert/").follow(party, "main")
        self.page.check("[name=sure]")
        return self.press("声明并查看申报材料").says("申报材料")

    def score(self, less: int, criteria: list[tuple[int, int]]) -> Self:
        self.follow("逐项评分", "main")
        for place, (pk, weight) in enumerate(criteria):
            given_away = less if place == 0 else 0
            self.put(f"c{pk}-score", weight - given_away)
            if given_away:
                self.put(f"c{pk}-reason", "个别岗位记录不全")
        self.fill(verdict="申报材料与现场相符，具备条件。")
        self.page.check("[name=sure]")
        return self.press("提交评分").says("评分已提交并锁定")

    def conclude(self, photo: Path) -> Self:
        self.follow("汇总评分，提交现场评估报告", "main")
        self.fill(
            participants="评审组全体成员", course="听取汇报，查看现场和记录。", findings="逐项相符。", photos=photo
        )
        self.page.check("[name=conclusion][value=for]")
        self.page.locator("details.on-paper summary").first.click()
        self.page.set_input_files("[name=signatures]", str(photo))
        return self.press("提交现场评估报告").says("评审已经汇总")


class Countersigner(Handler):
    """Who signs for a department."""

    def sign(self) -> Self:
        self.go("/countersign/").follow("命名：", "main").says("拟命名单位", "场地是自有的")
        self.page.locator("[name=decision][value=agreed]").check()
        return self.press("签署会签意见").says("已签署会签意见")


class Passerby(Handler):
    """Anybody, without an account."""

    def object_to(self, unit: str, grounds: str) -> str:
        """Object to a unit under notice; returns the receipt."""
        self.go("/announcements/").follow("金属冶炼", "main").says(unit).follow("提出异议", "table")
        self.fill(name="示例群众甲", contact="0771-0000009", grounds=grounds)
        self.press("提交异议").says("请记下这个编号")
        return (self.page.locator("h1").text_content() or "").removeprefix("回执编号").strip()

    def scan(self, code: str, *words: str) -> Self:
        return self.go(f"/verify/{code}/").says(*words)
