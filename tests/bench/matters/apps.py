from django.apps import AppConfig

from casework.trail import guards


class MattersConfig(AppConfig):
    name = "tests.bench.matters"
    label = "bench"

    def ready(self):
        guards.GUARDED["bench_matter"] = "bench"
        from tests.bench.matters import flow, lifecycle

        self.pages = (lifecycle, flow)
