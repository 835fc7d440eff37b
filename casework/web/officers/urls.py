"""The officers' wing."""

from django.urls import include, path

from casework.web.officers import cases, desk, directory, exports, ledger, numbers

urlpatterns = [
    path("", include("casework.web.officers.urls_people")),
    path("", include("casework.web.officers.urls_parameters")),
    path("", include("casework.web.officers.urls_steps")),
    path("", include("casework.web.officers.urls_party")),
    path("", include("casework.web.officers.urls_penalties")),
    path("", include("casework.web.officers.urls_accreditation")),
    path("", include("casework.web.officers.urls_templates")),
    path("desk/", desk.workbench, name="workbench"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/views/", ledger.save_view, name="save_view"),
    path("ledger/views/<int:pk>/delete/", ledger.drop_view, name="drop_view"),
    path("ledger/export/", exports.export, name="export"),
    path("ledger/export/<int:pk>/", exports.progress, name="export_progress"),
    path("ledger/export/<int:pk>/file/", exports.export_file, name="export_file"),
    path("numbers/", numbers.numbers, name="numbers"),
    path("numbers/<int:pk>/void/", numbers.void, name="number_void"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("inspections/<int:pk>/", cases.inspection, name="inspection"),
    path("enterprises/", directory.enterprises, name="enterprises"),
    path("enterprises/<int:pk>/", directory.enterprise, name="enterprise"),
]
