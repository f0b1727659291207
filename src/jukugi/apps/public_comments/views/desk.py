"""Consultations at the desk: the list, the notice, how far it is, and its steps."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.areas.models import Area
from jukugi.apps.drafts.models import Edition
from jukugi.apps.processes.queries import main_process
from jukugi.apps.public_comments import actions, errors, permissions
from jukugi.apps.public_comments.forms.desk import (
    CategoriesForm,
    ExtendForm,
    NewConsultationForm,
    NoticeForm,
    ReasonForm,
    notice_of,
)
from jukugi.apps.public_comments.queries import counting
from jukugi.apps.public_comments.queries import desk as queries
from jukugi.apps.public_comments.views.asked import Visit, sent, signed_in, visit
from jukugi.kit.errors import NotAllowed, Refusal, WordsTooLong, words_for
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import page_or_part, refusal_page, set_subject

SHOWN = 50
PLACES: dict[type[Refusal], str] = {
    errors.EditionNotPublic: "edition",
    errors.PeriodBackwards: "closes_on",
    errors.ShorterNeedsReason: "shorter_reason",
    errors.ExtendsBackwards: "closes_on",
    WordsTooLong: "title",
}


@login_required
def consultations(request: HttpRequest) -> HttpResponse:
    """Every consultation that the person runs, or answers in."""
    day = timezone.localdate()
    areas = permissions.areas_run_by(request.user)
    departments = frozenset() if None in areas else permissions.departments_of(request.user, day=day)
    if not areas and not departments:
        return refusal_page(request, NotAllowed())
    mine = queries.my_consultations(areas, departments)[:SHOWN]
    progress = counting.progresses(mine)
    context = {"rows": [(one, progress[one.pk]) for one in mine], "may_begin": bool(areas), "today": day}
    return render(request, "public_comments/desk_list.html", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Prepare a consultation."""
    areas = permissions.areas_run_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    process = main_process()
    if process is None:
        return render(request, "public_comments/desk_new.html", {"form": None})
    set_subject(request, process)
    wards = Area.objects.wards()
    if None not in areas:
        wards = wards.filter(pk__in=[pk for pk in areas if pk is not None])
    form = NewConsultationForm(sent(request), editions=_editions(process.pk), wards=wards, may_be_city=None in areas)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.prepare_consultation(
                edition=form.cleaned_data["edition"],
                notice=form.notice,
                ward=form.cleaned_data["ward"],
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("準備をはじめました。まだ職員にしか見えません。"))
            return redirect("public_comments:desk-consultation", consultation_pk=made.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    has_editions = _editions(process.pk).exists()
    context = {"form": form if has_editions else None}
    return render(request, "public_comments/desk_new.html", context, status=400 if form.errors else 200)


@login_required
def consultation(request: HttpRequest, consultation_pk: int) -> HttpResponse:
    """How far a consultation is, and what is next."""
    here = visit(request, consultation_pk, runs=False)
    if isinstance(here, HttpResponse):
        return here
    return _page(request, here)


@login_required
def edit(request: HttpRequest, consultation_pk: int) -> HttpResponse:
    """Change the notice while it is being prepared."""
    here = visit(request, consultation_pk)
    if isinstance(here, HttpResponse):
        return here
    one = here.consultation
    form = NoticeForm(sent(request), initial=notice_of(one), editions=_editions(one.process_id))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_consultation(
                consultation=one,
                edition=form.cleaned_data["edition"],
                notice=form.notice,
                actor=here.person,
                now=timezone.now(),
            )
            messages.success(request, _("保存しました。"))
            return redirect("public_comments:desk-consultation", consultation_pk=one.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    context = {"consultation": one, "form": form}
    return render(request, "public_comments/desk_edit.html", context, status=400 if form.errors else 200)


@login_required
def categories(request: HttpRequest, consultation_pk: int) -> HttpResponse:
    """Word the categories (対応区分)."""
    here = visit(request, consultation_pk)
    if isinstance(here, HttpResponse):
        return here
    one = here.consultation
    form = CategoriesForm(sent(request), categories=list(one.categories.all()))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_categories(consultation=one, categories=form.drafts, actor=here.person, now=timezone.now())
            messages.success(request, _("対応区分を保存しました。"))
            return redirect("public_comments:desk-consultation", consultation_pk=one.pk)
        except Refusal as error:
            tell(form, error)
    context = {"consultation": one, "form": form}
    return render(request, "public_comments/desk_categories.html", context, status=400 if form.errors else 200)


@login_required
def extend(request: HttpRequest, consultation_pk: int) -> HttpResponse:
    """Take comments for longer."""

    def act(here: Visit, form: ExtendForm) -> None:
        given = form.cleaned_data
        actions.extend_consultation(
            consultation=here.consultation,
            closes_on=given["closes_on"],
            reason=given["reason"],
            actor=here.person,
            now=timezone.now(),
        )

    said = _("期間を延ばしました。理由といっしょに、募集のページに出ています。")
    return _step(request, consultation_pk, ExtendForm, act, "public_comments/desk_extend.html", said)


@login_required
def withdraw(request: HttpRequest, consultation_pk: int) -> HttpResponse:
    """Call a consultation off."""

    def act(here: Visit, form: ReasonForm) -> None:
        reason = form.cleaned_data["reason"]
        actions.withdraw_consultation(
            consultation=here.consultation, reason=reason, actor=here.person, now=timezone.now()
        )

    said = _("取りやめました。届いていた意見は残っています。")
    return _step(request, consultation_pk, ReasonForm, act, "public_comments/desk_withdraw.html", said)


@login_required
def call_off(request: HttpRequest, consultation_pk: int) -> HttpResponse:
    """Stop a publication that was asked for."""

    def act(here: Visit, form: ReasonForm) -> None:
        note = form.cleaned_data["reason"]
        actions.call_off_result(consultation=here.consultation, note=note, actor=here.person, now=timezone.now())

    said = _("公表を取り消しました。市の考え方を直せます。")
    return _step(request, consultation_pk, ReasonForm, act, "public_comments/desk_call_off.html", said)


@login_required
@require_POST
def step(request: HttpRequest, consultation_pk: int, act: str) -> HttpResponse:
    """Announce it, have comments gathered, have the result published."""
    here = visit(request, consultation_pk)
    if isinstance(here, HttpResponse):
        return here
    steps: dict[str, tuple[Callable[..., Any], str]] = {
        "announce": (actions.announce_consultation, _("募集を知らせました。だれでも読めます。")),
        "gather": (actions.ask_for_gathering, _("同じ内容の意見を集める計算をはじめました。")),
        "publish": (actions.ask_for_result, _("結果の文書をつくっています。できると、いっしょに公表されます。")),
    }
    if act not in steps:
        return refusal_page(request, NotAllowed())
    action, said = steps[act]
    try:
        action(consultation=here.consultation, actor=here.person, now=timezone.now())
    except Refusal as error:
        return _page(request, here, refusal=error)
    messages.success(request, said)
    return redirect("public_comments:desk-consultation", consultation_pk=here.consultation.pk)


def _step(
    request: HttpRequest,
    consultation_pk: int,
    form_class: type[Any],
    act: Callable[[Visit, Any], None],
    template: str,
    said: str,
) -> HttpResponse:
    here = visit(request, consultation_pk)
    if isinstance(here, HttpResponse):
        return here
    form = form_class(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            act(here, form)
            messages.success(request, said)
            return redirect("public_comments:desk-consultation", consultation_pk=here.consultation.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    context = {"consultation": here.consultation, "form": form}
    return render(request, template, context, status=400 if form.errors else 200)


def _page(request: HttpRequest, here: Visit, *, refusal: Refusal | None = None) -> HttpResponse:
    one, now = here.consultation, timezone.now()
    today = timezone.localdate(now)
    run = queries.latest_run(one)
    context = {
        "consultation": one,
        "standing": here.standing,
        "letters": counting.letters(one),
        "progress": counting.progress(one),
        "departments": counting.by_department(one, today=today),
        "overdue": counting.overdue(one, today=today),
        "lines": counting.lines_of(one),
        "categories": list(one.categories.all()),
        "run": run,
        "is_silent": queries.is_silent(run, now=now),
        "steps": list(one.steps.select_related("department")),
        "is_open": one.is_open_at(now),
        "is_over": one.is_over_at(now),
        "files": list(one.files.defer("content")),
        "today": today,
        "refusal": words_for(refusal) if refusal is not None else None,
    }
    status = refusal.status if refusal is not None else 200
    return page_or_part(request, "public_comments/desk_consultation.html", "run", context, status=status)


def _editions(process_pk: int) -> QuerySet[Edition]:
    published = Edition.objects.published().filter(document__process=process_pk)
    return published.defer("frozen").select_related("document").order_by("-published_at", "-pk")
