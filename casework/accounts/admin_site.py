"""The administrators' site (三员): entered by the product's own login, governed by roles.py and by nothing else."""

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from simple_history.admin import SimpleHistoryAdmin

from casework.accounts.models import Membership
from casework.accounts.roles import ADMINISTRATORS, PERMISSIONS

View = Callable[..., HttpResponse]


def permissions(request: HttpRequest) -> set[str]:
    """The administrators' permissions of the visitor, read once per request."""
    if not hasattr(request, "_admin_permissions"):
        held: set[str] = set()
        if request.user.is_authenticated and request.user.is_active:
            roles = Membership.objects.in_force().filter(user=request.user, role__in=ADMINISTRATORS)
            held = set(roles.values_list("role", flat=True))
        request._admin_permissions = {  # type: ignore[attr-defined]
            name for name, holders in PERMISSIONS.items() if name.startswith("admin.") and held & set(holders)
        }
    return request._admin_permissions  # type: ignore[attr-defined]


class CaseworkAdminSite(AdminSite):
    site_header = "桂安办案 系统管理"
    site_title = "系统管理"
    index_title = "系统、安全、审计三员各管各的"

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(permissions(request))

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Somebody who is logged in and no administrator finds nothing here."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return inner(request, *args, **kwargs)

        return guarded

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The product's own login, with its limits and second factor; Django's form is never shown."""
        if not request.user.is_authenticated:
            return secure_admin_login(super().login)(request, extra_context)
        if not self.has_permission(request):
            raise Http404
        return redirect("admin:index")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect("account_change_password")


class GovernedAdmin(SimpleHistoryAdmin):
    """A table one of the three administrators keeps: ``permission`` names whose. The auditor reads every one of them.

    Django's own model permissions and ``is_superuser`` are never asked. Rows are not deleted unless ``deletable``.
    """

    permission = ""
    readers: tuple[str, ...] = ("admin.audit",)
    read_only = False
    deletable = False

    def _writes(self, request: HttpRequest) -> bool:
        return not self.read_only and self.permission in permissions(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not permissions(request).isdisjoint({self.permission, *self.readers})

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._writes(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._writes(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.deletable and self._writes(request)

    def has_view_history_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_change_history_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        """History is read here; a former value is typed in again, as a change of its own."""
        return True

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What was changed when by whom; for a table without versions, the administrators' log of the row."""
        if hasattr(self.model._meta, "simple_history_manager_attribute"):
            return super().history_view(request, object_id, extra_context)
        return ModelAdmin.history_view(self, request, object_id, extra_context)


class GovernedInline:
    """For inlines of a governed table: writable with it, readable with it."""

    permission = ""
    deletable = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not permissions(request).isdisjoint({self.permission, "admin.audit"})

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.permission in permissions(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.permission in permissions(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.deletable and self.permission in permissions(request)
