"""Check every chain, file and seal; the first broken row or seal is named."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from casework.trail import guards
from casework.trail.verify import verify_all, verify_dossier
from documents.models import Dossier


class Command(BaseCommand):
    help = "校验全部留痕、文件和封印。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dossier", type=int, help="只校验这一案卷")
        parser.add_argument("--no-files", action="store_true", help="不重算文件摘要")

    def handle(self, *args: Any, **options: Any) -> None:
        files = not options["no_files"]
        one = options["dossier"]
        found = [verify_dossier(one, files=files)] if one else [row for _, row in verify_all(files=files)]
        broken = [row for row in found if row]
        for row in broken:
            self.stdout.write(f"{row.what} {row.where}：{row}")
        missing = guards.expected(connection) - guards.count(connection)
        if missing > 0:
            broken.append(None)  # type: ignore[arg-type]
            self.stdout.write(f"数据库防护缺少{missing}项，请运行migrate。")
        if broken:
            raise CommandError("留痕校验没有通过。")
        self.stdout.write(f"校验通过：{Dossier.objects.count()}个案卷，未被改动。")
