from django.apps import AppConfig


class PenaltiesConfig(AppConfig):
    name = "casework.penalties"
    label = "penalties"
    verbose_name = "处罚"
