from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.issues.actions.standing import standing_issues
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions import permissions
from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.opinions.errors import (
    AlreadyLinked,
    IssueMissing,
    IssueOfAnotherProcess,
    LinkEnded,
    NotPublic,
    ReasonMissing,
)
from jukugi.apps.opinions.models import IssueLink, Opinion
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.policies import check_is_running
from jukugi.kit import audit


@dataclass(frozen=True)
class LinkDraft:
    """Where an opinion is to lead, and why. An end (取り上げない) may stand without an issue."""

    issue: Issue | None
    kind: LinkKind
    reason: str


@transaction.atomic
def link_opinion(*, opinion: Opinion, links: Sequence[LinkDraft], actor: User, now: datetime) -> list[IssueLink]:
    """Let an opinion lead to issues, or to an end; all of the links are made or none.

    Raises NotAllowed, IssueMissing (no link, or one without an issue that is no end), ProcessFinished, NotPublic,
    IssueEnded, IssueOfAnotherProcess, ReasonMissing or AlreadyLinked. An opinion may lead to issues and to an end
    besides: then a part of it is not taken up, and the reason says which.
    """
    permissions.check_can_handle(actor, opinion.submission)
    if not links:
        raise IssueMissing
    return link_all(opinion, links, actor=actor, now=now)


@transaction.atomic
def end_link(*, link: IssueLink, reason: str, actor: User, now: datetime) -> None:
    """End a link that was wrong. It stays readable, with the reason.

    Raises NotAllowed, ProcessFinished, ReasonMissing or LinkEnded.
    """
    permissions.check_can_handle(actor, link.opinion.submission)
    check_is_running(link.opinion.submission.process)
    if not reason.strip():
        raise ReasonMissing
    current = IssueLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if current.ended_at is not None:
        raise LinkEnded
    link.ended_at, link.ended_reason, link.ended_by = now, reason.strip(), actor.actor_key
    link.save(update_fields=["ended_at", "ended_reason", "ended_by"])
    audit.record("opinions.link_ended", actor=actor, subject=link, at=now)


def link_all(opinion: Opinion, links: Sequence[LinkDraft], *, actor: User, now: datetime) -> list[IssueLink]:
    """The links of one decision, in the caller's transaction and after its checks of permission."""
    if not links:
        return []
    check_is_running(opinion.submission.process)
    # The issues first: who merges or splits them holds them before it comes to their voices.
    standing_issues([draft.issue for draft in links if draft.issue is not None])
    if Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk).state != OpinionState.SHOWN:
        raise NotPublic
    taken = {link.issue_id: link for link in opinion.issue_links.in_force().select_related("issue")}
    department = department_of(actor, day=timezone.localdate(now))
    made = []
    for draft in links:
        _check(opinion, draft, taken)
        link = IssueLink.objects.create(
            opinion=opinion,
            issue=draft.issue,
            kind=draft.kind,
            reason=draft.reason.strip(),
            actor_key=actor.actor_key,
            department=department,
            linked_at=now,
        )
        taken[link.issue_id] = link
        audit.record("opinions.linked", actor=actor, subject=link, at=now, details={"kind": str(draft.kind)})
        made.append(link)
    return made


def _check(opinion: Opinion, draft: LinkDraft, taken: dict[int | None, IssueLink]) -> None:
    if draft.issue is None and draft.kind != LinkKind.NOT_TAKEN_UP:
        raise IssueMissing
    if draft.issue is not None and draft.issue.process_id != opinion.submission.process_id:
        raise IssueOfAnotherProcess(issue=draft.issue.title)
    if not draft.reason.strip():
        raise ReasonMissing
    key = draft.issue.pk if draft.issue is not None else None
    if key in taken:
        raise AlreadyLinked(issue=draft.issue.title if draft.issue is not None else LinkKind.NOT_TAKEN_UP.label)
