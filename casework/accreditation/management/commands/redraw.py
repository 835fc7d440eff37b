"""Run the draw of a panel again, from its recorded seed and pool."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework.accreditation.models import Expert, Panel
from casework.accreditation.panels import matches, redraw


class Command(BaseCommand):
    help = "用记录的种子和候选名单重新抽取评审组，并与登记的成员核对。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("panel", type=int, help="评审组编号")

    def handle(self, *args: Any, **options: Any) -> None:
        panel = Panel.objects.select_related("round__programme", "category").filter(pk=options["panel"]).first()
        if panel is None:
            raise CommandError("没有这个评审组。")
        names = dict(Expert.objects.filter(pk__in=panel.pool).values_list("pk", "name"))
        self.stdout.write(f"{panel}　种子：{panel.seed}　候选：{len(panel.pool)}人　抽取：{panel.size}人")
        for place, expert in enumerate(redraw(panel), 1):
            role = "成员" if place <= panel.size else "候补"
            self.stdout.write(f"{place:3} {role} {expert} {names[expert]}")
        if not matches(panel):
            raise CommandError("登记的成员与抽取结果不符。")
        self.stdout.write("登记的成员与抽取结果一致。")
