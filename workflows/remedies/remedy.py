"""复议、诉讼: one instance against one served act."""

from django.utils.translation import gettext_lazy as _

from casework.penalties.models import Remedy
from casework.penalties.states import RemedyState as S
from workflows.matter import Matter


class RemedyLifecycle(Matter):
    kind = "remedy"
    title = _("复议、诉讼")
    record_model = Remedy
    ended = (S.ENDED,)
