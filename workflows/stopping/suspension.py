"""停产停业: in force from service of the act it rests on, until acceptance, closure or lifting."""

from django.utils.translation import gettext_lazy as _

from casework.penalties.models import Suspension
from casework.penalties.states import SuspensionState as S
from workflows.matter import Matter


class SuspensionLifecycle(Matter):
    kind = "suspension"
    title = _("停产停业")
    record_model = Suspension
    ended = (S.RESUMED, S.SHUT, S.LIFTED)
