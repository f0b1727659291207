"""Comments and lines of the table at the desk: sorted, gathered, given a gist, taken to an answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from jukugi.apps.public_comments import actions, errors
from jukugi.apps.public_comments.forms.answers import GroupForm, ItemForm, chosen_clause
from jukugi.apps.public_comments.models import Answer, CommentGroup, Consultation
from jukugi.apps.public_comments.queries import counting
from jukugi.apps.public_comments.queries import desk as queries
from jukugi.apps.public_comments.queries.chapters import Chapters, chapters_of
from jukugi.apps.public_comments.queries.desk import Wish
from jukugi.apps.public_comments.views.asked import Visit, chosen, sent, visit, wish_of
from jukugi.core.text import personal_pieces
from jukugi.kit.errors import Refusal, WordsHaveControls, WordsTooLong, words_for
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.rendering import refusal_page

SHOW_COMMENTS = [("", gettext_lazy("まだ分けていないもの")), ("all", gettext_lazy("すべて"))]
SHOW_GROUPS = [
    ("", gettext_lazy("すべて")),
    ("open", gettext_lazy("答えのないもの")),
    ("nogist", gettext_lazy("要旨のないもの")),
    ("many", gettext_lazy("すべて（件数の多い順）")),
]


@login_required
def comments(request: HttpRequest, consultation_pk: int) -> HttpResponse:
    """Comments as they came; those in no line first."""
    here = visit(request, consultation_pk)
    if isinstance(here, HttpResponse):
        return here
    one, refusal = here.consultation, None
    chapters = chapters_of(one.edition)
    if request.method == "POST":
        try:
            return _with_comments(request, here, chosen(request))
        except Refusal as error:
            refusal = error
    wish = wish_of(request)
    page, rows = queries.comments(one, wish, chapters, request.GET.get("page"))
    context = {
        "consultation": one,
        "wish": wish,
        "page": page,
        "comments": rows,
        "count": page.paginator.count,
        "names": _names(chapters, wish),
        "shows": SHOW_COMMENTS,
        "progress": counting.progress(one),
        "items": ItemForm(chapters=chapters),
        "ticked": set(chosen(request)) if refusal is not None else set(),
        "refusal": words_for(refusal) if refusal is not None else None,
    }
    return render(request, "public_comments/desk_comments.html", context, status=409 if refusal else 200)


@login_required
def groups(request: HttpRequest, consultation_pk: int) -> HttpResponse:
    """Lines of the table; several are merged, or answered together."""
    here = visit(request, consultation_pk)
    if isinstance(here, HttpResponse):
        return here
    one, refusal = here.consultation, None
    chapters, wish = chapters_of(one.edition), wish_of(request)
    if request.method == "POST":
        is_all = request.POST.get("act") == "all"
        try:
            keys = queries.open_lines(one, wish, chapters) if is_all else chosen(request)
            return _with_groups(request, here, keys)
        except Refusal as error:
            refusal = error
    page, lines = queries.lines(one, wish, chapters, request.GET.get("page"))
    context = {
        "consultation": one,
        "wish": wish,
        "page": page,
        "lines": lines,
        "names": _names(chapters, wish),
        "shows": SHOW_GROUPS,
        "themes": queries.themes(one),
        "open_lines": len(queries.open_lines(one, wish, chapters)) if wish.query else 0,
        "progress": counting.progress(one),
        "ticked": set(chosen(request)) if refusal is not None else set(),
        "refusal": words_for(refusal) if refusal is not None else None,
    }
    return render(request, "public_comments/desk_groups.html", context, status=409 if refusal else 200)


@login_required
def group(request: HttpRequest, consultation_pk: int, number: int) -> HttpResponse:
    """One line: its gist, its comments, its answer, and lines of the same theme."""
    here = visit(request, consultation_pk)
    if isinstance(here, HttpResponse):
        return here
    line = _group(here.consultation, number)
    chapters = chapters_of(here.consultation.edition)
    initial = {"gist": line.gist, "clause": str(line.clause_id or "")}
    is_gist = request.method == "POST" and "gist" in request.POST
    form = GroupForm(sent(request) if is_gist else None, initial=initial, chapters=chapters)
    refusal: Refusal | None = None
    if is_gist and form.is_valid():
        try:
            actions.write_group(
                group=line,
                gist=form.cleaned_data["gist"],
                clause=form.chosen,
                actor=here.person,
                now=timezone.now(),
            )
            messages.success(request, _("要旨を保存しました。"))
            return redirect("public_comments:desk-group", consultation_pk=consultation_pk, number=number)
        except Refusal as error:
            tell(form, error, {WordsTooLong: "gist", WordsHaveControls: "gist"})
    elif request.method == "POST" and not is_gist:
        try:
            return _with_comments(request, here, chosen(request), line=line)
        except Refusal as error:
            refusal = error
    sizes = queries.told_lines([line], chapters)[0]
    context = {
        "consultation": here.consultation,
        "line": sizes,
        "group": line,
        "form": form,
        "members": queries.members(line, request.GET.get("page")),
        "alike": queries.lines_alike(line, chapters),
        "personal": looks_personal(line.gist),
        "refusal": words_for(refusal) if refusal is not None else None,
    }
    status = 400 if form.errors else (409 if refusal else 200)
    return render(request, "public_comments/desk_group.html", context, status=status)


@login_required
@require_POST
def answer_group(request: HttpRequest, consultation_pk: int, number: int) -> HttpResponse:
    """Begin an answer to one line, or take the line out of its answer."""
    here = visit(request, consultation_pk)
    if isinstance(here, HttpResponse):
        return here
    line = _group(here.consultation, number)
    try:
        if "leave" in request.POST:
            actions.leave_answer(group=line, actor=here.person, now=timezone.now())
            messages.success(request, _("この市の考え方から外しました。"))
            return redirect("public_comments:desk-group", consultation_pk=consultation_pk, number=number)
        made = actions.begin_answer(
            consultation=here.consultation, groups=[line.pk], actor=here.person, now=timezone.now()
        )
    except Refusal as error:
        return refusal_page(request, error, back=line.get_absolute_url())
    return redirect("public_comments:desk-answer", consultation_pk=consultation_pk, number=made.number)


def _with_comments(
    request: HttpRequest, here: Visit, keys: list[int], line: CommentGroup | None = None
) -> HttpResponse:
    """What is done with comments that were ticked. Raises what the actions raise."""
    one, now, act = here.consultation, timezone.now(), request.POST.get("act", "")
    if not keys:
        raise errors.NothingChosen
    if act == "item":
        chapters = chapters_of(one.edition)
        clause = chosen_clause(chapters, request.POST.get("clause", ""))
        count = actions.set_clause(consultation=one, comments=keys, clause=clause, actor=here.person, now=now)
        messages.success(request, ngettext("%d件の項目を決めました。", "%d件の項目を決めました。", count) % count)
        return redirect(request.get_full_path())
    target = None
    if act == "into":
        target = _group_or_none(one, whole(request.POST.get("number")))
        if target is None:
            raise errors.GroupEnded
    placed = actions.place_comments(consultation=one, comments=keys, group=target, actor=here.person, now=now)
    messages.success(
        request, _("%(count)d件を、まとまり%(number)dに入れました。") % {"count": len(keys), "number": placed.number}
    )
    if line is not None and CommentGroup.objects.standing().filter(pk=line.pk).exists():
        return redirect(line.get_absolute_url())
    if line is not None:
        return redirect(placed.get_absolute_url())
    return redirect(request.get_full_path())


def _with_groups(request: HttpRequest, here: Visit, keys: list[int]) -> HttpResponse:
    """What is done with lines that were ticked. Raises what the actions raise."""
    one, now, act = here.consultation, timezone.now(), request.POST.get("act", "")
    if not keys:
        raise errors.NothingChosen
    if act == "merge":
        kept = actions.merge_groups(consultation=one, groups=keys, actor=here.person, now=now)
        messages.success(request, _("まとまり%(number)dに一つにしました。") % {"number": kept.number})
        return redirect(kept.get_absolute_url())
    if act == "join":
        number = whole(request.POST.get("number"))
        answer = Answer.objects.filter(consultation=one, number=number).first()
        if answer is None:
            raise errors.GroupEnded
        actions.join_answer(answer=answer, groups=keys, actor=here.person, now=now)
        messages.success(request, _("市の考え方%(number)dで答えることにしました。") % {"number": number})
        return redirect(answer.get_absolute_url())
    made = actions.begin_answer(consultation=one, groups=keys, actor=here.person, now=now)
    return redirect(made.get_absolute_url())


def looks_personal(text: str) -> list[str]:
    """What looks like a telephone number, an e-mail address or a postal code, before it is published."""
    return [piece.text for piece in personal_pieces(text) if piece.kind is not None]


def _names(chapters: Chapters, wish: Wish) -> list[tuple[str, str, bool]]:
    """Chapters to choose from: as they stand in an address, their names, whether one is chosen."""
    keys = ((str(key or 0), name) for key, name in chapters.names.items())
    return [(key, name, wish.chapter == key) for key, name in keys]


def _group(consultation: Consultation, number: int) -> CommentGroup:
    related = CommentGroup.objects.standing().select_related("first", "answer__category", "clause", "consultation")
    found = get_object_or_404(related, consultation=consultation, number=number)
    found.consultation = consultation
    return found


def _group_or_none(consultation: Consultation, number: int) -> CommentGroup | None:
    return CommentGroup.objects.standing().filter(consultation=consultation, number=number).first()
