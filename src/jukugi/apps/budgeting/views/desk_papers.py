"""Paper at the desk: codes of a roll, ballots to print, what was read on them."""

import csv
import io
import secrets
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.actions import codes as code_actions
from jukugi.apps.budgeting.actions import papers as actions
from jukugi.apps.budgeting.errors import ballots as errors
from jukugi.apps.budgeting.forms.papers import NumberForm, ReadingForm, typed_of
from jukugi.apps.budgeting.forms.rounds import CodesForm, PapersForm
from jukugi.apps.budgeting.models import PaperBallot, Round
from jukugi.apps.budgeting.papers import CodeOfLetter, ballots_form, code_letters
from jukugi.apps.budgeting.queries import desk as queries
from jukugi.apps.budgeting.views.asked import FIELDS, run_round, sent, signed_in
from jukugi.kit import receipts
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.papers import PrintedForm, form_pdf_apart

SHEETS_AT_ONCE = 20
LETTERS_AT_ONCE = 100


@login_required
def codes(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Make codes of a roll: told once, as a table or, up to a hundred, as letters."""
    found = run_round(request, round_pk)
    if isinstance(found, HttpResponse):
        return found
    form = CodesForm(sent(request), wards=Area.objects.wards())
    if form.is_bound and form.is_valid():
        as_letters = request.POST.get("as") == "letters"
        count = form.cleaned_data["count"]
        try:
            if as_letters and count > LETTERS_AT_ONCE:
                raise errors.TooManyCodes(limit=LETTERS_AT_ONCE)
            made = code_actions.make_codes(
                budget_round=found,
                count=count,
                ward=form.cleaned_data["ward"],
                actor=signed_in(request),
                now=timezone.now(),
            )
            return _letters(request, found, made) if as_letters else _table(request, found, made)
        except Refusal as error:
            tell(form, error)
    context = {"round": found, "form": form, "n_codes": found.codes.count(), "limit": LETTERS_AT_ONCE}
    return render(request, "budgeting/desk_codes.html", context, status=400 if form.errors else 200)


@login_required
def papers(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Number ballots on paper and go on to print them."""
    found = _readable(request, round_pk)
    if isinstance(found, HttpResponse):
        return found
    form = PapersForm(sent(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.print_papers(
                budget_round=found,
                count=given["count"],
                place=given["place"],
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(
                request, _("%(count)d枚に番号を付けました。下からPDFを受け取ってください。") % {"count": len(made)}
            )
            big = "&big=1" if given["is_big"] else ""
            address = reverse("budgeting:papers", args=[found.pk])
            return redirect(f"{address}?from={made[0].pk}&to={made[-1].pk}{big}")
        except Refusal as error:
            tell(form, error)
    first, last = whole(request.GET.get("from")), whole(request.GET.get("to"))
    keys = list(found.papers.filter(pk__gte=first, pk__lte=last).values_list("pk", flat=True)[:500]) if first else []
    context = {
        "round": found,
        "form": form,
        "bundles": [
            (
                start + 1,
                min(start + SHEETS_AT_ONCE, len(keys)),
                keys[start],
                keys[min(start + SHEETS_AT_ONCE, len(keys)) - 1],
            )
            for start in range(0, len(keys), SHEETS_AT_ONCE)
        ],
        "is_big": request.GET.get("big") == "1",
        "counts": queries.paper_counts(found),
    }
    return render(request, "budgeting/desk_papers.html", context, status=400 if form.errors else 200)


@login_required
def paper_print(request: HttpRequest, round_pk: int) -> HttpResponse:
    """A PDF with the ballots of a bundle."""
    found = _readable(request, round_pk)
    if isinstance(found, HttpResponse):
        return found
    first, last = whole(request.GET.get("from")), whole(request.GET.get("to"))
    bundle = list(found.papers.filter(pk__gte=first, pk__lte=last).order_by("pk")[:SHEETS_AT_ONCE])
    back = reverse("budgeting:papers", args=[found.pk])
    if not bundle:
        return redirect(back)
    form = ballots_form(
        found,
        bundle,
        is_big=request.GET.get("big") == "1",
        address=request.build_absolute_uri(reverse("budgeting:ballot", args=[found.pk])),
        threads_url=request.build_absolute_uri(reverse("threads")),
    )
    return _pdf(request, form, f"ballots-{found.pk}-{bundle[0].receipt}.pdf", back)


@login_required
def reading(request: HttpRequest, round_pk: int) -> HttpResponse:
    """The queue of papers: open one by its number; those that differ, that wait for a second, that are spoiled."""
    found = _readable(request, round_pk)
    if isinstance(found, HttpResponse):
        return found
    form = NumberForm(sent(request))
    if form.is_bound and form.is_valid():
        number = form.cleaned_data["number"]
        if found.papers.filter(receipt=number).exists():
            return redirect("budgeting:read-paper", found.pk, number)
        tell(form, errors.PaperOfAnother(number=receipts.shown(number)), {errors.PaperOfAnother: "number"})
    counts = queries.paper_counts(found)
    part = request.GET.get("part", "")
    if part not in queries.PARTS:
        part = "differ" if counts["differ"] else "second"
    page = Paginator(queries.papers_in(found, part), queries.PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "round": found,
        "form": form,
        "part": part,
        "tabs": [
            ("differ", _("くいちがい"), counts["differ"]),
            ("second", _("二人目を待つ"), counts["second"]),
            ("counted", _("数える"), counts["counted"]),
            ("spoiled", _("数えない"), counts["spoiled"]),
        ],
        "page": page,
        "rows": [(paper, receipts.shown(paper.receipt)) for paper in page.object_list],
        "query": f"part={part}",
    }
    return render(request, "budgeting/desk_reading.html", context, status=400 if form.errors else 200)


@dataclass(frozen=True)
class Work:
    """A paper at work: who read it, and what is to be done with it now."""

    paper: PaperBallot
    readings: dict[int, Any]
    differs: tuple[str, ...]
    is_settled: bool
    is_mine: bool


@login_required
def read_paper(request: HttpRequest, round_pk: int, receipt: str) -> HttpResponse:
    """Read one paper, first or second; or settle what two people read differently."""
    found = _readable(request, round_pk)
    if isinstance(found, HttpResponse):
        return found
    work = _work(request, found, receipt)
    start = {"received_on": min(timezone.localdate(), found.vote_until), "form_key": secrets.token_hex(11)}
    if work.differs:
        start = {**start, **typed_of(work.readings[1])}
    form = ReadingForm(sent(request), budget_round=found, initial=start)
    if form.is_bound and form.is_valid():
        act = actions.settle_paper if work.differs else actions.read_paper
        try:
            outcome = act(paper=work.paper, read=form.read(), actor=signed_in(request), now=timezone.now())
            messages.success(request, _said(outcome))
            return redirect("budgeting:reading", found.pk)
        except Refusal as error:
            tell(form, error, FIELDS | {errors.CodeUnknown: "code"})
    context = {
        "round": found,
        "work": work,
        "number": receipts.shown(receipt),
        "turn": len(work.readings) + 1,
        "form": form,
        "conflicts": _conflicts(work),
    }
    return render(request, "budgeting/desk_read.html", context, status=400 if form.errors else 200)


def _said(outcome: actions.Outcome) -> str:
    if outcome.is_settled:
        return _("片付きました。次の紙に進んでください。")
    if outcome.differs:
        return _("一人目の読み取りと違います。紙を見て、どちらが正しいかを決めてください。")
    return _("一人目の読み取りを残しました。二人目は、ほかの人が読み取ります。")


def _work(request: HttpRequest, found: Round, receipt: str) -> Work:
    paper = get_object_or_404(found.papers.select_related("spoiled", "ballot"), receipt=receipt)
    readings = {reading.turn: reading for reading in paper.readings.select_related("ward")}
    settled = hasattr(paper, "ballot") or hasattr(paper, "spoiled")
    differs = () if settled else actions.differences(readings)
    mine = 1 in readings and not differs and readings[1].actor_key == signed_in(request).actor_key
    return Work(paper, readings, differs, settled, mine)


def _conflicts(work: Work) -> list[tuple[str, str, str]]:
    labels = {
        "voter": (_("投票番号"), lambda one: _("読み取った番号") if one.voter else _("なし")),
        "choices": (_("印のある事業"), lambda one: one.choices.replace(",", " ") or _("なし")),
        "spoiled": (_("数えられない紙"), lambda one: one.get_spoiled_display() or _("数えられる")),
        "channel": (_("届き方"), lambda one: one.get_channel_display()),
        "received_on": (_("受け取った日"), lambda one: one.received_on.isoformat()),
        "ward_id": (_("住んでいる区"), lambda one: one.ward.name if one.ward else _("（書いていない）")),
        "age_band": (_("年代"), lambda one: one.get_age_band_display() or _("（書いていない）")),
        "is_member": (
            _("町内会・自治会"),
            lambda one: {True: _("入っている"), False: _("入っていない"), None: _("（書いていない）")}[one.is_member],
        ),
    }
    return [(labels[name][0], *(labels[name][1](work.readings[turn]) for turn in (1, 2))) for name in work.differs]


def _readable(request: HttpRequest, round_pk: int) -> Round | HttpResponse:
    found = get_object_or_404(Round.objects.select_related("area"), pk=round_pk)
    if not permissions.can_read_papers(request.user, found):
        return refusal_page(request, NotAllowed())
    return found


def _addresses(request: HttpRequest, found: Round, made: list[str]) -> list[CodeOfLetter]:
    page = request.build_absolute_uri(reverse("budgeting:ballot", args=[found.pk]))
    return [CodeOfLetter(code, f"{page}?code={code.replace('-', '')}") for code in made]


def _letters(request: HttpRequest, found: Round, made: list[str]) -> HttpResponse:
    form = code_letters(found, _addresses(request, found, made))
    return _pdf(request, form, f"ballot-letters-{found.pk}.pdf", reverse("budgeting:codes", args=[found.pk]))


def _table(request: HttpRequest, found: Round, made: list[str]) -> HttpResponse:
    """Codes with the address of each, for the letters. Told this once: nobody can read them again."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow([_("投票番号"), _("アドレス")])
    writer.writerows([one.code, one.address] for one in _addresses(request, found, made))
    response = HttpResponse(table.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ballot-codes-{found.pk}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _pdf(request: HttpRequest, form: PrintedForm, name: str, back: str) -> HttpResponse:
    try:
        content = form_pdf_apart(form)
    except Refusal as error:
        return refusal_page(request, error, back=back)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
