"""Paper at the desk: what waits, typing it in, settling what differs, correcting."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.surveys import actions, errors
from jukugi.apps.surveys.actions.keying import differences
from jukugi.apps.surveys.enums import Kind
from jukugi.apps.surveys.forms.keying import CorrectingForm, FindForm, KeyingForm, NumberForm, SettlingForm, typed_of
from jukugi.apps.surveys.models import AnswerSheet, Audience, Keying, PaperSheet, Question
from jukugi.apps.surveys.queries import desk as queries
from jukugi.apps.surveys.queries.asking import question_rows
from jukugi.apps.surveys.views.asked import Visit, sent, visit
from jukugi.core.questionnaire import words_key
from jukugi.kit import receipts
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.wording import jdate

SHOWS = ("first", "second", "differ")
PLACES: dict[type[Refusal], str] = {
    errors.WrongWay: "channel",
    errors.ReceivedInTheFuture: "received_on",
    errors.SurveyNotOpen: "received_on",
}


@login_required
def papers(request: HttpRequest, survey_pk: int) -> HttpResponse:
    """What waits to be typed in, and what differs; a sheet is found by its number."""
    here = visit(request, survey_pk, runs=False)
    if isinstance(here, HttpResponse):
        return here
    return _list(request, here, FindForm())


@login_required
def number(request: HttpRequest, survey_pk: int) -> HttpResponse:
    """Find a sheet by the number on it, or give one to a sheet that has none."""
    here = visit(request, survey_pk, runs=False)
    if isinstance(here, HttpResponse):
        return here
    if request.method != "POST":
        return redirect("surveys:keying", survey_pk=survey_pk)
    if "number" in request.POST:
        return _find(request, here)
    form = NumberForm(request.POST, audiences=here.survey.audiences.all())
    if form.is_valid():
        try:
            [paper] = actions.number_papers(
                audience=form.cleaned_data["audience"], count=1, place="", actor=here.person, now=timezone.now()
            )
            said = _("番号 %(number)s を付けました。紙の右上に書いてから、入力してください。")
            messages.success(request, said % {"number": receipts.shown(paper.receipt)})
            return redirect("surveys:key", survey_pk=survey_pk, receipt=paper.receipt)
        except Refusal as error:
            tell(form, error)
    return _list(request, here, FindForm(), number_form=form)


@login_required
def key(request: HttpRequest, survey_pk: int, receipt: str) -> HttpResponse:
    """Type in one sheet: the first time, or the second without seeing the first."""
    here = visit(request, survey_pk, runs=False)
    if isinstance(here, HttpResponse):
        return here
    paper = _paper(here, receipt)
    questions = _questions(here, paper.audience)
    there = {one.turn: one for one in paper.keyings.all()}
    form = KeyingForm(sent(request), questions=questions)

    def act(form: KeyingForm) -> HttpResponse:
        outcome = actions.key_sheet(paper=paper, keyed=form.keyed, actor=here.person, now=timezone.now())
        shown = receipts.shown(paper.receipt)
        if outcome.sheet is not None:
            messages.success(request, _("%(number)s を集計に入れました。") % {"number": shown})
        elif outcome.differs:
            messages.warning(
                request,
                _("%(number)s に、一回目とのくいちがいがあります。紙を見て決めてください。") % {"number": shown},
            )
            return redirect("surveys:settle", survey_pk=survey_pk, receipt=paper.receipt)
        else:
            messages.success(
                request, _("%(number)s の一回目を入力しました。二回目は、ほかの人が入力します。") % {"number": shown}
            )
        return redirect("surveys:keying", survey_pk=survey_pk)

    turn = 2 if 1 in there else 1
    more = {
        "turn": turn,
        "is_mine": turn == 2 and there[1].actor_key == here.person.actor_key,
        "is_settled": paper.sheets.exists(),
        "may_settle": 2 in there,
    }
    return _typed(request, here, paper, form, act, "surveys/desk_key.html", **more)


@login_required
def settle(request: HttpRequest, survey_pk: int, receipt: str) -> HttpResponse:
    """Look at the sheet and decide what two people typed differently."""
    here = visit(request, survey_pk, runs=False)
    if isinstance(here, HttpResponse):
        return here
    paper = _paper(here, receipt)
    questions = _questions(here, paper.audience)
    there = {one.turn: one for one in paper.keyings.all()}
    differs = set(differences(there))
    same = {code: value for code, value in there[1].answers.items() if code not in differs} if 1 in there else {}
    first = there.get(1)
    begun: dict[str, Any] = dict(typed_of(questions, same))
    if first is not None and "channel" not in differs:
        begun["channel"] = first.channel
    if first is not None and "received_on" not in differs:
        begun["received_on"] = first.received_on
    form = SettlingForm(sent(request), questions=questions, initial=begun)

    def act(form: KeyingForm) -> HttpResponse:
        actions.settle_sheet(paper=paper, keyed=form.keyed, actor=here.person, now=timezone.now())
        messages.success(request, _("%(number)s を集計に入れました。") % {"number": receipts.shown(paper.receipt)})
        return redirect("surveys:keying", survey_pk=survey_pk)

    more = {
        "conflicts": _conflicts(questions, there, differs),
        "is_settled": paper.sheets.exists(),
        "differs": differs,
    }
    return _typed(request, here, paper, form, act, "surveys/desk_settle.html", **more)


@login_required
def correct(request: HttpRequest, survey_pk: int, receipt: str) -> HttpResponse:
    """Put a corrected sheet in the place of one that is counted."""
    here = visit(request, survey_pk, runs=False)
    if isinstance(here, HttpResponse):
        return here
    standing = AnswerSheet.objects.standing().filter(survey=here.survey, receipt=receipt, entered_by__gt="")
    sheet = get_object_or_404(standing.select_related("audience", "survey__process"))
    questions = _questions(here, sheet.audience)
    begun: dict[str, Any] = {
        **typed_of(questions, sheet.answers),
        "channel": sheet.channel,
        "received_on": timezone.localdate(sheet.received_at),
    }
    form = CorrectingForm(sent(request), questions=questions, initial=begun)

    def act(form: KeyingForm) -> HttpResponse:
        actions.correct_sheet(
            sheet=sheet,
            answers=form.keyed.answers,
            reason=form.cleaned_data["reason"],
            actor=here.person,
            now=timezone.now(),
        )
        messages.success(
            request, _("%(number)s の回答を直しました。前の回答も残っています。") % {"number": receipts.shown(receipt)}
        )
        return redirect("surveys:keying", survey_pk=survey_pk)

    return _typed(request, here, sheet, form, act, "surveys/desk_correct.html")


def _typed(
    request: HttpRequest,
    here: Visit,
    thing: PaperSheet | AnswerSheet,
    form: Any,
    act: Callable[[Any], HttpResponse],
    template: str,
    **more: Any,
) -> HttpResponse:
    """A page with the fields of a sheet: nothing that was typed is lost."""
    if request.method == "POST" and form.is_valid():
        try:
            return act(form)
        except errors.AnswersUnfit as error:
            form.tell_faults(error.params["faults"])
        except Refusal as error:
            tell(form, error, PLACES)
    context = {
        "survey": here.survey,
        "audience": thing.audience,
        "number": receipts.shown(thing.receipt),
        "paper": thing,
        "form": form,
        **more,
    }
    return render(request, template, context, status=400 if form.errors else 200)


def _find(request: HttpRequest, here: Visit) -> HttpResponse:
    form = FindForm(request.POST)
    if form.is_valid():
        try:
            receipt = receipts.read_number(form.cleaned_data["number"])
        except receipts.NotAReceiptNumber:
            form.add_error("number", _("番号の数字が合いません。9けたを、もう一度見て入れてください。"))
            return _list(request, here, form)
        paper = PaperSheet.objects.filter(survey=here.survey, receipt=receipt).first()
        if paper is None:
            form.add_error(
                "number",
                _("このアンケートの紙に、その番号はありません。ほかのアンケートの紙ではないか確かめてください。"),
            )
        elif paper.sheets.exists():
            return redirect("surveys:correct", survey_pk=here.survey.pk, receipt=receipt)
        else:
            is_keyed_twice = paper.keyings.filter(turn=2).exists()
            page = "surveys:settle" if is_keyed_twice else "surveys:key"
            return redirect(page, survey_pk=here.survey.pk, receipt=receipt)
    return _list(request, here, form)


def _list(request: HttpRequest, here: Visit, form: FindForm, *, number_form: NumberForm | None = None) -> HttpResponse:
    show = request.GET.get("show", "")
    show = show if show in SHOWS else "differ"
    is_faulty = bool(form.errors) or (number_form is not None and bool(number_form.errors))
    context = {
        "survey": here.survey,
        "runs": here.runs,
        "counts": queries.paper_counts(here.survey),
        "show": show,
        "papers": [(one, receipts.shown(one.receipt)) for one in queries.waiting_papers(here.survey, show)],
        "find_form": form,
        "number_form": number_form or NumberForm(audiences=here.survey.audiences.all()),
    }
    return render(request, "surveys/desk_keying.html", context, status=400 if is_faulty else 200)


def _paper(here: Visit, receipt: str) -> PaperSheet:
    papers = PaperSheet.objects.select_related("audience", "survey__process").prefetch_related("keyings")
    return get_object_or_404(papers, survey=here.survey, receipt=receipt)


def _questions(here: Visit, audience: Audience) -> list[Question]:
    """What these people are asked, in the order of the paper."""
    rows = question_rows(here.survey)
    return [row for row in rows if not (own := {one.pk for one in row.only_for.all()}) or audience.pk in own]


def _conflicts(questions: list[Question], there: dict[int, Keying], differs: set[str]) -> list[tuple[str, str, str]]:
    """What differs: the question, the first typing, the second, as they were typed and in words."""
    if 1 not in there or 2 not in there:
        return []
    found = []
    for place, question in enumerate(questions, start=1):
        for code, name in [(question.code, _("問%(n)s")), (words_key(question.code), _("問%(n)sのことばの欄"))]:
            if code in differs:
                both = [_told(question, there[turn].answers.get(code)) for turn in (1, 2)]
                found.append((f"{name % {'n': place}}　{question.label}", both[0], both[1]))
    if "channel" in differs:
        found.append((_("届いた手段"), there[1].get_channel_display(), there[2].get_channel_display()))
    if "received_on" in differs:
        found.append((_("受け取った日"), jdate(there[1].received_on), jdate(there[2].received_on)))
    return found


def _told(question: Question, value: Any) -> str:
    """An answer as a person reads it: numbers with their words."""
    labels = {one.code: f"{place} {one.label}" for place, one in enumerate(question.options.all(), start=1)}
    if not value:
        return _("（空）")
    if isinstance(value, str):
        return labels.get(value, value)
    if question.kind == Kind.MATRIX:
        rows = {row.code: row.label for row in question.rows.all()}
        return "、".join(f"{rows.get(row, row)}：{labels.get(code, code)}" for row, code in value.items())
    return "、".join(labels.get(code, code) for code in value)
