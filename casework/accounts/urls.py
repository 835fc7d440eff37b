"""Login and what belongs to it: single views of allauth, mounted by hand under their own names.

``include("allauth.urls")`` would open its signup, password reset and e-mail pages to everybody; they are not here, so
they answer 404.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as sessions
from django.urls import path

from casework.accounts import demo
from casework.accounts.views import profile

login = account.LoginView.as_view(extra_context={"demo_accounts": demo.accounts, "demo_password": demo.password})

urlpatterns = [
    path("account/", profile, name="account"),
    path("account/login/", login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/factor/", mfa.index, name="mfa_index"),
    path("account/factor/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("account/factor/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/factor/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/factor/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/factor/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/factor/codes/generate/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/factor/codes/download/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("account/sessions/", sessions.list_usersessions, name="usersessions_list"),
]
