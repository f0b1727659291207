"""The questions of a survey, put together at the desk."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.issues.models import Issue
from jukugi.apps.surveys import actions
from jukugi.apps.surveys.enums import Attribute, Kind
from jukugi.apps.surveys.forms.questions import SCALES, QuestionForm
from jukugi.apps.surveys.models import Question
from jukugi.apps.surveys.queries.asking import question_rows
from jukugi.apps.surveys.queries.flow import flow_of
from jukugi.apps.surveys.views.asked import Visit, sent, visit
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.rendering import refusal_page


@login_required
def questions(request: HttpRequest, survey_pk: int) -> HttpResponse:
    """All questions in their order, as a flow."""
    here = visit(request, survey_pk, runs=False)
    if isinstance(here, HttpResponse):
        return here
    return _list(request, here)


@login_required
def new(request: HttpRequest, survey_pk: int) -> HttpResponse:
    """Ask one more question, of the kind that the address names."""
    here = visit(request, survey_pk)
    if isinstance(here, HttpResponse):
        return here
    return _form(request, here, None, question_rows(here.survey))


@login_required
def edit(request: HttpRequest, survey_pk: int, code: str) -> HttpResponse:
    """Word a question anew."""
    here = visit(request, survey_pk)
    if isinstance(here, HttpResponse):
        return here
    rows = question_rows(here.survey)
    question = next((row for row in rows if row.code == code), None)
    if question is None:
        get_object_or_404(here.survey.questions, code=code)
    return _form(request, here, question, rows)


@login_required
@require_POST
def arrange(request: HttpRequest, survey_pk: int, code: str) -> HttpResponse:
    """Put a question elsewhere, or take it away."""
    here = visit(request, survey_pk)
    if isinstance(here, HttpResponse):
        return here
    question = get_object_or_404(here.survey.questions.select_related("survey"), code=code)
    now = timezone.now()
    place = list(here.survey.questions.values_list("code", flat=True)).index(code) + 1
    targets = {"up": place - 1, "down": place + 1}
    try:
        match request.POST.get("act", ""):
            case "up" | "down" as way:
                actions.move_question(question=question, to=max(1, targets[way]), actor=here.person, now=now)
            case "move":
                actions.move_question(
                    question=question, to=whole(request.POST.get("to")) or place, actor=here.person, now=now
                )
            case "remove":
                actions.remove_question(question=question, actor=here.person, now=now)
                messages.success(request, _("設問「%(label)s」を消しました。") % {"label": question.label})
            case _other:
                return refusal_page(request, NotAllowed())
    except Refusal as error:
        return _list(request, here, refusal=error)
    response = redirect("surveys:questions", survey_pk=survey_pk)
    response["Location"] += f"#{code}"
    return response


def _list(request: HttpRequest, here: Visit, *, refusal: Refusal | None = None) -> HttpResponse:
    audiences = list(here.survey.audiences.all())
    context = {
        "survey": here.survey,
        "runs": here.runs,
        "may_change": here.runs and here.survey.is_prepared,
        "flow": flow_of(question_rows(here.survey), audiences),
        "kinds": Kind.choices,
        "attributes": Attribute.choices,
        "refusal": words_for(refusal) if refusal is not None else None,
    }
    status = refusal.status if refusal is not None else 200
    return render(request, "surveys/desk_questions.html", context, status=status)


def _form(request: HttpRequest, here: Visit, question: Question | None, rows: list[Question]) -> HttpResponse:
    kind, attribute = _kind(request, question)
    earlier = rows if question is None else rows[: rows.index(question)]
    options: dict[str, Any] = {
        "kind": kind,
        "attribute": attribute,
        "question": question,
        "earlier": earlier,
        "audiences": list(here.survey.audiences.all()),
        "issues": Issue.objects.filter(process=here.survey.process_id).order_by("position", "pk"),
        "scale": request.GET.get("scale", "")[:20],
    }
    form = QuestionForm(sent(request), **options)
    if request.method == "POST" and "more" in request.POST:
        form = QuestionForm(request.POST, **options)
        form.is_valid()
        form.errors.clear()
    elif request.method == "POST" and form.is_valid():
        try:
            if question is None:
                question = actions.add_question(
                    survey=here.survey, draft=form.draft, actor=here.person, now=timezone.now()
                )
            else:
                actions.change_question(question=question, draft=form.draft, actor=here.person, now=timezone.now())
            messages.success(request, _("設問を保存しました。"))
            response = redirect("surveys:questions", survey_pk=here.survey.pk)
            response["Location"] += f"#{question.code}"
            return response
        except Refusal as error:
            tell(form, error)
    context = {
        "survey": here.survey,
        "form": form,
        "question": question,
        "kind": kind.label,
        "attribute": Attribute(attribute).label if attribute else "",
        "other_kinds": [one for one in Kind if one != kind] if question is not None and not attribute else [],
        "scales": [(name, words) for name, (words, _steps) in SCALES.items()] if _offers_scales(kind, question) else [],
        "number": len(rows) + 1 if question is None else rows.index(question) + 1 if question in rows else 0,
    }
    return render(request, "surveys/desk_question.html", context, status=400 if form.errors else 200)


def _offers_scales(kind: Kind, question: Question | None) -> bool:
    return kind == Kind.SCALE and question is None


def _kind(request: HttpRequest, question: Question | None) -> tuple[Kind, str]:
    """How it is answered, and which attribute it asks for: from the address, else as it is."""
    asked = request.GET.get("kind", "")
    attribute = request.GET.get("attribute", "")
    if question is not None:
        return Kind(asked) if asked in Kind.values and not question.attribute else Kind(
            question.kind
        ), question.attribute
    if attribute in Attribute.values:
        return Kind.SINGLE, attribute
    return Kind(asked) if asked in Kind.values else Kind.SINGLE, ""
