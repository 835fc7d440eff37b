"""Make the demonstration: five agencies, thirty enterprises, sixty matters, all through the gate. Safe to run again."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from casework.organisations.demo import people_and_places
from workflows.demo.matters import tell_all
from workflows.tick import tick


class Command(BaseCommand):
    help = "建立示例数据（仅在设置了DEMO_ACCOUNTS时）。"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ACCOUNTS:
            self.stdout.write("没有设置DEMO_ACCOUNTS，不建立示例数据。")
            return
        told = tell_all(people_and_places(), self.say if options["verbosity"] > 1 else lambda line: None)
        tick()
        self.stdout.write(f"示例案件：新建{told}件。")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
