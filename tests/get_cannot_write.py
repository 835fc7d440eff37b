"""Every page a test opens is watched: a GET that writes fails it."""

import re

from django.db import connection

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.I)


class GetWrote(AssertionError):
    """A GET request tried to write to the database."""


def refuse(execute, sql, params, many, context):
    if WRITES.match(sql):
        raise GetWrote(sql)
    return execute(sql, params, many, context)


def get_cannot_write(get_response):
    """Innermost middleware: sessions and their activity, written by the layers round it, are not the view's doing."""

    def middleware(request):
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            return get_response(request)
        with connection.execute_wrapper(refuse):
            return get_response(request)

    return middleware
