"""Import enterprises from a CSV or XLSX table: all rows or none."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework.organisations.importers import HEADINGS, NEEDED, Unreadable, import_enterprises


class Command(BaseCommand):
    help = f"Import enterprises. Columns: {', '.join(HEADINGS)}; needed: {', '.join(NEEDED)}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", type=Path)

    def handle(self, *args: object, **options: object) -> None:
        table = Path(str(options["table"]))
        try:
            outcome = import_enterprises(table.read_bytes(), table.name)
        except (OSError, Unreadable) as error:
            raise CommandError(str(error)) from None
        if outcome.mistakes:
            raise CommandError("\n".join(f"line {line}: {text}" for line, text in outcome.mistakes))
        self.stdout.write(f"{outcome.created} created, {outcome.updated} updated, {outcome.same} same")
