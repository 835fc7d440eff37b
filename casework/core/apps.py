from django.apps import AppConfig
from django.core.checks import register


class CoreConfig(AppConfig):
    name = "casework.core"
    label = "core"
    verbose_name = "基础"

    def ready(self) -> None:
        from casework.core.training import training_is_harmless  # noqa: PLC0415  the settings are ready only now

        register(training_is_harmless)
