"""Every step a person can take has a form, and the form gives exactly the body's arguments."""

import pytest

from casework.web.experts.forms import FORMS as EXPERTS
from casework.web.forms.base import MARKS, StepForm, parameters
from casework.web.forms.fields import FilesField
from casework.web.officers.forms import FORMS as OFFICERS
from casework.web.officers.steps import FROM_PAPER
from workflows.registry import PAGES

pytestmark = pytest.mark.once

FORMS = OFFICERS | EXPERTS
# Steps without a page of their own: the gate takes them itself, or the dossier is made on the way (opening pages).
ELSEWHERE = {("case", "open"), ("case", "open_imported"), ("application", "draft")}
STEPS = [
    (kind, name)
    for kind, page in PAGES.items()
    for name, effects in page.steps().items()
    if effects.may.audience != "clock" and (kind, name) not in ELSEWHERE | set(FROM_PAPER)
]


def test_every_step_has_its_form_and_no_form_is_idle():
    assert set(FORMS) == set(STEPS)


def test_nobody_in_the_office_writes_what_an_expert_says():
    audiences = {row: PAGES[row[0]].steps()[row[1]].may.audience for row in STEPS}
    assert set(EXPERTS) == {row for row, audience in audiences.items() if audience == "expert"}
    assert not set(OFFICERS) & set(EXPERTS)


@pytest.mark.parametrize(("kind", "step"), STEPS, ids=[".".join(row) for row in STEPS])
def test_the_form_gives_exactly_the_arguments_of_the_body(kind, step):
    form, wanted = FORMS[kind, step], parameters(kind, step)
    fields = set(form.base_fields) - set(MARKS) - set(form.unlisted)
    made = {name.removeprefix("fact_") for name in dir(form) if name.startswith("fact_")}
    for name in set(wanted) - set(form.left_out):
        assert name in fields | made, f"{form.__name__} gives no {name}"
    assert made <= set(wanted), f"{form.__name__} makes {made - set(wanted)}, which nobody asks for"
    for name in form.left_out:
        assert wanted[name].default is not wanted[name].empty, f"{name} has no default to stand"


@pytest.mark.parametrize("form", sorted(set(FORMS.values()), key=lambda f: f.__name__), ids=lambda f: f.__name__)
def test_every_field_of_a_form_is_asked_for_or_used(form):
    """A field that is no argument must be read by the form itself."""
    import inspect

    source = "".join(inspect.getsource(owner) for owner in form.__mro__ if issubclass(owner, StepForm))
    kinds = [kind for (kind, step), known in FORMS.items() if known is form]
    for name in set(form.base_fields) - set(MARKS):
        if not any(name in parameters(kind, form.step) for kind in kinds):
            assert f'"{name}"' in source, f"{form.__name__}.{name} is never read"


@pytest.mark.parametrize("form", sorted(set(FORMS.values()), key=lambda f: f.__name__), ids=lambda f: f.__name__)
def test_every_field_speaks_chinese(form):
    for name, field in form.base_fields.items():
        if name not in (*MARKS, "rendered"):
            assert any("\u4e00" <= character <= "\u9fff" for character in str(field.label)), f"{form.__name__}.{name}"
        for code, words in field.error_messages.items():
            if code in ("required", "max_length", "invalid_choice") and not isinstance(field, FilesField):
                assert any("\u4e00" <= character <= "\u9fff" for character in str(words)), f"{name}: {code}"
