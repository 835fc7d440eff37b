"""Somebody at a browser: what he does with a page, and what every page he sees must keep to."""

import json
import re
from collections.abc import Callable
from typing import Any, Self

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, Response, expect

PHONE, DESK = (390, 844), (1440, 900)
GRAVE = ("serious", "critical")
# Every kind of element: in what it stands, its tag, class and attributes, with the values that colour it.
SHAPES = """() => {
    const classes = element => element.className.baseVal ?? element.className;
    const said = (element, name) => /^data-(level|kind|state)$/.test(name) ? element.getAttribute(name) : name;
    const shape = element => [classes(element.parentElement), element.tagName, classes(element),
                              ...element.getAttributeNames().map(name => said(element, name))].join(" ");
    return [...new Set([...document.body.querySelectorAll("*")].map(shape))];
}"""


class Visitor:
    """One person's tab. Each page is looked at: no script fault, no scrolling sideways, no grave axe rule."""

    def __init__(self, context: BrowserContext, seen: list[str], scripts: bool = True) -> None:
        self.context, self.scripts, self.seen = context, scripts, seen
        self.page: Page = context.new_page()
        self.wrong: list[str] = []
        self.shapes: dict[str, set[str]] = {}  # kind of page -> what was looked at there; shared by all of a test
        self.page.on("pageerror", lambda error: self.wrong.append(f"{self.page.url}: {error}"))
        self.page.on("response", self.heed)

    def heed(self, response: Response) -> None:
        missing = response.status == 404 and response.request.resource_type != "document"
        if response.status >= 500 or missing:
            self.wrong.append(f"{response.status} {response.url}")

    # --- moving ---------------------------------------------------------------------------------------------------
    def go(self, path: str) -> Self:
        self.page.goto(path)
        return self.look()

    def leave_by(self, locator: Locator) -> Self:
        """Click what opens another page."""
        with self.page.expect_navigation():
            locator.click()
        return self.look()

    def follow(self, name: str, within: str = "body") -> Self:
        return self.leave_by(self.page.locator(within).get_by_role("link", name=name).first)

    def press(self, name: str, within: str = "body") -> Self:
        return self.leave_by(self.page.locator(within).get_by_role("button", name=name, exact=True).first)

    def log_in(self, username: str, password: str) -> Self:
        self.go("/")
        self.page.fill("[name=login]", username)
        self.page.fill("[name=password]", password)
        return self.press("登录", "main")

    # --- reading --------------------------------------------------------------------------------------------------
    def says(self, *words: str) -> Self:
        """Wait until the page says it; what a closed fold hides counts too."""
        for each in words:
            self.page.locator("body", has_text=each).wait_for()
        return self

    @property
    def text(self) -> str:
        return self.page.locator("main").text_content() or ""

    @property
    def path(self) -> str:
        return str(self.page.evaluate("location.pathname"))

    # --- looking --------------------------------------------------------------------------------------------------
    def look(self) -> Self:
        """Axe looks wherever anything stands on a kind of page that did not stand there before."""
        self.page.wait_for_load_state("load")
        if not self.scripts:
            return self
        # By selector: a predicate would be evaluated as a string, which our own policy forbids.
        expect(self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0, timeout=60_000)
        width = self.page.viewport_size["width"]  # type: ignore[index]
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            self.wrong.append(f"{self.page.url} is {wide} px wide on a screen of {width}")
        known = self.shapes.setdefault(f"{width} {re.sub('[0-9]+', '0', self.path)}", set())
        if not (fresh := set(self.page.evaluate(SHAPES)) - known):
            return self
        known |= fresh
        grave = [row for row in Axe().run(self.page).response["violations"] if row["impact"] in GRAVE]
        self.wrong += [f"{self.page.url}: {row['id']} {json.dumps(targets(row))}" for row in grave]
        self.seen.append(f"{width} {self.page.title().removesuffix(' · 桂安办案')} {self.path}")
        return self


def targets(violation: dict[str, Any]) -> list[str]:
    return [node["html"][:160] for node in violation["nodes"][:3]]


Visit = Callable[..., Visitor]
