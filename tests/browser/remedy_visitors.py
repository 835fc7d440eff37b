"""Those who meet a penalty after its decision: the officer who handles it, its party, a passer-by, who signs."""

import os
import re
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, Self
from zipfile import ZipFile

from tests.browser.signer import Signer as PlainSigner
from tests.browser.visitor import DESK, PHONE, Visitor

PICTURES = os.environ.get("JOURNEY_PICTURES", "")  # a folder: each kind of page is kept there in both sizes


class Pictured(Visitor):
    def look(self) -> Self:
        super().look()
        if PICTURES:
            self.keep()
        return self

    def keep(self) -> None:
        name = re.sub(r"[^\w]+", "-", f"{type(self).__name__}-{self.path}-{self.page.title()}")
        for width, height in (DESK, PHONE):
            path = Path(PICTURES, f"{name}-{width}.png")
            number = len(list(Path(PICTURES).glob(f"{name}*-{width}.png")))
            path = path.with_stem(f"{name}-{number}-{width}")
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.screenshot(path=path, full_page=True)
        self.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})


class Handler(Pictured):
    """The officer in charge."""

    def penalty(self, pk: int) -> Self:
        return self.go(f"/penalties/{pk}/")

    def begin(self, step: str) -> Self:
        """Open the form of a next step, wherever on the page it stands."""
        name = re.compile(f"^{re.escape(step)}$")
        link = self.page.locator(".actions a", has_text=name).first
        if not link.is_visible():
            fold = self.page.locator("details.actions-more", has=self.page.locator("a", has_text=name))
            fold.first.locator("summary").first.click()
        return self.leave_by(link)

    def fill(self, **given: Any) -> Self:
        for name, value in given.items():
            self.put(name, value)
        return self

    def put(self, name: str, value: Any) -> None:
        if isinstance(value, date):
            for part, number in {"y": value.year, "m": value.month, "d": value.day}.items():
                self.page.fill(f"[name={name}_{part}]", str(number))
        elif isinstance(value, Path):
            self.page.set_input_files(f"[name={name}]", str(value))
        elif self.page.locator(f"[type=radio][name={name}]").count():
            self.page.check(f"[name={name}][value='{value}']")
        elif self.page.locator(f"select[name={name}]").count():
            self.page.select_option(f"[name={name}]", value)
        else:
            self.page.fill(f"[name={name}]", str(value))

    def holds(self, name: str) -> str:
        """What a field of the form is filled with."""
        return self.page.locator(f"main [name={name}]").first.input_value()

    def propose(self, label: str) -> Self:
        return self.press(f"提请审批：{label}").says("已提请审批")

    def hand_over(self) -> Self:
        """Serve what waits on the page of the matter."""
        self.leave_by(self.page.locator(".waiting[aria-labelledby=h-services] a").first)
        return self.begin("登记送达").fill(mode="direct", receiver="示例收件人").press("登记送达").says("已登记送达")

    def download(self, name: str) -> ZipFile:
        with self.page.expect_download() as found:
            self.page.get_by_role("link", name=name).first.click()
        return ZipFile(BytesIO(found.value.path().read_bytes()))


class Signer(Pictured, PlainSigner):
    pass


class Reader(Pictured):
    """The party at its own page, or a passer-by before the public list."""

    def mine(self, pk: int) -> Self:
        return self.go(f"/my/penalties/{pk}/")

    def published(self) -> Self:
        return self.go("/published/")
