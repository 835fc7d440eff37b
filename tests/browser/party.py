"""What the enterprise's representative does with an order."""

from datetime import date
from pathlib import Path
from typing import Self

from playwright.sync_api import Locator

from tests.browser.visitor import Visitor


class Party(Visitor):
    def finding(self, number: int) -> Locator:
        """The fold of a finding, opened."""
        fold = self.page.locator(".finding", has=self.page.locator(".finding-no", has_text=str(number))).first
        if fold.get_attribute("open") is None:
            fold.locator("summary").first.click()
        return fold

    def save(self, number: int, text: str) -> Self:
        self.finding(number).locator("textarea").fill(text)
        return self.press(f"保存第{number}项")

    def attach(self, number: int, file: Path) -> Self:
        """Choose a file: the script sends it at once and shows how far; without script the form takes it along."""
        fold = self.finding(number)
        fold.locator("input[type=file]").set_input_files(str(file))
        if self.scripts:
            fold.locator(".uploads [data-state=done]", has_text=file.name).wait_for()
        return self

    def submit(self, number: int) -> Self:
        return self.press(f"提交第{number}项")

    def ask_for_time(self, until: date, reason: str, file: Path) -> Self:
        self.follow("申请延期", ".rights")
        for part, value in {"y": until.year, "m": until.month, "d": until.day}.items():
            self.page.fill(f"[name=wished_on_{part}]", str(value))
        self.page.fill("[name=reason]", reason)
        self.page.set_input_files("[name=files]", str(file))
        return self.press("提交延期申请")
