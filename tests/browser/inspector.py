"""What an inspector does: on the phone at the enterprise, then with the case."""

from pathlib import Path
from typing import Self

from playwright.sync_api import Locator

from tests.browser.visitor import Visitor


class Inspector(Visitor):
    # --- the visit ------------------------------------------------------------------------------------------------
    def open_inspection(self, enterprise: str, first: str, second: str) -> Self:
        self.go("/inspections/").follow("开始检查", "main")
        self.page.fill("main [name=q]", enterprise)
        self.press("查找企业").follow("选这家")
        return self.choose_officers(first, second).press("开卷并继续")

    def choose_officers(self, first: str, second: str) -> Self:
        for number, name in enumerate((first, second), 1):
            self.page.locator(f"select[name=officers_{number}]").select_option(label=self.option(name))
        return self

    def option(self, name: str) -> str:
        found = self.page.locator("select[name=officers_1] option", has_text=name).first
        return (found.text_content() or "").strip()

    def start(self, place: str, lead: str) -> Self:
        self.page.check("[name=shown]")
        self.page.fill("[name=place]", place)
        self.page.select_option("[name=ground]", "lead")
        self.page.fill("[name=lead]", lead)
        return self.press("开始检查")

    def write_finding(self, violation: str, fact: str, post: str, photo: Path) -> Self:
        self.follow("记录问题")
        self.page.select_option("[name=violation]", violation)
        self.page.fill("[name=fact]", fact)
        self.page.fill("[name=post]", post)
        self.page.set_input_files("[name=evidence]", str(photo))
        return self

    def write_worker(self, row: int, name: str, id_number: str, trade: str) -> Self:
        fold = self.page.locator("details.worker").nth(row - 1)
        if fold.get_attribute("open") is None:
            fold.locator("summary").click()
        for field, value in {"name": name, "id_number": id_number, "trade": trade}.items():
            self.page.fill(f"[name=w{row}-{field}]", value)
        return self

    def record(self) -> Self:
        return self.press("记录这项问题")

    def conclude(self, manager: str, signature: Path) -> Self:
        self.follow("结束检查")
        self.page.fill("[name=site_manager]", manager)
        if self.scripts:
            for pad in self.page.locator("canvas.sign-pad").all():
                self.draw(pad)
        else:
            for name in ("officer_1", "officer_2", "party_signature"):
                self.page.set_input_files(f"[name={name}]", str(signature))
        return self.press("结束检查并制作记录")

    def draw(self, pad: Locator) -> None:
        """Write a name on the pad with the pointer."""
        pad.evaluate("pad => pad.scrollIntoView({block: 'center'})")
        box = pad.bounding_box()
        assert box
        self.page.mouse.move(box["x"] + 20, box["y"] + 30)
        self.page.mouse.down()
        for point in range(12):
            self.page.mouse.move(box["x"] + 20 + point * 8, box["y"] + 30 + point % 4 * 10)
        self.page.mouse.up()

    # --- the case -------------------------------------------------------------------------------------------------
    def set_dates(self, common: str, apart: str) -> Self:
        """A number of days for all, another for the second finding."""
        second = self.page.locator(".choice--dated").nth(1)
        second.locator("summary").click()
        second.locator("[type=checkbox][name$=apart]").check()
        second.locator(".segmented").get_by_text(apart).click()
        self.page.locator("fieldset.step > .due-field .segmented").get_by_text(common).click()
        return self

    def preview(self, *words: str) -> Self:
        """Look at the paper before it is issued: it comes by itself, or by the button where there is no script."""
        if not self.scripts:
            self.press("刷新预览")
        for each in words:
            self.page.locator("#preview .paper", has_text=each).first.wait_for()
        return self.look()

    def serve(self, receiver: str) -> Self:
        self.page.select_option("[name=mode]", "direct")
        self.page.fill("[name=receiver]", receiver)
        return self.press("登记送达")

    def answer_request(self, reason: str) -> Self:
        self.follow("答复延期申请", ".actions")
        self.page.locator("[name=granted][value=yes]").check()
        self.page.fill("[name=reason]", reason)
        self.page.fill("[name=opinion]", "拟同意。")
        return self.press("提请审批：答复延期申请")

    def judge(self, *results: tuple[str, str]) -> Self:
        """One result and what was seen for each finding, in order."""
        self.follow("整改复查", ".actions")
        rows = self.page.locator(".judgements > li")
        for place, (result, fact) in enumerate(results):
            rows.nth(place).locator(f"[value={result}]").check()
            rows.nth(place).locator("textarea").fill(fact)
        return self.press("出具整改复查意见书")

    def decline(self, reason: str) -> Self:
        self.follow("不予立案", ".actions")
        self.page.select_option("[name=ground]", "33-1-minor")
        self.page.fill("[name=reason]", reason)
        return self.press("提请审批：不予立案")

    def close(self, result: str) -> Self:
        self.follow("结案", ".actions")
        self.page.fill("[name=result]", result)
        return self.press("提请审批：结案")
