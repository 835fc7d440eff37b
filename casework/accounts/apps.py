from allauth.account.signals import password_changed
from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models.signals import post_migrate, pre_save


class AccountsConfig(AppConfig):
    name = "casework.accounts"
    label = "accounts"
    verbose_name = "账户"

    def ready(self) -> None:
        from casework.accounts import grants, logins  # noqa: PLC0415  models are not ready before

        post_migrate.connect(grants.forget_permission, dispatch_uid="forget_handle_permission")
        user_logged_in.connect(logins.note_success, dispatch_uid="login_log")
        user_login_failed.connect(logins.note_failure, dispatch_uid="login_log")
        pre_save.connect(logins.codes_are_seen, sender="mfa.Authenticator", dispatch_uid="codes_are_seen")
        password_changed.connect(logins.own_password, dispatch_uid="own_password")
