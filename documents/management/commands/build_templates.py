"""Write the factory templates from their source in documents/build/."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.build.write import built, write


class Command(BaseCommand):
    help = "Build the factory templates of all papers; --check only says whether the committed ones are stale."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, fail if a template is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            stale = [str(path) for path, body in built().items() if not path.exists() or path.read_bytes() != body]
            if stale:
                raise CommandError("Stale templates, run build_templates: " + ", ".join(stale))
            return
        for path in write():
            self.stdout.write(str(path))
