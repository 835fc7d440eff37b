"""Begin the correction cases of a table that an office handled on paper: all rows or none."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework.accounts.models import User
from casework.accounts.queries import officers_of
from casework.accounts.roles import holders
from casework.organisations.importers import Unreadable
from casework.organisations.models import Agency
from workflows.importing import HEADINGS, NEEDED, import_matters


class Command(BaseCommand):
    help = (
        f"Import running matters, one finding a line. Columns: {', '.join(HEADINGS)}; needed: {', '.join(NEEDED)}. "
        "A second run with the same table changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", type=Path)
        parser.add_argument("--agency", required=True, metavar="SHORT", help="the short name in its numbers: 桂, 南 …")
        parser.add_argument("--by", metavar="USERNAME", help="who answers for it (default: the agency's only clerk)")
        parser.add_argument(
            "--officers", default="", metavar="NAMES", help="user names in charge where a line names nobody, by commas"
        )
        parser.add_argument("--check", action="store_true", help="look for mistakes, write nothing")

    def handle(self, *args: object, **options: object) -> None:
        agency, table = self.agency(str(options["agency"])), Path(str(options["table"]))
        names = [name for name in str(options["officers"]).split(",") if name]
        officers = list(officers_of(agency).filter(username__in=names))
        if len(officers) < len(names):
            raise CommandError(f"not all of {', '.join(names)} are certified officers of {agency}")
        try:
            outcome = import_matters(
                table.read_bytes(), table.name, agency, self.actor(agency, str(options["by"] or "")),
                officers=officers, check=bool(options["check"]),
            )  # fmt: skip
        except (OSError, Unreadable) as error:
            raise CommandError(str(error)) from None
        if outcome.mistakes:
            raise CommandError("\n".join(f"line {line}: {text}" for line, text in outcome.mistakes))
        done = "would be imported" if options["check"] else "imported"
        self.stdout.write(f"{len(outcome.cases)} {done}, {len(outcome.known)} already here")

    def agency(self, short: str) -> Agency:
        found = list(Agency.objects.filter(short=short).select_related("region"))
        if len(found) != 1:
            raise CommandError(f"{len(found)} agencies have the short name {short}")
        return found[0]

    def actor(self, agency: Agency, username: str) -> User:
        """The office's own people import; the gate asks their permission again."""
        posts = agency.memberships.in_force().filter(role__in=holders("matter.import"), user__is_active=True)
        people = User.objects.filter(pk__in=posts.values("user"))
        if username:
            people = people.filter(username=username)
        elif people.count() > 1:
            people = people.filter(pk__in=posts.filter(role="clerk").values("user"))
        if people.count() != 1:
            raise CommandError(f"name with --by one person who may import for {agency}; {people.count()} found")
        return people.get()
