"""The tables of a real installation, made by the migrations, are those of the tests, made from the models."""

import json
import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from tests.casework.core.schema import describe


@pytest.fixture
def elsewhere(transactional_db, tmp_path):
    """The address of an empty database beside the tests' own."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    name = f"{connection.settings_dict['NAME']}_migrated"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(address: str, *words: str) -> str:
    surroundings = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "casework.settings"}
    done = subprocess.run(
        [sys.executable, *words], env=surroundings, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


COUNT = """
import django; django.setup()
from django.db import connection; from casework.trail import guards
print(guards.count(connection), guards.expected(connection))
"""


def ours(table: str) -> bool:
    """The tables of other packages are theirs to migrate."""
    labels = [
        app.label for app in apps.get_app_configs() if app.name.startswith(("casework", "documents", "workflows"))
    ]
    return table.startswith(tuple(f"{label}_" for label in labels))


def test_the_migrations_make_the_tables_of_the_models_and_the_guards_stand(elsewhere):
    run(elsewhere, "manage.py", "migrate", "--verbosity", "0")
    made = json.loads(run(elsewhere, "-m", "tests.casework.core.schema"))
    wanted = json.loads(json.dumps(describe(connection)))
    assert made.keys() == wanted.keys()
    assert {table: lines for table, lines in made.items() if lines != wanted[table] and ours(table)} == {}
    there, expected = run(elsewhere, "-c", COUNT).split()
    assert there == expected != "0"
