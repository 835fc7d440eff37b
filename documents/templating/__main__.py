"""Inspect one template from standard input under limits: ``python -m documents.templating KIND``. Answers in JSON."""

import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
    django.setup()
    from documents.templating import gate  # the apps must be loaded first

    gate.limit()
    sys.stdout.write(gate.answer(gate.inspect(sys.argv[1], sys.stdin.buffer.read())))
