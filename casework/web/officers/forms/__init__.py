"""Which form takes which step: ONE table."""

from casework.web.forms.base import StepForm
from casework.web.officers.forms import (
    application,
    case,
    designation,
    ending,
    evaluation,
    inspection,
    listing,
    matter,
    order,
    penalty_changing,
    penalty_collecting,
    penalty_crime,
    penalty_deciding,
    penalty_filing,
    penalty_sheet,
    penalty_telling,
    remedy,
    service,
    suspension,
)

CRIME = penalty_crime.CRIME
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
        ending.TakeBackForm, ending.WithdrawForm, ending.CloseForm, ending.ReopenForm, *CRIME, *MATTER,
    ),
    "service": (
        service.ServeForm, service.AttemptForm, service.FailForm, service.PostForm, service.AnnulForm,
        service.CancelForm,
    ),
    "penalty": (
        penalty_filing.FileForm, penalty_filing.SummonForm, penalty_filing.InterviewForm, penalty_filing.KeepForm,
        penalty_filing.ReleaseForm, penalty_sheet.ConcludeForm, penalty_telling.SendBackForm,
        penalty_telling.ReviewForm, penalty_telling.NotifyForm, penalty_telling.DefendForm,
        penalty_telling.AnswerDefenceForm, penalty_telling.WaiveForm, penalty_sheet.RenotifyForm,
        penalty_telling.RequestHearingForm, penalty_telling.ScheduleForm, penalty_telling.HoldForm,
        penalty_deciding.DeliberateForm, penalty_deciding.DecideForm, penalty_deciding.ExtendForm,
        penalty_deciding.NotPunishForm, penalty_collecting.PaymentForm, penalty_collecting.RefundForm,
        penalty_collecting.RequestDeferralForm, penalty_collecting.DeferForm, penalty_collecting.DemandForm,
        penalty_collecting.ObjectForm, penalty_collecting.AnswerObjectionForm, penalty_collecting.SurchargeForm,
        penalty_collecting.CourtForm, penalty_collecting.RulingForm, penalty_changing.AmendForm,
        penalty_changing.RedoForm, penalty_changing.AnnulForm, penalty_changing.PublishForm,
        penalty_changing.ReportUpForm, penalty_changing.UnpublishForm, penalty_changing.TransferForm,
        penalty_changing.TakeBackForm, penalty_changing.WithdrawForm, penalty_changing.PerformForm,
        penalty_changing.EndForm,
        penalty_changing.CloseForm, penalty_changing.ReopenForm, *CRIME, *MATTER,
    ),
    "suspension": (
        suspension.RequestForm, suspension.ResumeForm, suspension.RefuseForm, suspension.DefianceForm,
        suspension.CeaseForm, suspension.CutForm, suspension.RestoreForm, suspension.ClosureForm,
        suspension.AnswerClosureForm, suspension.LiftForm, suspension.AnnounceForm, *MATTER,
    ),
    "remedy": (
        remedy.RegisterForm, remedy.AnswerForm, remedy.StayForm, remedy.EndStayForm, remedy.ConcludeForm, *MATTER,
    ),
    "application": (
        application.SubmitForm, application.SupplementForm, application.WithdrawForm,
        application.RequestSupplementForm, application.AcceptForm, application.RefuseForm, application.RecommendForm,
        application.NotRecommendForm, application.SkipForm, application.RejectForm, evaluation.ConveneForm,
        evaluation.NameForm, *listing.OBJECTIONS, *MATTER,
    ),
    "evaluation": (evaluation.ReplaceForm, evaluation.VoidForm),
    "listing": (*listing.LISTING, *MATTER[:3]),
    "designation": (*designation.DESIGNATION, *MATTER),
}  # fmt: skip
FORMS = {(kind, form.step): form for kind, forms in TABLE.items() for form in forms}
