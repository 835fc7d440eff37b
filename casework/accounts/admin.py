"""What the security administrator keeps and the auditor reads: people, roles, certificates, deputations, logs."""

import secrets
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from casework.accounts.admin_site import GovernedAdmin
from casework.accounts.models import Deputation, LoginRecord, Membership, OfficerCertificate, User

PEOPLE = "admin.people"


class NewUserForm(forms.ModelForm):
    password = forms.CharField(
        label="初始密码",
        strip=False,
        widget=forms.PasswordInput,
        help_text="至少10位，不能全是数字。本人登录后须先改掉。",
    )

    class Meta:
        model = User
        fields = ["username", "name", "phone", "email", "id_number", "law_qualified"]

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], self.instance)
        return str(self.cleaned_data["password"])

    def save(self, commit: bool = True) -> User:
        self.instance.set_password(self.cleaned_data["password"])
        self.instance.password_given = True
        return super().save(commit)


@admin.register(User)
class UserAdmin(GovernedAdmin):
    permission = PEOPLE
    list_display = ["username", "name", "phone", "is_active", "password_given", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["username", "name", "phone"]
    fields = [
        *("username", "name", "phone", "email", "id_number", "law_qualified", "is_active", "password_given"),
        "last_login",
    ]
    readonly_fields = ["password_given", "last_login"]
    actions = ["unlock", "give_new_password", "take_factor", "end_sessions"]

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = NewUserForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        return self.fields if obj else [*NewUserForm.Meta.fields, "password"]

    @admin.action(description="解锁登录（清除输错密码的次数）", permissions=["change"])
    def unlock(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        for user in chosen:
            get_adapter(request).unlock(request, user.username)
            self.log_change(request, user, "解锁登录")
        self.message_user(request, f"已解锁{len(chosen)}个账户。")

    @admin.action(description="重设初始密码（一次一人）", permissions=["change"])
    def give_new_password(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        if len(chosen) != 1 or chosen[0] == request.user:
            self.message_user(request, "每次只选一个账户；自己的密码在“我的账户”里改。", messages.ERROR)
            return
        user, password = chosen[0], secrets.token_urlsafe(12)
        user.set_password(password)
        user.password_given = True
        user.save()
        self.log_change(request, user, "重设初始密码")
        words = f"{user}的初始密码是 {password}，只显示这一次。本人登录后须先改掉。"
        self.message_user(request, words, messages.WARNING)

    @admin.action(description="取消动态码（手机丢失）", permissions=["change"])
    def take_factor(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        for user in chosen.exclude(pk=request.user.pk):
            Authenticator.objects.filter(user=user).delete()
            self.log_change(request, user, "取消动态码")
        self.message_user(request, "已取消。需要动态码的角色下次登录时重新启用。")

    @admin.action(description="让所有设备退出登录", permissions=["change"])
    def end_sessions(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        for session in UserSession.objects.filter(user__in=chosen).exclude(user=request.user):
            session.end()
        for user in chosen:
            self.log_change(request, user, "让所有设备退出登录")
        self.message_user(request, "已退出。")


class NotHimselfForm(forms.ModelForm):
    """Nobody gives himself a role, a certificate or a post to stand in for, nor takes back the end of one."""

    administrator: Any = None
    holder = "user"

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        before = getattr(self.instance, f"{self.holder}_id", None)
        if self.administrator.pk in {before, getattr((data or {}).get(self.holder), "pk", None)}:
            raise ValidationError("不能给自己授权，也不能改自己的授权。请由另一名安全管理员办理。")
        return data


class NotHimselfAdmin(GovernedAdmin):
    permission = PEOPLE
    form = NotHimselfForm
    holder = "user"

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"administrator": request.user, "holder": self.holder})


@admin.register(Membership)
class MembershipAdmin(NotHimselfAdmin):
    list_display = ["user", "role", "agency", "enterprise", "department", "title", "valid_from", "valid_to"]
    list_filter = ["role", "agency"]
    search_fields = ["user__username", "user__name", "enterprise__name"]
    autocomplete_fields = ["user"]
    raw_id_fields = ["enterprise"]
    list_select_related = ["user", "agency", "enterprise", "department"]


@admin.register(OfficerCertificate)
class OfficerCertificateAdmin(NotHimselfAdmin):
    list_display = ["user", "number", "valid_from", "valid_to", "suspended"]
    list_filter = ["suspended"]
    search_fields = ["number", "user__username", "user__name"]
    autocomplete_fields = ["user"]


@admin.register(Deputation)
class DeputationAdmin(NotHimselfAdmin):
    holder = "deputy"
    list_display = ["principal", "deputy", "agency", "valid_from", "valid_to", "ended_at"]
    search_fields = ["principal__name", "deputy__name"]
    autocomplete_fields = ["principal", "deputy"]


@admin.register(LoginRecord)
class LoginRecordAdmin(GovernedAdmin):
    permission = "admin.audit"
    read_only = True
    list_display = ["at", "username", "user", "outcome", "address", "agent"]
    list_filter = ["outcome", "at"]
    search_fields = ["username", "user__name", "address"]
    list_select_related = ["user"]


@admin.register(LogEntry)
class LogEntryAdmin(GovernedAdmin):
    """What the administrators did."""

    permission = "admin.audit"
    read_only = True
    list_display = ["action_time", "user", "content_type", "object_repr", "action_flag", "change_message"]
    list_filter = ["action_flag", "action_time"]
    search_fields = ["user__username", "object_repr"]
    list_select_related = ["user", "content_type"]
