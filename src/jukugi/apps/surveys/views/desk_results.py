"""The count at the desk: figures as they are, marked sheets, publishing, rows to take along."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.queries import export_stands
from jukugi.apps.surveys import actions, exports, permissions
from jukugi.apps.surveys.actions.counting import publish_result, take_sheet_rows
from jukugi.apps.surveys.enums import SHEETS_OF_A_SURVEY
from jukugi.apps.surveys.forms.results import PublishForm, RowsForm, SheetForm
from jukugi.apps.surveys.models import Survey
from jukugi.apps.surveys.queries import counting
from jukugi.apps.surveys.queries.asking import question_rows
from jukugi.apps.surveys.queries.resulting import MARKS, marks_of, result_view
from jukugi.apps.surveys.views.asked import Visit, sent, visit
from jukugi.apps.surveys.views.results import attachment, cross_context
from jukugi.kit.errors import Refusal, words_for
from jukugi.kit.pages.asked import tell

SHEETS_ON_A_PAGE = 50


@login_required
def result(request: HttpRequest, survey_pk: int) -> HttpResponse:
    """Figures as last counted, how old they are, and what is next; sent: publish."""
    here = visit(request, survey_pk)
    if isinstance(here, HttpResponse):
        return here
    last = here.survey.editions.defer("content").first()
    form = PublishForm(sent(request), needs_reason=last is not None)
    if request.method == "POST" and form.is_valid():
        try:
            edition = publish_result(
                survey=here.survey,
                reason=form.cleaned_data.get("reason", ""),
                actor=here.person,
                now=timezone.now(),
            )
            messages.success(request, _("結果の第%(number)s版を公表しました。") % {"number": edition.number})
            return redirect("surveys:desk-result", survey_pk=survey_pk)
        except Refusal as error:
            tell(form, error)
    key = str(survey_pk)
    stand = export_stands(here.person, SHEETS_OF_A_SURVEY, [key], day=timezone.localdate())[key]
    context = {**_page(here), "form": form, "last": last, "rows_form": RowsForm(), "stand": stand}
    return render(request, "surveys/desk_result.html", context, status=400 if form.errors else 200)


def _page(here: Visit) -> dict[str, Any]:
    """The live count with all that is told of it. Four queries."""
    survey = here.survey
    counted = counting.live_result(survey)
    context: dict[str, Any] = {
        "survey": survey,
        "counted": counted,
        "may_publish": permissions.can_publish(here.person),
        "is_over": survey.is_over_at(timezone.now()),
        "edition": None,
    }
    if counted is None:
        return context
    view = result_view(counted.document)
    return context | {
        "view": view,
        "since": counting.sheets_since(survey, counted.document["inputs"]["last_sheet"]),
        "marks": marks_of(view),
        "marked": _marked(counted.document),
        "changes": _without(counted.document),
        "cross_url": "cross/",
    }


def _marked(document: dict[str, Any]) -> list[tuple[str, str, int]]:
    """Each mark with its name and how many sheets of all audiences have it."""
    return [
        (name, str(label), sum(one["marks"][name]["count"] for one in document["audiences"]))
        for name, (label, _rule) in MARKS.items()
    ]


def _without(document: dict[str, Any]) -> list[dict[str, Any]]:
    """With and without marked sheets: the share that changes most in each question and audience, largest first."""
    names = {one["code"]: one["name"] for one in document["audiences"]}
    found = []
    for number, one in enumerate(document["questions"], start=1):
        for code, entry in one["of"].items():
            without = entry.get("without")
            if not without or not without["answered"] or not entry["answered"]:
                continue
            counts = entry.get("first") or entry["counts"]
            shares = [
                (
                    abs(a / entry["answered"] - b / without["answered"]),
                    a / entry["answered"],
                    b / without["answered"],
                    label,
                )
                for a, b, (_code, label, _outside) in zip(counts, without["counts"], one["options"], strict=True)
            ]
            gap, share, other, label = max(shares, key=lambda each: each[0])
            found.append(
                {"number": number, "label": one["label"], "audience": names[code], "option": label, "gap": gap,
                 "share": share, "other": other, "people": entry["answered"], "without": without["answered"]}
            )  # fmt: skip
    return sorted(found, key=lambda each: (-each["gap"], each["number"]))[:10]


@login_required
def cross(request: HttpRequest, survey_pk: int) -> HttpResponse:
    """A question by groups of people, every figure as counted."""
    here = visit(request, survey_pk)
    if isinstance(here, HttpResponse):
        return here
    counted = counting.live_result(here.survey)
    if counted is None:
        raise Http404
    context = {"survey": here.survey, **cross_context(request, counted.document)}
    return render(request, "surveys/desk_result_cross.html", context)


@login_required
def marked(request: HttpRequest, survey_pk: int, mark: str) -> HttpResponse:
    """The sheets with a mark, or those that are left out (``excluded``)."""
    here = visit(request, survey_pk)
    if isinstance(here, HttpResponse):
        return here
    if mark not in MARKS and mark != "excluded":
        raise Http404
    context = {
        "survey": here.survey,
        "mark": mark,
        "label": MARKS[mark][0] if mark in MARKS else _("集計から外した回答"),
        "rule": MARKS[mark][1] if mark in MARKS else "",
        "sheets": _sheets(here.survey, mark)[:SHEETS_ON_A_PAGE],
        "limit": SHEETS_ON_A_PAGE,
        "form": SheetForm(),
    }
    return render(request, "surveys/desk_result_marked.html", context)


def _sheets(survey: Survey, mark: str) -> list[Any]:
    if mark == "excluded":
        return counting.excluded_sheets(survey)
    counted = counting.live_result(survey)
    keys = [key for one in counted.document["audiences"] for key in one["marks"][mark]["sheets"]] if counted else []
    return counting.sheets_of(survey, keys[:SHEETS_ON_A_PAGE])


@login_required
def sheet(request: HttpRequest, survey_pk: int, sheet_pk: int) -> HttpResponse:
    """One sheet with its answers; sent: leave it out of the count, or count it again."""
    here = visit(request, survey_pk)
    if isinstance(here, HttpResponse):
        return here
    found = next(iter(counting.sheets_of(here.survey, [sheet_pk])), None)
    if found is None:
        raise Http404
    is_excluded = bool(getattr(found, "is_excluded", False))
    form = SheetForm(sent(request))
    if request.method == "POST" and form.is_valid():
        act = actions.include_sheet if is_excluded else actions.exclude_sheet
        try:
            act(sheet=found, reason=form.cleaned_data["reason"], actor=here.person, now=timezone.now())
            told = _("また集計に入れます。") if is_excluded else _("集計から外します。")
            messages.success(request, told + _("数は10秒ほどで変わります。"))
            return redirect("surveys:desk-result", survey_pk=survey_pk)
        except Refusal as error:
            tell(form, error)
    answers = counting.told_answers(question_rows(here.survey), found.answers)
    context = {"survey": here.survey, "sheet": found, "answers": answers, "form": form}
    return render(request, "surveys/desk_result_sheet.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def rows(request: HttpRequest, survey_pk: int) -> HttpResponse:
    """All sheets as a table, for staff alone, once another officer has agreed; written down in the record."""
    here = visit(request, survey_pk)
    if isinstance(here, HttpResponse):
        return here
    form = RowsForm(request.POST)
    with_words = form.is_valid() and form.cleaned_data["with_words"]
    try:
        take_sheet_rows(survey=here.survey, with_words=with_words, actor=here.person, now=timezone.now())
    except Refusal as error:
        messages.error(request, str(words_for(error)))
        return redirect(reverse("surveys:desk-result", args=[survey_pk]) + "#rows")
    content = exports.csv_of(exports.sheet_rows(here.survey, question_rows(here.survey), with_words=with_words))
    return attachment(content, f"{here.survey.title}（回答の行・職員だけ）.csv")
