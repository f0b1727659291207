from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.issues import errors, permissions
from jukugi.apps.issues.actions.standing import standing_issue
from jukugi.apps.issues.actions.words import checked_words
from jukugi.apps.issues.models import Issue
from jukugi.apps.processes.policies import check_is_running
from jukugi.core.text import one_line
from jukugi.kit import audit


@dataclass(frozen=True)
class IssueWords:
    """What an officer may change of an issue; direction and department have a history of their own."""

    description: str
    keywords: str


@transaction.atomic
def edit_issue(*, issue: Issue, words: IssueWords, seen: str, actor: User, now: datetime) -> None:
    """Change the city's own words on an issue. The log keeps which of them changed.

    ``seen`` is the issue's ``edition`` that the officer had before them. Raises NotAllowed, ProcessFinished,
    IssueEnded, IssueChangedMeanwhile, NothingChanged, WordsTooLong or WordsHaveControls.
    """
    permissions.check_can_edit(actor)
    check_is_running(issue.process)
    current = standing_issue(issue)
    if current.edition != seen:
        raise errors.IssueChangedMeanwhile(issue=current.title)
    written = {
        "description": checked_words(words.description),
        "keywords": one_line(checked_words(words.keywords)),
    }
    changed = [name for name, value in written.items() if getattr(current, name) != value]
    if not changed:
        raise errors.NothingChanged(issue=current.title)
    for name in changed:
        setattr(issue, name, written[name])
    issue.save(update_fields=changed)
    audit.record("issues.edited", actor=actor, subject=issue, at=now, details={"changed": changed})
