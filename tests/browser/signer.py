"""What somebody does who signs: read the frozen paper, give his opinion."""

from typing import Self

from tests.browser.visitor import Visitor


class Signer(Visitor):
    def read(self, label: str, *words: str) -> Self:
        """From the inbox to the proposal, until its paper stands there."""
        self.go("/approvals/")
        self.leave_by(self.page.locator("tr", has_text=label).get_by_role("link", name="去签批"))
        for each in words:
            self.page.locator("#preview .paper", has_text=each).first.wait_for()
        return self.look()

    def agree(self) -> Self:
        self.page.locator("[name=decision][value=agreed]").check()
        return self.press("签署意见")
