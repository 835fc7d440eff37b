"""Static files of the libraries we show, and none of those we don't."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class OwnStaticFilesConfig(StaticFilesConfig):
    # viewflow ships a front end that we never mount, with style sheets that name files it does not ship.
    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "viewflow"]
