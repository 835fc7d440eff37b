from django.apps import AppConfig


class AccreditationConfig(AppConfig):
    name = "casework.accreditation"
    label = "accreditation"
    verbose_name = "认定"
