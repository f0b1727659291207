"""The wall: a topic as a projector shows it in a room full of people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache

from jukugi.apps.opinion_map import wall_page
from jukugi.apps.opinion_map.models import Topic
from jukugi.kit.pages.rendering import page_or_part, set_subject


@never_cache
def wall(request: HttpRequest, topic_pk: int) -> HttpResponse:
    """One thing at a time, and how many have answered; asked again every few seconds. ``?show=`` stays with one."""
    topic = get_object_or_404(Topic.objects.select_related("process", "issue", "live_map"), pk=topic_pk)
    set_subject(request, topic.process)
    now = timezone.now()
    asked = request.GET.get("show", "")
    chosen = next((slide for slide in wall_page.Slide if slide == asked), None)
    context = {
        "topic": topic,
        "chosen": chosen,
        "slides": list(wall_page.Slide),
        "wall": wall_page.wall(topic, now=now, slide=chosen),
        "join_url": request.build_absolute_uri(topic.get_absolute_url()),
    }
    return page_or_part(request, "opinion_map/wall.html", "wall-now", context)
