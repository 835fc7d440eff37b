"""Several people at the same moment: each in a thread with a connection of his own, all let go together."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections

from workflows.engine import Refused


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call returned, or the refusal it met; any other error is raised here."""
    barrier, found = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            barrier.wait(30)
            found[place] = call()
        except Exception as error:
            found[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
        assert not thread.is_alive(), "somebody waits for ever"
    for result in found:
        if isinstance(result, Exception) and not isinstance(result, Refused):
            raise result
    return found


def refused(found: list[Any]) -> list[Refused]:
    return [result for result in found if isinstance(result, Refused)]
