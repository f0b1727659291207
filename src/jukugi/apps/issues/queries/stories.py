"""What became of an issue, told from the beginning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from jukugi.apps.issues.enums import LineageKind
from jukugi.apps.issues.models import Issue
from jukugi.apps.issues.queries.lineage import ActStory, acts_of
from jukugi.apps.organizations.models import Organization


@dataclass(frozen=True)
class Event:
    """One thing that happened to an issue: what, why, by which department; ``issues`` it led to or came from."""

    at: datetime
    label: str
    title: str
    reason: str
    department: Organization | None = None
    issues: tuple[Issue, ...] = ()
    url: str = ""
    link: str = ""


def story_of(issue: Issue, acts: Sequence[ActStory] | None = None) -> tuple[Event, ...]:
    """Everything in the order in which it happened. Five queries; three where the ``acts`` are known."""
    told = acts_of(issue) if acts is None else acts
    events = (
        _steps(issue)
        + _directions(issue)
        + _duties(issue)
        + [event for story in told for event in _lineage(issue, story)]
    )
    return tuple(sorted(events, key=lambda event: event.at))


def _directions(issue: Issue) -> list[Event]:
    """That the direction was written, by its version; the text itself stands on a page of its own."""
    url, link = reverse("issues:directions", args=[issue.pk]), _("文と、変わった所を読む")
    return [
        Event(
            version.written_at,
            _("方向"),
            _("検討の方向を書きました（第%(number)d版）") % {"number": version.number},
            version.reason,
            version.department,
            url=url,
            link=link,
        )
        for version in issue.directions.select_related("department").defer("text")
        if version.written_at is not None
    ]


def _duties(issue: Issue) -> list[Event]:
    nobody = _("決まっていない")
    return [
        Event(
            change.made_at,
            _("担当"),
            _("担当が「%(was)s」から「%(became)s」へ")
            % {
                "was": change.was.name if change.was else nobody,
                "became": change.became.name if change.became else nobody,
            },
            change.reason,
        )
        for change in issue.duty_changes.select_related("was", "became")
    ]


def _lineage(issue: Issue, story: ActStory) -> list[Event]:
    """How an issue began, took others up, or ended; and that it was undone."""
    act, is_before = story.act, issue in story.before
    if act.kind == LineageKind.MERGE:
        title = _("ほかの論点にまとめられ、終わりました") if is_before else _("次の論点を、ここにまとめました")
    else:
        title = _("次の論点に分けられ、終わりました") if is_before else _("次の論点を分けて、できました")
    events = [
        Event(act.made_at, _("つながり"), title, act.reason, act.department, story.after if is_before else story.before)
    ]
    if act.undone_at is not None:
        title = _("それを取り消し、この論点に戻りました") if is_before else _("それを取り消し、もとの論点に戻しました")
        others = story.after if is_before else story.before
        events.append(Event(act.undone_at, _("取り消し"), title, act.undone_reason, None, others))
    return events


def _steps(issue: Issue) -> list[Event]:
    return [
        Event(
            change.made_at,
            _("状態"),
            _("「%(was)s」から「%(became)s」へ")
            % {"was": change.get_was_display(), "became": change.get_became_display()},
            change.reason,
            change.department,
        )
        for change in issue.status_changes.select_related("department")
    ]
