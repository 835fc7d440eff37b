"""Fill and send the forms of steps as a browser without scripts does: everything the page holds, and what one types."""

import re
from datetime import date
from html.parser import HTMLParser

from django.test import Client
from django.urls import reverse

from casework.core.now import today


class Inputs(HTMLParser):
    """The values a browser would send for the form of the main part of a page."""

    def __init__(self):
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.select = self.area = None
        self.options: list[tuple[str, bool]] = []
        self.depth = 0

    def put(self, name, value):
        self.values.setdefault(name, []).append(value)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "main":
            self.depth = 1
        if not self.depth:
            return
        if tag == "select":
            self.select, self.options = a.get("name"), []
        elif tag == "option" and self.select:
            self.options.append((a.get("value", ""), "selected" in a))
        elif tag == "textarea":
            self.area = a.get("name")
            self.put(self.area, "")
        elif tag == "input" and a.get("name") and "disabled" not in a and a.get("type") != "file":
            self.handle_input(a)

    def handle_input(self, a):
        ticks = a.get("type") in ("checkbox", "radio")
        if not ticks or "checked" in a:
            self.put(a["name"], a.get("value", "on" if ticks else ""))

    def handle_endtag(self, tag):
        if tag == "select" and self.select:
            chosen = [value for value, on in self.options if on] or [value for value, _on in self.options[:1]]
            for value in chosen:
                self.put(self.select, value)
            self.select = None
        elif tag == "textarea":
            self.area = None
        elif tag == "main":
            self.depth = 0

    def handle_data(self, data):
        if self.area:
            self.values[self.area][-1] += data.removeprefix("\n")


def inputs(page) -> dict[str, list[str]]:
    parser = Inputs()
    parser.feed(page.content.decode())
    parser.values.pop("csrfmiddlewaretoken", None)
    return parser.values


def login(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def href(record, step: str) -> str:
    from workflows.registry import page_of

    return reverse("step", args=[page_of(record).kind, record.pk, step])


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}_y": str(value.year), f"{name}_m": str(value.month), f"{name}_d": str(value.day)}


def fill(client: Client, address: str, **typed):
    """Open the form and send it back with what was typed over it."""
    page = client.get(address)
    assert page.status_code == 200, plain(page)
    return client.post(address, {**inputs(page), **typed})


def words(page) -> str:
    return page.content.decode()


def plain(page) -> str:
    """The text of the main part: what a failing test shows."""
    main = words(page).partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def said(page) -> str:
    """The message a redirect led to."""
    from django.contrib.messages import get_messages

    return " ".join(str(message) for message in get_messages(page.wsgi_request))


__all__ = ["day", "fill", "href", "inputs", "login", "plain", "said", "today", "words"]
