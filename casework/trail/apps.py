from django.apps import AppConfig, apps
from django.core.checks import Tags, Warning, register
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from casework.trail import guards


class TrailConfig(AppConfig):
    name = "casework.trail"
    label = "trail"
    verbose_name = "留痕"

    def ready(self) -> None:
        pre_migrate.connect(drop_guards, dispatch_uid="guards")
        post_migrate.connect(put_guards, dispatch_uid="guards")
        register(guards_stand, Tags.database)


def drop_guards(sender, using, **kwargs):
    if sender.label == "trail":
        guards.remove(connections[using])


def put_guards(sender, using, **kwargs):
    """After the last app has migrated, so that every guarded table is there (a partial migrate leaves none)."""
    if sender.label != [app.label for app in apps.get_app_configs() if app.models_module][-1]:
        return
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if {*guards.GUARDED, *guards.FROZEN} <= tables:
        guards.install(connection)


def guards_stand(app_configs, databases, **kwargs):
    """``manage.py check --database default`` counts the guards."""
    found = []
    for alias in databases or []:
        connection = connections[alias]
        if "trail_event" in connection.introspection.table_names() and guards.count(connection) < guards.expected(
            connection
        ):
            found.append(Warning("数据库防护不完整：请运行 migrate 重新安装。", id="trail.W001"))
    return found
