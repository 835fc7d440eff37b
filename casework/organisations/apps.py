from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "casework.organisations"
    label = "organisations"
    verbose_name = "机构与企业"

    def ready(self) -> None:
        from casework.organisations import signals  # noqa: F401, PLC0415  connects the receivers
