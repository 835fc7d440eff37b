"""What tables a database has, in words that can be compared: ``python -m tests.casework.core.schema`` prints them."""

import json
import re
from typing import Any

MADE = re.compile(r"^(__|fk_|sqlite_autoindex)|_[0-9a-f]{8}(_|$)|_(pkey|key|check)$")  # the others a model chose


def describe(connection: Any) -> dict[str, list[str]]:
    """Table -> its columns, keys, indexes and checks, sorted; names of the database's own making are left out."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table == "django_migrations":
                continue
            columns = connection.introspection.get_table_description(cursor, table)
            lines = [f"column {c.name} {c.type_code} null={c.null_ok}" for c in columns]
            for name, rule in connection.introspection.get_constraints(cursor, table).items():
                kinds = [kind for kind in ("primary_key", "unique", "check", "index", "foreign_key") if rule[kind]]
                named = "" if MADE.search(name) else name
                lines.append(
                    f"{'+'.join(kinds)} {named} {','.join(map(str, rule['columns'] or []))} {rule['foreign_key'] or ''}"
                )
            found[table] = sorted(lines)
    return found


if __name__ == "__main__":
    import django

    django.setup()
    from django.db import connection

    print(json.dumps(describe(connection)))
