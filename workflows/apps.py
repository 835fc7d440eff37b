from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    name = "workflows"
    verbose_name = "办案流程"

    def ready(self) -> None:
        """Load every lifecycle page, so that the registry is whole."""
        from workflows import flow, service
        from workflows.enforcement import case, inspection

        self.pages = (inspection, case, service, flow)
