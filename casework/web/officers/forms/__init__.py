"""Which form takes which step: ONE table."""

from casework.web.forms.base import StepForm
from casework.web.officers.forms import case, ending, inspection, matter, order, service

MATTER = (matter.AssignForm, matter.RecuseForm, matter.CorrectForm, matter.ChangePartyForm)


class ConfirmMeasureForm(matter.NothingForm):
    step = "confirm_measure"
    title = "补批现场处理措施"


TABLE: dict[str, tuple[type[StepForm], ...]] = {
    "inspection": (
        inspection.PlanForm, inspection.StartForm, inspection.ConfirmStartForm, inspection.FindingForm,
        inspection.ConcludeForm, inspection.CancelForm, *MATTER,
    ),
    "case": (
         case.StopWorkForm, ConfirmMeasureForm, case.LiftForm, order.OrderForm, order.RedateForm,
        case.DecideExtensionForm, case.RecheckForm, case.EscalateForm, ending.DeclineForm, ending.TransferForm,
        ending.TakeBackForm, ending.WithdrawForm, ending.CloseForm, ending.ReopenForm, *MATTER,
    ),
    "service": (
        service.ServeForm, service.AttemptForm, service.FailForm, service.PostForm, service.AnnulForm,
        service.CancelForm,
    ),
}  # fmt: skip
FORMS = {(kind, form.step): form for kind, forms in TABLE.items() for form in forms}
