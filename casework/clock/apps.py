from django.apps import AppConfig


class ClockConfig(AppConfig):
    name = "casework.clock"
    label = "clock"
    verbose_name = "时限"
