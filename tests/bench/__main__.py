"""``make bench``: one table of speeds and sizes, ratios within one run, on a database made for it and dropped."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
django.setup()

from django.db import connection  # noqa: E402
from django.test.runner import DiscoverRunner  # noqa: E402

from casework.trail import guards  # noqa: E402


def people():
    from tests.people import cast

    everybody = cast()
    return everybody.agency, everybody.enterprise, everybody.officer


def run(names: list[str]) -> int:
    from importlib import import_module

    from tests.bench.rig import show

    runner = DiscoverRunner(verbosity=0, interactive=False)
    old = runner.setup_databases()
    missed = 0
    try:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA journal_mode=WAL")
        guards.install(connection)
        who = people()
        print(f"| {connection.vendor} | measured | goal | |\n|---|---|---|---|")
        for name in names:
            rows = import_module(f"tests.bench.{name}").main(who)
            show(rows)
            missed += sum(row.met is False for row in rows)
    finally:
        runner.teardown_databases(old)
    return missed


ALL = ["gate", "penalty", "accreditation", "paper", "pdf", "ledger", "sweep"]

if __name__ == "__main__":
    sys.exit(1 if run(sys.argv[1:] or ALL) else 0)
