"""Answers at the desk: written, kept while they are typed, put together when two wrote, approved."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jukugi.apps.organizations.models import Organization
from jukugi.apps.public_comments import actions, errors
from jukugi.apps.public_comments.enums import AnswerState
from jukugi.apps.public_comments.forms.answers import AnswerForm, AssignForm
from jukugi.apps.public_comments.forms.desk import ReasonForm
from jukugi.apps.public_comments.models import Answer, CommentGroup, UnsavedAnswer
from jukugi.apps.public_comments.queries import counting
from jukugi.apps.public_comments.queries import desk as queries
from jukugi.apps.public_comments.queries.changing import change_of, changed_clauses, newest_edition
from jukugi.apps.public_comments.queries.chapters import chapters_of
from jukugi.apps.public_comments.queries.similar import similar_answers
from jukugi.apps.public_comments.views.asked import Visit, chosen, sent, visit, wish_of
from jukugi.core.text import Merged, Piece, compare_texts, merge_texts
from jukugi.kit.errors import NotAllowed, Refusal, WordsHaveControls, WordsMissing, WordsTooLong, words_for
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.pages.stash import keeps_words, laid_by

LINES_SHOWN = 30
VERSIONS_AT_MOST = 1_000_000
SHOWS = [("", gettext_lazy("すべて")), ("late", gettext_lazy("期日を過ぎた")), *AnswerState.choices]
PLACES: dict[type[Refusal], str] = {
    WordsMissing: "text",
    WordsTooLong: "text",
    WordsHaveControls: "text",
    errors.ChangeMissing: "changed",
    errors.ChangeNotThere: "changed",
}


@dataclass(frozen=True)
class TwoHands:
    """What two people wrote at once: how the other's words differ from what both had read, and both put together."""

    theirs: Answer
    difference: tuple[Piece, ...]
    merged: Merged
    mine: str


@login_required
def answers(request: HttpRequest, consultation_pk: int) -> HttpResponse:
    """Answers, the most urgent first; several are given to a department, or approved, at once."""
    here = visit(request, consultation_pk, runs=False)
    if isinstance(here, HttpResponse):
        return here
    one, today = here.consultation, timezone.localdate()
    refusal: Refusal | None = None
    form = AssignForm(sent(request), departments=_departments())
    if request.method == "POST":
        try:
            return _with_answers(request, here, chosen(request), form)
        except Refusal as error:
            refusal = error
    departments = None if here.standing.runs else here.standing.departments
    wish = wish_of(request)
    page, lines = queries.answers(one, wish, departments, today, request.GET.get("page"))
    context = {
        "consultation": one,
        "standing": here.standing,
        "wish": wish,
        "page": page,
        "rows": [(answer, lines.get(answer.pk, 0)) for answer in page],
        "shows": SHOWS,
        "states": queries.answer_states(one, departments, today),
        "departments": counting.by_department(one, today=today) if here.standing.runs else [],
        "form": form if here.standing.runs else None,
        "today": today,
        "ticked": set(chosen(request)) if refusal is not None else set(),
        "refusal": words_for(refusal) if refusal is not None else None,
    }
    return render(request, "public_comments/desk_answers.html", context, status=409 if refusal else 200)


@keeps_words
def answer(request: HttpRequest, consultation_pk: int, number: int) -> HttpResponse:
    """One answer: its words, the lines that it answers, its way to approval."""
    here = visit(request, consultation_pk, runs=False)
    if isinstance(here, HttpResponse):
        return here
    row = _answer(here, number)
    if not here.standing.can_answer(row):
        return refusal_page(request, NotAllowed())
    if request.method != "POST":
        return _page(request, here, row)
    form = _form(row, request.POST)
    if not form.is_valid():
        return _page(request, here, row, form=form)
    try:
        saved = actions.write_answer(
            answer=row,
            draft=form.draft,
            seen_version=form.cleaned_data["seen"] or 0,
            actor=here.person,
            now=timezone.now(),
        )
        if "submit" in request.POST:
            actions.submit_answer(answer=saved, actor=here.person, now=timezone.now())
            messages.success(request, _("保存して、承認を頼みました。"))
        else:
            messages.success(request, _("保存しました。前の言葉も、下の「これまで書かれたもの」に残っています。"))
    except errors.AnswerChangedMeanwhile as error:
        return _two_hands(request, here, row, form, error)
    except (errors.ChangeMissing, errors.ChangeNotThere, errors.AnswerNotWhole) as error:
        # The words were saved before approval was asked for: the form goes on from there.
        saved = _answer(here, number)
        again = _form(saved, {**request.POST.dict(), "seen": str(saved.version)})
        again.is_valid()
        tell(again, error, PLACES)
        return _page(request, here, saved, form=again)
    except Refusal as error:
        tell(form, error, PLACES)
        return _page(request, here, row, form=form)
    return redirect("public_comments:desk-answer", consultation_pk=consultation_pk, number=number)


