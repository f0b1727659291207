"""The last steps of a voice: what the city promised, and whether it did it."""

from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.opinion_map.enums import RECEIPT_KIND as STATEMENT
from jukugi.apps.opinions.enums import RECEIPT_KIND as OPINION
from jukugi.apps.opinions.queries.counting import VOICES
from jukugi.apps.outcomes.enums import Standing
from jukugi.apps.outcomes.models import Promise
from jukugi.apps.outcomes.queries.threads import Behind, of_opinions, of_statement, promises_behind
from jukugi.kit.pages import voices
from jukugi.kit.pages.voices import Step, StepState, Voice
from jukugi.kit.pages.wording import jdate, thousands


def register() -> None:
    voices.thread_links.register("outcomes", steps, order=60)


def steps(request: HttpRequest, voice: Voice, now: datetime) -> list[Step]:
    """Promises that a voice stands behind, and what became of them. At most four queries."""
    day = timezone.localdate(now)
    told: list[Step] = []
    for promise in promises_behind(_behind(voice)):
        told.append(_made(promise))
        standing = promise.standing_on(day)
        if standing in (Standing.DONE, Standing.GIVEN_UP):
            told.append(_ended(promise, standing))
        else:
            told.append(_awaited(promise, standing, now))
    return told


def _behind(voice: Voice) -> Behind:
    if voice.kind == STATEMENT:
        return of_statement(voice.key)
    if voice.kind != OPINION:
        return Behind(set(), set())
    opinions = list(voice.record.opinions.all())
    links = [link for opinion in opinions for link in opinion.issue_links.all() if link.ended_at is None]
    issues = {link.issue_id for link in links if link.issue_id is not None and link.kind in VOICES}
    return of_opinions([opinion.pk for opinion in opinions], issues)


def _made(promise: Promise) -> Step:
    assert promise.published_at is not None
    return Step(
        promise.published_at,
        _("約束"),
        _("市が約束しました：%(title)s") % {"title": promise.title},
        template="outcomes/_step_promise.html",
        content={"promise": promise},
        standing=_("この声につながることを、市が約束しました"),
    )


def _ended(promise: Promise, standing: Standing) -> Step:
    assert promise.closed_on is not None
    is_done = standing == Standing.DONE
    title = _("約束を果たしました：%(title)s") if is_done else _("行わないことにしました：%(title)s")
    done, given_up = _("この声につながる約束が、果たされました"), _("この声につながる約束は、行わないことになりました")
    return Step(
        promise.closed_on,
        _("行ったこと") if is_done else _("判断"),
        title % {"title": promise.title},
        template="outcomes/_step_promise.html",
        content={"promise": promise},
        standing=done if is_done else given_up,
    )


def _awaited(promise: Promise, standing: Standing, now: datetime) -> Step:
    day = timezone.localdate(now)
    at: datetime | date
    if standing == Standing.LATE:
        title = _("期日を%(days)s日過ぎています：%(title)s") % {
            "days": thousands(promise.days_late_on(day)),
            "title": promise.title,
        }
        at, state = timezone.localtime(now), StepState.NOW
    else:
        title = _("%(day)sまでに：%(title)s") % {"day": jdate(promise.due_on), "title": promise.title}
        at, state = promise.due_on, StepState.NEXT
    return Step(
        at,
        _("いま") if state == StepState.NOW else _("これから"),
        title,
        state=state,
        template="outcomes/_step_promise.html",
        content={"promise": promise},
    )
