"""Bodies and their stories."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from jukugi.apps.meetings.enums import BodyEventKind
from jukugi.apps.meetings.models import Body, BodyEvent, BodyMember, FollowUp, Meeting, Recommendation
from jukugi.kit.pages.wording import jdate

MEETINGS_SHOWN = 10
RECOMMENDATIONS_SHOWN = 5


@dataclass(frozen=True)
class BodyStep:
    """One step of the story: when, what kind of thing, a heading, the words, who says so.

    ``body`` is named where the step is another body's; ``link`` where it leads to one.
    """

    on: date
    when: str
    label: str
    title: str
    text: str
    sources: tuple[str, ...]
    department: str = ""
    body: Body | None = None
    link: Body | None = None
    is_answer: bool = False


@dataclass(frozen=True)
class BodyPage:
    """All that the page of a body shows. ``status`` says in a sentence where it stands now."""

    body: Body
    status: str
    members: tuple[BodyMember, ...]
    past_members: tuple[BodyMember, ...]
    steps: tuple[BodyStep, ...]
    recommendations: tuple[Recommendation, ...]
    about: tuple[Recommendation, ...]
    successors: tuple[Body, ...]
    predecessors: tuple[Body, ...]
    meetings: tuple[Meeting, ...]
    sources: tuple[str, ...]

    @property
    def followed(self) -> tuple["Followed", ...]:
        """Its own recommendations, then those of others that speak of it, each with what became of it last."""
        return followed((*self.recommendations, *self.about))


@dataclass(frozen=True)
class Followed:
    """A recommendation and the newest that became of it."""

    recommendation: Recommendation
    last: FollowUp | None


def bodies() -> list[Body]:
    """Every body with the number of what it recommended. One query."""
    return list(Body.objects.told())


def body_page(body: Body, *, day: date) -> BodyPage:
    """A body with its whole story on one page. Seven queries."""
    events = list(_events().filter(Q(body=body) | Q(successor=body)))
    successors = tuple(event.successor for event in events if event.body_id == body.pk and event.successor is not None)
    predecessors = tuple(event.body for event in events if event.successor_id == body.pk)
    later = [e for e in _events().filter(body__in=successors) if e.kind != BodyEventKind.SUCCEEDED]
    recommended = _recommendations().filter(Q(body=body) | Q(about=body))
    own = tuple(each for each in recommended if each.body_id == body.pk)
    about = tuple(each for each in recommended if each.body_id != body.pk)
    members = list(body.members.all())
    steps = [_event_step(event, body) for event in (*events, *later)]
    for recommendation in (*own, *about):
        steps += _recommendation_steps(recommendation, body)
    return BodyPage(
        body=body,
        status=_status(body, events, successors),
        members=tuple(member for member in members if member.is_in_term(day)),
        past_members=tuple(member for member in members if member.ends_on is not None and member.ends_on <= day),
        steps=tuple(sorted(steps, key=lambda step: step.on)),
        recommendations=own,
        about=about,
        successors=successors,
        predecessors=predecessors,
        meetings=tuple(body.meetings.told().order_by("-starts_at")[:MEETINGS_SHOWN]),
        sources=lines_of(body.source),
    )


def followed(recommendations: Sequence[Recommendation]) -> tuple[Followed, ...]:
    """Each with its newest step, of those that were read along. No query."""
    return tuple(Followed(each, next(iter(reversed(each.follow_ups.all())), None)) for each in recommendations)


def recommendations_on(issue_pk: int) -> tuple[Followed, ...]:
    """What bodies recommended on an issue, the newest first. Two queries."""
    return followed(list(_recommendations().filter(issue=issue_pk).order_by("-on")[:RECOMMENDATIONS_SHOWN]))


def lines_of(text: str) -> tuple[str, ...]:
    """Sources as they are kept, one a line."""
    return tuple(line for line in text.splitlines() if line)


def _events() -> QuerySet[BodyEvent]:
    return BodyEvent.objects.select_related("body", "successor", "department")


def _recommendations() -> QuerySet[Recommendation]:
    steps = FollowUp.objects.select_related("department")
    related = Recommendation.objects.select_related("body", "about", "issue")
    return related.prefetch_related(Prefetch("follow_ups", queryset=steps))


def _status(body: Body, events: list[BodyEvent], successors: tuple[Body, ...]) -> str:
    last = next((event for event in reversed(events) if event.body_id == body.pk), None)
    when = (last.when or jdate(last.on)) if last is not None else ""
    names = "、".join(successor.name for successor in successors)
    if successors:
        return _("いまは「%(state)s」です。「%(names)s」が引き継ぎました。") % {
            "state": body.get_state_display(),
            "names": names,
        }
    return _("いまは「%(state)s」です（%(when)s）。") % {"state": body.get_state_display(), "when": when}


def _event_step(event: BodyEvent, body: Body) -> BodyStep:
    is_own = event.body_id == body.pk
    titles = {
        BodyEventKind.BEGAN: _("始まりました"),
        BodyEventKind.PAUSED: _("休みに入りました"),
        BodyEventKind.RESUMED: _("また動きはじめました"),
        BodyEventKind.ENDED: _("終わりました"),
        BodyEventKind.REVIEWED: _("振り返りました"),
        BodyEventKind.CHANGED: _("かたちを変えました"),
    }
    link = None
    if event.kind == BodyEventKind.SUCCEEDED:
        assert event.successor is not None
        link = event.successor if is_own else event.body
        title = (_("「%(name)s」に引き継がれました") if is_own else _("「%(name)s」から引き継ぎました")) % {
            "name": link.name
        }
    else:
        title = titles[BodyEventKind(event.kind)]
        if not is_own:
            title = _("「%(name)s」が、%(title)s") % {"name": event.body.name, "title": title}
    return BodyStep(
        on=event.on,
        when=event.when or jdate(event.on),
        label=_("会議体"),
        title=title,
        text=event.reason,
        sources=lines_of(event.source),
        department=event.department.name if event.department else "",
        body=None if is_own or link else event.body,
        link=link,
    )


def _recommendation_steps(recommendation: Recommendation, body: Body) -> list[BodyStep]:
    """The recommendation itself, then what became of it."""
    by = None if recommendation.body_id == body.pk else recommendation.body
    steps = [
        BodyStep(
            on=recommendation.on,
            when=recommendation.when or jdate(recommendation.on),
            label=_("提言"),
            title=_("提言%(number)s：%(title)s") % {"number": recommendation.number, "title": recommendation.title},
            text=recommendation.text,
            sources=lines_of(recommendation.source),
            body=by,
        )
    ]
    for step in recommendation.follow_ups.all():
        steps.append(
            BodyStep(
                on=step.on,
                when=step.when or jdate(step.on),
                label=_("その後"),
                title=_("提言%(number)sのその後：%(kind)s")
                % {"number": recommendation.number, "kind": step.get_kind_display()},
                text=step.text,
                sources=lines_of(step.source),
                department=step.department.name if step.department else "",
                body=by,
                is_answer=True,
            )
        )
    return steps
