"""The register of policies: what stands in it, who does what, what it asks of whom, and which issues it touches."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.issues import errors, permissions
from jukugi.apps.issues.actions.standing import standing_issue
from jukugi.apps.issues.actions.words import checked_reason, checked_title, checked_words
from jukugi.apps.issues.enums import DemandKind, IssueLevel
from jukugi.apps.issues.models import Issue, Policy, PolicyDemand, PolicyLink, PolicyPart
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.queries import department_of
from jukugi.core.text import one_line
from jukugi.kit import audit

DAY = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
LINE_LIMIT = 200


@dataclass(frozen=True)
class PolicyWords:
    """What stands in the register of one policy."""

    code: str
    name: str
    level: IssueLevel
    aim: str = ""
    department: Organization | None = None
    legal_basis: str = ""
    started: str = ""
    ended: str = ""
    figures: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Part:
    """An organization and what it does."""

    organization: Organization
    role: str


@dataclass(frozen=True)
class Demand:
    """A meeting, list or request: whom it asks, in which months."""

    kind: DemandKind
    name: str
    target: str
    months: tuple[int, ...] = ()


@transaction.atomic
def save_policy(
    *,
    policy: Policy | None,
    words: PolicyWords,
    parts: Sequence[Part],
    demands: Sequence[Demand],
    actor: User,
    now: datetime,
) -> Policy:
    """Put a policy into the register, or change what stands there. Parts and demands that are gone are ended.

    Raises NotAllowed, CodeMissing, CodeTaken, TitleMissing, TitleTooLong, DayUnreadable, EndsBeforeItStarts,
    WordsTooLong or WordsHaveControls.
    """
    permissions.check_can_edit(actor)
    policy, _changed = save_words(policy, words, actor=actor, now=now)
    _keep_parts(policy, parts, actor, now)
    _keep_demands(policy, demands, actor, now)
    return policy


@transaction.atomic
def link_policy(*, policy: Policy, issue: Issue, reason: str, actor: User, now: datetime) -> PolicyLink:
    """Say that a policy has to do with an issue, with a public reason.

    Raises NotAllowed, ReasonMissing, WordsTooLong, WordsHaveControls, IssueEnded or PolicyLinked.
    """
    permissions.check_can_edit(actor)
    reason = checked_reason(reason)
    standing_issue(issue)
    if policy.links.in_force().filter(issue=issue).exists():
        raise errors.PolicyLinked(policy=policy.name, issue=issue.title)
    link = PolicyLink.objects.create(
        policy=policy,
        issue=issue,
        reason=reason,
        actor_key=actor.actor_key,
        department=department_of(actor, day=timezone.localdate(now)),
        made_at=now,
    )
    audit.record("issues.policy_linked", actor=actor, subject=link, at=now)
    return link


@transaction.atomic
def end_policy_link(*, link: PolicyLink, reason: str, actor: User, now: datetime) -> None:
    """End such a link; it stays readable. Raises NotAllowed, ReasonMissing, WordsTooLong, WordsHaveControls or
    PolicyLinkEnded."""
    permissions.check_can_edit(actor)
    reason = checked_reason(reason)
    current = PolicyLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if current.ended_at is not None:
        raise errors.PolicyLinkEnded
    link.ended_at, link.ended_reason, link.ended_by = now, reason, actor.actor_key
    link.save(update_fields=["ended_at", "ended_reason", "ended_by"])
    audit.record("issues.policy_link_ended", actor=actor, subject=link, at=now)


def save_words(policy: Policy | None, words: PolicyWords, *, actor: User, now: datetime) -> tuple[Policy, list[str]]:
    """The policy with its words, and which of them changed; in the caller's transaction, after its permission."""
    fields = _checked(words, policy)
    if policy is None:
        policy = Policy.objects.create(**fields)
        audit.record("issues.policy_added", actor=actor, subject=policy, at=now)
        return policy, list(fields)
    Policy.objects.select_for_update(of=("self",)).get(pk=policy.pk)
    changed = [name for name, value in fields.items() if getattr(policy, name) != value]
    if changed:
        for name in changed:
            setattr(policy, name, fields[name])
        policy.save(update_fields=changed)
        audit.record("issues.policy_changed", actor=actor, subject=policy, at=now, details={"changed": changed})
    return policy, changed


def _checked(words: PolicyWords, policy: Policy | None) -> dict[str, object]:
    code = one_line(words.code)
    if not code or len(code) > 40:
        raise errors.CodeMissing
    others = Policy.objects.filter(code=code)
    if (others.exclude(pk=policy.pk) if policy is not None else others).exists():
        raise errors.CodeTaken(code=code)
    days = [one_line(words.started), one_line(words.ended)]
    for day in days:
        if day and not DAY.fullmatch(day):
            raise errors.DayUnreadable(day=day)
    # As far as both are known: 2019-06 ends no earlier than 2019.
    known = min(map(len, days))
    if known and days[0][:known] > days[1][:known]:
        raise errors.EndsBeforeItStarts(started=days[0], ended=days[1])
    lines = {name: one_line(getattr(words, name)) for name in ("legal_basis", "source")}
    for line in lines.values():
        if len(line) > LINE_LIMIT:
            raise errors.WordsTooLong(length=len(line), limit=LINE_LIMIT)
    return {
        "code": code,
        "name": checked_title(words.name),
        "level": words.level,
        "department": words.department,
        "started": days[0],
        "ended": days[1],
        **lines,
        **{name: checked_words(getattr(words, name)) for name in ("aim", "figures", "note")},
    }


def _keep_parts(policy: Policy, parts: Sequence[Part], actor: User, now: datetime) -> None:
    wanted = {(part.organization.pk, one_line(part.role)) for part in parts}
    there = {(part.organization_id, part.role): part.pk for part in policy.parts.in_force()}
    _end(PolicyPart, [pk for key, pk in there.items() if key not in wanted], actor, now)
    PolicyPart.objects.bulk_create(
        PolicyPart(policy=policy, organization_id=key, role=role, actor_key=actor.actor_key, made_at=now)
        for key, role in sorted(wanted - there.keys())
    )


def _keep_demands(policy: Policy, demands: Sequence[Demand], actor: User, now: datetime) -> None:
    wanted = {(str(d.kind), one_line(d.name), one_line(d.target), tuple(sorted(set(d.months)))): None for d in demands}
    there = {(d.kind, d.name, d.target, tuple(d.months)): d.pk for d in policy.demands.in_force()}
    _end(PolicyDemand, [pk for key, pk in there.items() if key not in wanted], actor, now)
    PolicyDemand.objects.bulk_create(
        PolicyDemand(
            policy=policy, kind=kind, name=name, target=target, months=list(months), actor_key=actor.actor_key,
            made_at=now,
        )
        for kind, name, target, months in wanted
        if (kind, name, target, months) not in there
    )  # fmt: skip


def _end(model: type[PolicyPart] | type[PolicyDemand], keys: Sequence[int], actor: User, now: datetime) -> None:
    model.objects.filter(pk__in=keys).update(ended_at=now, ended_by=actor.actor_key)
