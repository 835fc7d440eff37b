"""The celery application: tasks only say "look now"; the work itself stands in rows (docs/adr/0008)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
app = Celery("casework")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["workflows", "documents", "casework.notices", "casework.web"])
