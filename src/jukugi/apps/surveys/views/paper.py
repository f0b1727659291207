"""Paper at the desk: numbered copies of the questionnaire as PDF, and one without a number to be copied."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.surveys import actions
from jukugi.apps.surveys.enums import PAPERS_AT_MOST
from jukugi.apps.surveys.models import Audience
from jukugi.apps.surveys.papers import paper_form
from jukugi.apps.surveys.queries import paper as queries
from jukugi.apps.surveys.views.asked import sent, visit
from jukugi.apps.surveys.views.printed import pdf_response
from jukugi.kit.errors import Refusal
from jukugi.kit.pages import fields
from jukugi.kit.pages.asked import tell, whole


class PapersForm(forms.Form):
    """For whom, how many, where they are handed out, how large the letters are."""

    audience = forms.ModelChoiceField(
        label=gettext_lazy("だれの紙か"),
        queryset=Audience.objects.none(),
        empty_label=None,
        error_messages={"required": gettext_lazy("選ばれていません。一つ選んでください。")},
    )
    count = fields.whole(
        gettext_lazy("枚数"),
        gettext_lazy("一枚ごとに番号が付きます。"),
        least=1,
        most=PAPERS_AT_MOST,
        is_needed=True,
    )
    place = fields.line(gettext_lazy("配る所"), gettext_lazy("どこから来た紙かを、あとで知るため。"))
    is_big = forms.BooleanField(label=gettext_lazy("文字を大きくする"), required=False)

    def __init__(self, *args: Any, audiences: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "audience", audiences)
        self.fields["count"].initial = 20


@login_required
def papers(request: HttpRequest, survey_pk: int) -> HttpResponse:
    """Number copies and go on to print them; or print one without a number."""
    here = visit(request, survey_pk, runs=False)
    if isinstance(here, HttpResponse):
        return here
    audiences = here.survey.audiences.all()
    form = PapersForm(sent(request), audiences=audiences)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.number_papers(
                audience=given["audience"],
                count=given["count"],
                place=given["place"],
                actor=here.person,
                now=timezone.now(),
                is_printed=True,
            )
            messages.success(
                request, _("%(count)d枚に番号を付けました。下からPDFを受け取ってください。") % {"count": len(made)}
            )
            address = reverse("surveys:paper", args=[survey_pk])
            big = "&big=1" if given["is_big"] else ""
            return redirect(f"{address}?for={given['audience'].pk}&from={made[0].receipt}{big}")
        except Refusal as error:
            tell(form, error)
    numbered = audiences.filter(pk=whole(request.GET.get("for"))).first()
    batch = request.GET.get("from", "")[:9]
    context = {
        "survey": here.survey,
        "form": form,
        "audiences": audiences,
        "numbered": numbered,
        "bundles": queries.bundles(numbered, batch=batch) if numbered is not None else [],
        "batch": batch,
        "is_big": request.GET.get("big") == "1",
    }
    return render(request, "surveys/paper_ask.html", context, status=400 if form.errors else 200)


@login_required
def paper_print(request: HttpRequest, survey_pk: int, audience_pk: int) -> HttpResponse:
    """A PDF: a bundle of those numbered in one go (``?from=``), from one place on (``?first=``), or a plain one."""
    here = visit(request, survey_pk, runs=False)
    if isinstance(here, HttpResponse):
        return here
    audience = get_object_or_404(here.survey.audiences.select_related("survey"), pk=audience_pk)
    first = max(1, whole(request.GET.get("first")))
    numbers = queries.copies(audience, batch=request.GET.get("from", "")[:9], first=first)
    form = paper_form(
        audience,
        numbers=numbers,
        is_big=request.GET.get("big") == "1",
        address=request.build_absolute_uri(queries.web_address(audience)),
        threads_url=request.build_absolute_uri(reverse("threads")),
    )
    name = f"survey-{here.survey.code}-{audience.pk}-{numbers[0] if numbers else 'plain'}.pdf"
    return pdf_response(request, form, name, back=reverse("surveys:paper", args=[survey_pk]))
