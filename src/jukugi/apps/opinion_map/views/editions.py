from typing import cast

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.opinion_map import actions, errors, permissions
from jukugi.apps.opinion_map.actions.editions import NOTE_LIMIT, TITLE_LIMIT
from jukugi.apps.opinion_map.map_page import map_page
from jukugi.apps.opinion_map.models import MapEdition, Topic
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.hints import asks_for_hints, unjudged
from jukugi.kit.pages.rendering import refusal_page, set_subject


class EditionForm(forms.Form):
    """What stands on an edition besides the map."""

    title = forms.CharField(
        label=_("版の題"),
        help_text=_("例：中間報告のための地図。なくてもかまいません。"),
        required=False,
        max_length=4 * TITLE_LIMIT,
    )
    note = forms.CharField(
        label=_("添える言葉"),
        help_text=_("何のために、どこまでの答えで公開するのか。公開されます。"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": NOTE_LIMIT}),
        required=False,
        max_length=NOTE_LIMIT,
        error_messages={
            "max_length": _("添える言葉が%(show_value)d字あります。%(limit_value)d字までに縮めてください。")
        },
    )


def editions(request: HttpRequest, topic_pk: int) -> HttpResponse:
    """Every edition of a topic's map, the newest first."""
    topic = get_object_or_404(Topic.objects.select_related("process", "area", "issue"), pk=topic_pk)
    set_subject(request, topic.process)
    found = topic.editions.defer("document").order_by("-number")
    return render(request, "opinion_map/editions.html", {"topic": topic, "editions": found})


def edition(request: HttpRequest, topic_pk: int, number: int) -> HttpResponse:
    """The map as it was published, and how to compute it again."""
    found = _edition(topic_pk, number)
    set_subject(request, found.topic.process)
    page = map_page(found.topic, found.as_map(), None)
    context = {"topic": found.topic, "page": page, "phase": None, "edition": found, "has_editions": True}
    return render(request, "opinion_map/map.html", context)


def document(request: HttpRequest, topic_pk: int, number: int) -> HttpResponse:
    """The published document, byte for byte as its digest was taken."""
    from jukugi.core.opinion_map import canonical_json

    found = _edition(topic_pk, number)
    response = HttpResponse(canonical_json(found.document), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="map-{topic_pk}-{number}.json"'
    return response


@login_required
def publish(request: HttpRequest, topic_pk: int) -> HttpResponse:
    """Publish the map as it stands now."""
    topic = get_object_or_404(Topic.objects.select_related("process", "area"), pk=topic_pk)
    if not permissions.can_run(request.user, topic):
        return refusal_page(request, NotAllowed())
    set_subject(request, topic.process)
    form = EditionForm(request.POST if request.method == "POST" else None)
    if asks_for_hints(request):
        form = unjudged(form)
    elif request.method == "POST" and form.is_valid():
        try:
            made = actions.publish_edition(
                topic=topic, **form.cleaned_data, actor=cast(User, request.user), now=timezone.now()
            )
            return redirect(made.get_absolute_url())
        except errors.EditionTitleTooLong as error:
            form.add_error("title", str(words_for(error)))
        except Refusal as error:
            form.add_error(None, str(words_for(error)))
    context = {"topic": topic, "form": form, "editions": topic.editions.defer("document").order_by("-number")}
    return render(request, "opinion_map/staff_edition.html", context, status=400 if form.errors else 200)


def _edition(topic_pk: int, number: int) -> MapEdition:
    related = MapEdition.objects.select_related("topic__process", "topic__area", "topic__issue")
    return get_object_or_404(related, topic=topic_pk, number=number)
