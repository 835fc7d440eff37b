from django.apps import AppConfig


class ClockConfig(AppConfig):
    name = "casework.clock"
    label = "clock"
    verbose_name = "时限"

    def ready(self) -> None:
        from casework.clock.signals import connect  # noqa: PLC0415  the models are not ready at import time

        connect()
