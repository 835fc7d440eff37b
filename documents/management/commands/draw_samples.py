"""Draw every kind of paper from its sample, to be looked at; as PDF too, each checked, and a sheet of first pages."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from PIL import Image

from documents import pdf_check, samples
from documents.catalogue import KINDS
from documents.pdf import pdf_available, to_pdf
from documents.render import draw

THUMB, COLUMNS, GAP = (150, 212), 12, 8  # pixels


class Command(BaseCommand):
    help = "Draw all kinds of paper from their sample facts into a directory."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path)
        parser.add_argument("--pdf", action="store_true", help="also convert and check, by LibreOffice")
        parser.add_argument("--sheet", type=Path, help="also write the first pages as one picture (needs pdftoppm)")
        parser.add_argument("--case", choices=["通常", "最长", "最少"], default="通常")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["directory"]
        folder.mkdir(parents=True, exist_ok=True)
        if (options["pdf"] or options["sheet"]) and not pdf_available():
            raise CommandError("PDF 组件未启用：没有安装 LibreOffice。")
        for code in KINDS:
            body = draw(code, samples.cases(code)[options["case"]])
            (folder / f"{code}.docx").write_bytes(body)
            if options["pdf"] or options["sheet"]:
                converted = to_pdf(body)
                pdf_check.check(converted, body)
                (folder / f"{code}.pdf").write_bytes(converted)
        if options["sheet"]:
            sheet(folder).save(options["sheet"], optimize=True)
        self.stdout.write(f"{len(KINDS)} kinds drawn into {folder}")


def sheet(folder: Path) -> Image.Image:
    """The first page of every PDF of a folder, side by side in the order of the catalogue.

    Raises:
        CommandError: there is no pdftoppm.
    """
    tool = shutil.which("pdftoppm")
    if tool is None:
        raise CommandError("pdftoppm is missing: install poppler-utils.")
    lines = -(-len(KINDS) // COLUMNS)
    width, height = (size + GAP for size in THUMB)
    whole = Image.new("L", (COLUMNS * width + GAP, lines * height + GAP), 205)
    with tempfile.TemporaryDirectory() as place:
        for n, code in enumerate(KINDS):
            target = Path(place) / code
            subprocess.run(
                [tool, "-png", "-gray", "-r", "50", "-singlefile", str(folder / f"{code}.pdf"), str(target)], check=True
            )
            with Image.open(target.with_suffix(".png")) as page:
                page.thumbnail(THUMB, Image.Resampling.LANCZOS)
                whole.paste(page, (GAP + n % COLUMNS * width, GAP + n // COLUMNS * height))
    return whole.quantize(16)
