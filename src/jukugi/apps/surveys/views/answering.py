"""Answering on the web: page by page, kept at every step, looked through, sent."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.opinions.enums import FORM_KEY
from jukugi.apps.processes.errors import ProcessFinished
from jukugi.apps.surveys import actions, errors, permissions
from jukugi.apps.surveys.enums import Access, Kind
from jukugi.apps.surveys.forms.answering import Answering
from jukugi.apps.surveys.models import AnswerDraft, AnswerSheet, Audience, Survey
from jukugi.apps.surveys.queries import reading
from jukugi.apps.surveys.queries.asking import as_questionnaire, question_rows
from jukugi.apps.surveys.views.doors import Pass, pass_of
from jukugi.apps.surveys.views.reading import public
from jukugi.kit import receipts
from jukugi.kit.errors import Refusal, words_for
from jukugi.kit.pages.asked import whole
from jukugi.kit.pages.rendering import refusal_page

CLOSED = (errors.SurveyNotOpen, ProcessFinished)


@dataclass(frozen=True)
class Here:
    """Who answers what: the questions, what was begun, what was sent from here before."""

    survey: Survey
    audience: Audience
    given: Pass
    answering: Answering
    draft: AnswerDraft | None
    sheet: AnswerSheet | None
    is_another: bool
    now: datetime

    @property
    def answers(self) -> dict[str, Any]:
        return dict(self.draft.answers) if self.draft is not None else {}

    @property
    def url(self) -> str:
        return reverse("surveys:answer", args=[self.survey.code, self.audience.pk])

    @property
    def is_sent(self) -> bool:
        """Whether an answer is there, and no other is being written."""
        return self.sheet is not None and (self.given.code is not None or not self.is_another)

    def to_page(self, page: int, at: str = "") -> str:
        another = "&another=1" if self.is_another else ""
        return f"{self.url}?page={page}{another}{'#' + at if at else ''}"

    @property
    def to_check(self) -> str:
        check = reverse("surveys:check", args=[self.survey.code, self.audience.pk])
        return check + ("?another=1" if self.is_another else "")


@never_cache
def answer(request: HttpRequest, code: str, audience_pk: int) -> HttpResponse:
    """A page of questions (``?page=``). What comes with it is kept, fitting or not; then the next, or the last look."""
    here = _here(request, code, audience_pk)
    if isinstance(here, HttpResponse):
        return here
    pages = here.answering.pages(here.answers)
    last = here.draft.page if here.draft is not None else 1
    sent = request.POST if request.method == "POST" else None
    page = whole(sent.get("page") if sent is not None else request.GET.get("page")) or last
    if sent is None:
        return _form(request, here, _nearest(page, pages), here.answers)
    page = _nearest(page, [question.page for question in here.answering.questions])
    answers = here.answering.read(sent, here.answers)
    try:
        _keep(request, here, answers, page)
    except CLOSED:
        return _closed(request, here, answers)
    except Refusal as error:
        return refusal_page(request, error)
    return _onward(request, here, page, answers)


@never_cache
def check(request: HttpRequest, code: str, audience_pk: int) -> HttpResponse:
    """All answers once more, each with its way back; then they are sent."""
    here = _here(request, code, audience_pk, sends=request.method == "POST")
    if isinstance(here, HttpResponse):
        return here
    if request.method != "POST":
        return _check(request, here) if here.draft is not None else redirect(here.url)
    try:
        with participation_of(request).acting(now=here.now) as author:
            sheet = actions.send_sheet(
                audience=here.audience,
                answers=here.answering.fitting(here.answers),
                author=author,
                form_key=_form_key(request),
                now=here.now,
                user=request.user,
                key=here.given.key,
                personal_code=here.given.code,
                started_at=here.draft.started_at if here.draft is not None else None,
                is_another=here.is_another,
            )
            return redirect(sheet)
    except CLOSED:
        return _closed(request, here, here.answers)
    except (errors.AlreadyAnswered, errors.CodeUsed):
        return redirect(here.url)
    except Refusal as error:
        return _check(request, here, error)


def _here(request: HttpRequest, code: str, audience_pk: int, *, sends: bool = False) -> Here | HttpResponse:
    """Who answers what; or the page that says why not. At most thirteen queries."""
    survey, now = public(request, code), timezone.now()
    audience = get_object_or_404(survey.audiences.select_related("survey__process", "survey__call"), pk=audience_pk)
    if audience.access == Access.STAFF and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    given = pass_of(request, audience)
    try:
        permissions.check_may_answer(audience, request.user, key=given.key, has_code=given.code is not None)
    except Refusal as error:
        return refusal_page(request, error)
    author = participation_of(request).current
    draft = reading.draft_of(audience, author, given.code)
    sheet = reading.sheet_of(audience, author, given.code)
    asks_another = "1" in (request.GET.get("another"), request.POST.get("another"))
    rows = question_rows(survey)
    here = Here(
        survey=survey,
        audience=audience,
        given=given,
        answering=Answering(rows, as_questionnaire(rows), audience.code),
        draft=draft,
        sheet=sheet,
        is_another=sheet is not None and given.code is None and (asks_another or draft is not None),
        now=now,
    )
    if not reading.stage_of(survey, now=now).is_open and request.method != "POST":
        return _closed(request, here, here.answers)
    # A second press is told its number by the action.
    if here.is_sent and not sends:
        return _already(request, here)
    return here


def _keep(request: HttpRequest, here: Here, answers: dict[str, Any], page: int) -> None:
    with participation_of(request).acting(now=here.now) as author:
        actions.keep_draft(
            audience=here.audience,
            answers=answers,
            page=page,
            author=author,
            form_key=_form_key(request),
            now=here.now,
            user=request.user,
            key=here.given.key,
            personal_code=here.given.code,
        )


def _onward(request: HttpRequest, here: Here, page: int, answers: dict[str, Any]) -> HttpResponse:
    """After a page: back, the same once more (something does not fit, or more is asked on it), the next, the check."""
    pages = here.answering.pages(answers)
    if request.POST.get("go") == "back":
        before = [one for one in pages if one < page]
        return redirect(here.to_page(before[-1]) if before else here.survey.get_absolute_url())
    faults = here.answering.faults(answers, page)
    if faults:
        return _form(request, here, page, answers, status=400)
    shown = set(request.POST.getlist("shown"))
    new = [one for one in here.answering.asked(answers) if one.page == page and one.code not in shown]
    if new:
        return redirect(here.to_page(page, f"q-{new[0].code}"))
    after = [one for one in pages if one > page]
    return redirect(here.to_page(after[0]) if after and request.POST.get("go") != "check" else here.to_check)


def _form(request: HttpRequest, here: Here, page: int, answers: dict[str, Any], *, status: int = 200) -> HttpResponse:
    participation_of(request).offer()
    pages = here.answering.pages(answers)
    faults = here.answering.faults(answers, page) if status == 400 else {}
    shown = here.answering.shown(answers, faults, page)
    context = {
        **_base(request, here),
        "shown": shown,
        "faulty": [one for one in shown if one.faults],
        "page": page,
        "place": pages.index(page) + 1 if page in pages else len(pages),
        "n_pages": len(pages),
        "steps": [one <= page for one in pages],
        "is_first": not pages or page == pages[0],
        "is_last": not pages or page == pages[-1],
        "is_resumed": here.draft is not None and request.method == "GET" and "page" not in request.GET,
    }
    return render(request, "surveys/answer_page.html", context, status=status)


def _check(request: HttpRequest, here: Here, refusal: Refusal | None = None) -> HttpResponse:
    faults = here.answering.faults(here.answers)
    shown = here.answering.shown(here.answers, faults)
    is_general = refusal is not None and not isinstance(refusal, errors.AnswersUnfit)
    context = {
        **_base(request, here),
        "shown": [(one, here.to_page(one.page, one.id)) for one in shown],
        "faulty": [(one, here.to_page(one.page, one.id)) for one in shown if one.faults],
        "n_answered": sum(one.is_answered for one in shown),
        "refusal": words_for(refusal) if refusal is not None and is_general else None,
        "back": here.to_page(shown[-1].page) if shown else here.url,
    }
    return render(request, "surveys/answer_check.html", context, status=200 if refusal is None else refusal.status)


def _already(request: HttpRequest, here: Here) -> HttpResponse:
    assert here.sheet is not None
    context = {
        **_base(request, here),
        "sheet": here.sheet,
        "number": receipts.shown(here.sheet.receipt),
        "may_be_another": here.given.code is None and reading.stage_of(here.survey, now=here.now).is_open,
    }
    return render(request, "surveys/answer_already.html", context)


def _closed(request: HttpRequest, here: Here, answers: dict[str, Any]) -> HttpResponse:
    """Nothing is taken now: when it was or will be, and what was written in words, to copy."""
    shown = here.answering.shown(answers, {})
    context = {
        **_base(request, here),
        "stage": reading.stage_of(here.survey, now=here.now),
        "kept": [one for one in shown if one.is_answered],
        "words": [one for one in shown if one.kind == Kind.TEXT and one.is_answered],
    }
    return render(request, "surveys/answer_closed.html", context, status=409 if request.method == "POST" else 200)


def _base(request: HttpRequest, here: Here) -> dict[str, Any]:
    return {
        "survey": here.survey,
        "audience": here.audience,
        "url": here.url,
        "check_url": here.to_check,
        "is_another": here.is_another,
        "form_key": here.draft.form_key if here.draft is not None else _form_key(request),
        "saved_at": here.draft.saved_at.timestamp() if here.draft is not None else 0,
    }


def _form_key(request: HttpRequest) -> str:
    sent = request.POST.get("form_key", "")
    return sent if FORM_KEY.fullmatch(sent) else secrets.token_urlsafe(16)


def _nearest(page: int, pages: list[int]) -> int:
    """The page itself, else the first after it, else the last."""
    return next((one for one in pages if one >= page), pages[-1] if pages else 1)
