"""Make the demonstration: five agencies, thirty enterprises, sixty matters, twenty-five penalties and two rounds of
accreditation with sixty applications, all through the gate. Safe to run again.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from casework.accreditation.demo import applicants_and_experts
from casework.organisations.demo import people_and_places
from workflows.demo.accreditations import tell_accreditations
from workflows.demo.matters import tell_all
from workflows.demo.penalties import tell_penalties
from workflows.tick import tick


class Command(BaseCommand):
    help = "建立示例数据（仅在设置了DEMO_ACCOUNTS时）。"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ACCOUNTS:
            self.stdout.write("没有设置DEMO_ACCOUNTS，不建立示例数据。")
            return
        cast, say = people_and_places(), self.say if options["verbosity"] > 1 else lambda line: None
        told, punished = tell_all(cast, say), tell_penalties(cast, say)
        applied = tell_accreditations(applicants_and_experts(cast), say)
        tick()
        self.stdout.write(f"示例案件：新建{told}件，处罚案件{punished}件，认定申报{applied}件。")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
