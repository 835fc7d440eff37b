from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    name = "workflows"
    verbose_name = "办案流程"

    def ready(self) -> None:
        """Load every lifecycle page, so that the registry is whole."""
        from workflows import flow, service  # noqa: PLC0415  pages need the models, which are ready only now
        from workflows.accreditation import (  # noqa: PLC0415  pages need the models
            application,
            designation,
            evaluation,
            listing,
        )
        from workflows.enforcement import case, inspection  # noqa: PLC0415  pages need the models
        from workflows.guarding import tell_the_guards  # noqa: PLC0415  reads the pages
        from workflows.penalty import penalty  # noqa: PLC0415  pages need the models
        from workflows.remedies import remedy  # noqa: PLC0415  pages need the models
        from workflows.stopping import suspension  # noqa: PLC0415  pages need the models

        self.pages = (
            inspection, case, penalty, suspension, remedy, application, evaluation, listing, designation, service, flow,
        )  # fmt: skip
        tell_the_guards()
