"""The clock's sweep by hand: the same as celery beat runs every minute."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from workflows.tick import tick


class Command(BaseCommand):
    help = "触发到期的时限，提醒将到期的时限，随日历改动调整时限。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", metavar="ISO", help="按这一时刻运行，例如 2026-10-08T00:00")

    def handle(self, *args: Any, **options: Any) -> None:
        at = self.moment(options["at"]) if options["at"] else None
        done = tick(at)
        self.stdout.write(f"已触发{done['fired']}个，已提醒{done['warned']}个，已改期{done['moved']}个。")

    def moment(self, text: str) -> datetime:
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            raise CommandError(f"“{text}”不是ISO格式的时刻。") from None
        return at if at.tzinfo else timezone.make_aware(at)
