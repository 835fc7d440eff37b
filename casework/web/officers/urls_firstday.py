"""What an office needs on its first day: number series, matters already running, the movable training clock."""

from django.urls import path

from casework.web.officers import series, tables, training

urlpatterns = [
    path("numbers/register/", series.number_register, name="number_register"),
    path("numbers/register/begin/", series.number_begin, name="number_begin"),
    path("imports/table/", tables.import_table, name="import_table"),
    path("imports/table/blank/", tables.blank_table, name="import_blank"),
    path("training/", training.training, name="training"),
]