@login_required
@require_POST
def step(request: HttpRequest, consultation_pk: int, number: int, act: str) -> HttpResponse:
    """Approve an answer, or send it back with a reason."""
    here = visit(request, consultation_pk)
    if isinstance(here, HttpResponse):
        return here
    row = _answer(here, number)
    form = ReasonForm(request.POST if act == "back" else None)
    now = timezone.now()
    try:
        if act == "approve":
            actions.approve_answers(consultation=here.consultation, answers=[row.pk], actor=here.person, now=now)
            messages.success(request, _("承認しました。"))
        elif act == "back" and form.is_valid():
            actions.send_back_answer(answer=row, note=form.cleaned_data["reason"], actor=here.person, now=now)
            messages.success(request, _("下書きに戻しました。"))
        elif act == "back":
            return _page(request, here, row, sending_back=form)
        else:
            return refusal_page(request, NotAllowed())
    except Refusal as error:
        return _page(request, here, _answer(here, number), refusal=error)
    return redirect("public_comments:desk-answer", consultation_pk=consultation_pk, number=number)


@require_POST
def keep(request: HttpRequest, consultation_pk: int, number: int) -> HttpResponse:
    """Keep what is being typed. 204 when kept, 401 when the session has ended, 409 when the answer is closed."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    here = visit(request, consultation_pk, runs=False)
    if isinstance(here, HttpResponse):
        return here
    try:
        actions.keep_unsaved(
            answer=_answer(here, number),
            text=request.POST.get("text", ""),
            seen_version=min(whole(request.POST.get("seen")), VERSIONS_AT_MOST),
            actor=here.person,
            now=timezone.now(),
        )
    except NotAllowed:
        return HttpResponse(status=403)
    except Refusal:
        return HttpResponse(status=409)
    return HttpResponse(status=204)


@login_required
@require_POST
def discard(request: HttpRequest, consultation_pk: int, number: int) -> HttpResponse:
    """Throw away what was typed and not saved."""
    here = visit(request, consultation_pk, runs=False)
    if isinstance(here, HttpResponse):
        return here
    try:
        actions.throw_away_unsaved(answer=_answer(here, number), actor=here.person, now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error)
    return redirect("public_comments:desk-answer", consultation_pk=consultation_pk, number=number)


def _with_answers(request: HttpRequest, here: Visit, keys: list[int], form: AssignForm) -> HttpResponse:
    if not here.standing.runs:
        raise NotAllowed
    if not keys:
        raise errors.NothingChosen
    now, one = timezone.now(), here.consultation
    if request.POST.get("act") == "approve":
        count = actions.approve_answers(consultation=one, answers=keys, actor=here.person, now=now)
        messages.success(request, _("%(count)d件を承認しました。") % {"count": count})
    elif form.is_valid():
        count = actions.assign_answers(consultation=one, answers=keys, **form.cleaned_data, actor=here.person, now=now)
        messages.success(request, _("%(count)d件の担当と期日を決めました。") % {"count": count})
    else:
        raise errors.NotADepartment
    return redirect(request.get_full_path())


def _answer(here: Visit, number: int) -> Answer:
    related = Answer.objects.select_related("category", "department", "changed_clause")
    row = get_object_or_404(related, consultation=here.consultation, number=number)
    row.consultation = here.consultation
    return row


def _departments() -> QuerySet[Organization]:
    return Organization.objects.departments().standing(timezone.localdate()).order_by("name", "pk")


def _form(row: Answer, sent: Any = None, **initial: Any) -> AnswerForm:
    one = row.consultation
    begun = {
        "text": row.text,
        "category": row.category.code if row.category else "",
        "changed": str(row.changed_clause_id or ""),
        "change_note": row.change_note,
        "seen": row.version,
    }
    return AnswerForm(
        sent,
        initial=begun | initial,
        categories=list(one.categories.all()),
        changed=changed_clauses(one, newest_edition(one)),
        kept=row.changed_clause,
    )


def _two_hands(request: HttpRequest, here: Visit, row: Answer, form: AnswerForm, error: Refusal) -> HttpResponse:
    """Both texts side by side and put together; pressing again saves what stands in the field."""
    given = form.cleaned_data
    theirs = _answer(here, row.number)
    base = theirs.writings.filter(version=given["seen"] or 0).first()
    before, mine = base.text if base is not None else "", given["text"].replace("\r\n", "\n")
    merged = merge_texts(before, mine, theirs.text)
    both = TwoHands(theirs, compare_texts(before, theirs.text), merged, mine)
    again = _form(
        theirs,
        text=merged.text,
        category=given["category"] or (theirs.category.code if theirs.category else ""),
        changed=given["changed"],
        change_note=given["change_note"],
    )
    return _page(request, here, theirs, form=again, both=both, refusal=error)


def _page(
    request: HttpRequest,
    here: Visit,
    row: Answer,
    *,
    form: AnswerForm | None = None,
    both: TwoHands | None = None,
    sending_back: ReasonForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    one = here.consultation
    key = here.person.actor_key
    unsaved = UnsavedAnswer.objects.filter(answer=row, actor_key=key).first() if form is None else None
    back = laid_by(request) if request.method == "GET" else {}
    initial: dict[str, Any] = {}
    if back.get("text"):
        initial = {"text": back["text"], "seen": whole(back["seen"]), "category": back["category"]}
        initial |= {"changed": back["changed"], "change_note": back["change_note"]}
    elif unsaved is not None and "unsaved" in request.GET:
        initial = {"text": unsaved.text, "seen": unsaved.seen_version}
    elif wanted := whole(request.GET.get("like")):
        like = Answer.objects.filter(pk=wanted, consultation__process=one.process_id).first()
        initial = {"text": like.text} if like is not None else {}
    elif old := whole(request.GET.get("writing")):
        former = row.writings.filter(pk=old).first()
        initial = {"text": former.text} if former is not None else {}
    chapters = chapters_of(one.edition)
    lines = CommentGroup.objects.standing().filter(answer=row).select_related("first", "answer__category")
    count = lines.count()
    may_write = row.is_drafted and one.is_announced and one.asked_at is None
    context = {
        "consultation": one,
        "standing": here.standing,
        "answer": row,
        "form": (form or _form(row, **initial)) if may_write else None,
        "unsaved": unsaved if unsaved is not None and "unsaved" not in request.GET else None,
        "is_back": bool(back.get("text")),
        "both": both,
        "lines": queries.told_lines(list(lines.order_by("number")[:LINES_SHOWN]), chapters),
        "more_lines": max(0, count - LINES_SHOWN),
        "similar": similar_answers(row) if may_write else [],
        "change": change_of(one, row.changed_clause, newest_edition(one)) if row.changed_clause else None,
        "history": list(row.writings.order_by("-pk")[:20]),
        "steps": list(row.steps.select_related("department")),
        "is_own": key in (row.written_by, row.submitted_by),
        "sending_back": sending_back or ReasonForm(),
        "is_told": sending_back is not None,
        "refusal": words_for(refusal) if refusal is not None else None,
        "today": timezone.localdate(),
    }
    is_wrong = (form is not None and bool(form.errors)) or sending_back is not None
    status = refusal.status if refusal is not None else (400 if is_wrong else 200)
    return render(request, "public_comments/desk_answer.html", context, status=status)
