"""Load the reference data of every floor; safe to run at every start."""

from importlib import import_module

from django.core.management.base import BaseCommand
from django.db import transaction

from casework.core.reference import tally

LOADERS = (
    "casework.organisations.reference",
    "casework.clock.reference",
    "casework.enforcement.reference",
    "casework.penalties.reference",
    "casework.accreditation.reference",
)


class Command(BaseCommand):
    help = "Load regions, bodies, periods, holidays, violations, articles, grades; rows a person edited stay."

    @transaction.atomic
    def handle(self, *args: object, **options: object) -> None:
        for name in LOADERS:  # by name, because core imports no floor above it
            self.stdout.write(tally(import_module(name).load()))
