"""Print every lifecycle: as docs/lifecycles.md, as JSON for other tools, or one as a drawing."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from workflows import chart
from workflows.registry import PAGES


class Command(BaseCommand):
    help = "输出全部办案流程。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["md", "json", "svg"], default="md")
        parser.add_argument("--lifecycle", choices=sorted(PAGES), default="case", help="画哪一个（svg）")

    def handle(self, *args: Any, **options: Any) -> None:
        match options["format"]:
            case "json":
                text = json.dumps(chart.lifecycles(), ensure_ascii=False, indent=2) + "\n"
            case "svg":
                text = chart.svg(options["lifecycle"])
            case _:
                text = chart.markdown()
        self.stdout.write(text, ending="")
