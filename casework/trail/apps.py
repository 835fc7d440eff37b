from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "casework.trail"
    label = "trail"
    verbose_name = "留痕"
