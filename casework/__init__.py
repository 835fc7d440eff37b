"""The facts below and the pages above: see ARCHITECTURE.md."""

from casework.celery import app as celery_app

__all__ = ["celery_app"]
