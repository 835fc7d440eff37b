"""The three administrators of a new installation, who make everybody else."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from casework.accounts.models import Membership, User
from casework.accounts.roles import ADMINISTRATORS

NAMES = {"system_admin": "sysadmin", "security_admin": "secadmin", "audit_admin": "auditadmin"}


class Command(BaseCommand):
    help = "建立三员账户，打印初始密码（只显示一次）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        for role, name in NAMES.items():
            parser.add_argument(f"--{role.replace('_', '-')}", default=name, help=f"用户名，默认{name}")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if Membership.objects.in_force().filter(role__in=ADMINISTRATORS).exists():
            raise CommandError("已有管理员。其余账户由安全管理员在系统管理里建立。")
        for role in ADMINISTRATORS:
            password = secrets.token_urlsafe(12)
            user = User(username=options[role.value], name=str(role.label), password_given=True)
            user.set_password(password)
            user.full_clean()
            user.save()
            Membership.objects.create(user=user, role=role)
            self.stdout.write(f"{role.label}　用户名 {user.username}　初始密码 {password}")
