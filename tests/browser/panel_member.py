"""An expert at his desk, on the phone or at home."""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from playwright.sync_api import Locator

from tests.browser.visitor import Visitor


class PanelMember(Visitor):
    def open(self, unit: str) -> Self:
        """From the desk to the application; the first time he declares that nothing ties him to it."""
        self.go("/expert/").follow(f"评审：{unit}", "main")
        if "/declare/" in self.path:
            self.page.check("[name=sure]")
            self.press("声明并查看申报材料")
        return self

    def type_scores(self, less: Mapping[str, str]) -> Self:
        """Full marks, and for the criteria named (by code) the score given here, with its reason."""
        self.follow("逐项评分", "main")
        for row in self.page.locator(".scoring > li").all():
            code = (row.locator("h3").text_content() or "").split()[0]
            weight = (row.locator(".scoring-box").text_content() or "").split("/")[1].strip().removesuffix("分")
            row.locator("input").fill(less.get(code, weight))
            if code in less:
                row.locator("textarea").fill("记录不全")
        self.page.fill("[name=verdict]", "条件具备。")
        return self

    def submit(self) -> Self:
        self.page.check("[name=sure]")
        return self.press("提交评分")

    def conclude(self, photo: Path) -> Self:
        """The leader's report, signed on the pad; where no script runs, on a photograph."""
        self.follow("汇总评分，提交现场评估报告", "main")
        for name, words in (
            ("participants", "评审组全体成员"),
            ("course", "查看现场和记录。"),
            ("findings", "逐项相符。"),
        ):
            self.page.fill(f"[name={name}]", words)
        self.page.get_by_label("推荐", exact=True).check()
        self.page.set_input_files("[name=photos]", str(photo))
        if self.scripts:
            self.sign(self.page.locator("canvas.sign-pad"))
        else:
            self.page.locator(".on-paper summary").click()
            self.page.set_input_files("[name=signatures]", str(photo))
        return self.press("提交现场评估报告")

    def sign(self, pad: Locator) -> None:
        pad.evaluate("pad => pad.scrollIntoView({block: 'center'})")
        box = pad.bounding_box()
        assert box
        self.page.mouse.move(box["x"] + 20, box["y"] + 30)
        self.page.mouse.down()
        for point in range(12):
            self.page.mouse.move(box["x"] + 20 + point * 8, box["y"] + 30 + point % 4 * 10)
        self.page.mouse.up()
