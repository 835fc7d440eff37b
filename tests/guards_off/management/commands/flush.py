"""Between two transactional tests Django empties the database; the guards refuse that, so they step aside first.

Only the test settings install this app: in production ``flush`` stays refused. Django's flush emits ``post_migrate``,
which installs the guards again.
"""

from django.core.management.commands.flush import Command as Flush
from django.db import connections

from casework.trail import guards


class Command(Flush):
    def handle(self, **options):
        connection = connections[options["database"]]
        guards.remove(connection)
        super().handle(**options)
        guards.install(connection)
