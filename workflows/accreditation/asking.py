"""Tell the city bureau in charge of an applicant that its opinion is asked for."""

from casework.accounts.models import Membership, User
from casework.accounts.roles import holders
from casework.accreditation.models import Application
from casework.notices.write import write
from workflows.accreditation.actors import RECOMMEND


def ask_city(application: Application) -> None:
    """Once for each application, to everybody in the bureau who may give the opinion."""
    people = User.objects.filter(
        is_active=True,
        memberships__in=Membership.objects.in_force().filter(agency=application.city, role__in=holders(RECOMMEND)),
    ).distinct()
    words = {"party": application.party_name, "programme": application.round.programme}
    write("recommendation-asked", application.dossier, f"application:{application.pk}", words, given=list(people))
