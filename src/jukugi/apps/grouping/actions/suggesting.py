from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.grouping import permissions
from jukugi.apps.grouping.errors import NotHere, NothingChosen
from jukugi.apps.grouping.models import IssueSuggestion
from jukugi.apps.grouping.queries.homes import at_home
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.actions import LinkDraft, link_opinion
from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.opinions.models import IssueLink, Opinion
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.policies import check_is_running

# Voices whose issue a person chose, the newest ones: examples for the others.
MOST_EXAMPLES = 5_000


def suggest_for_new(*, process: Process, is_anew: bool, clock: Callable[[], datetime]) -> int:
    """Propose issues for voices without one that have no proposal yet (``is_anew``: for all). Returns how many.

    Safe to run twice. Nothing is proposed where a process has no issues or is finished.
    """
    waiting = at_home(process, None)
    if not is_anew:
        waiting = waiting.filter(issue_suggestion__isnull=True)
    rows = list(waiting.values_list("pk", "text"))
    issues = list(Issue.objects.standing().filter(process=process).order_by("pk"))
    if not rows or not issues or process.is_finished:
        return 0
    made = _suggestions(rows, issues, _examples(process), now=clock())
    IssueSuggestion.objects.bulk_create(
        made,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["opinion"],
        update_fields=["first", "second", "third", "words", "sureness", "is_abstaining", "made_at"],
    )
    return len(made)


@transaction.atomic
def link_suggested(
    *, process: Process, issue: Issue, opinions: Collection[int], actor: User, now: datetime
) -> list[IssueLink]:
    """Link public voices to an issue that was proposed for them; the words that spoke for it become the reason.

    All are linked or none. Raises NotAllowed, ProcessFinished, NothingChosen, NotHere and what linking can raise.
    """
    permissions.check_can_group(actor)
    check_is_running(process)
    if not opinions:
        raise NothingChosen
    here = at_home(process, None).filter(pk__in=opinions, state=OpinionState.SHOWN)
    found = list(here.select_related("submission__process", "submission__ward", "issue_suggestion"))
    if missing := len(set(opinions)) - len(found):
        raise NotHere(count=missing)
    links = []
    for opinion in found:
        draft = LinkDraft(issue, LinkKind.ABOUT, reason_of(opinion, issue))
        links += link_opinion(opinion=opinion, links=[draft], actor=actor, now=now)
    return links


def reason_of(opinion: Opinion, issue: Issue) -> str:
    """What spoke for the issue, as it is kept with the link and shown to everybody."""
    suggestion = getattr(opinion, "issue_suggestion", None)
    words = suggestion.words if suggestion is not None and suggestion.first_id == issue.pk else []
    return "".join(f"「{word}」" for word in words) or "声の全体"


def _examples(process: Process) -> list[tuple[str, int]]:
    """Texts with the key of the issue that a person linked them to first."""
    links = IssueLink.objects.in_force().filter(
        opinion__submission__process=process, kind=LinkKind.ABOUT, issue__isnull=False
    )
    rows = links.order_by("-pk").values_list("opinion__text", "issue")[:MOST_EXAMPLES]
    return [(text, issue) for text, issue in rows if text]


def _suggestions(
    rows: list[tuple[int, str]], issues: list[Issue], examples: list[tuple[str, int]], *, now: datetime
) -> list[IssueSuggestion]:
    from jukugi.core.text.reading import read_texts
    from jukugi.core.text.suggesting import suggest_issues
    from jukugi.core.text.voices import IssueText
    from jukugi.core.text.words import as_written
    from jukugi.kit.language import known_voices, word_vectors

    place = {issue.pk: number for number, issue in enumerate(issues)}
    texts = [text for _, text in rows] + [text for text, _ in examples]
    placed: list[int | None] = [None] * len(rows) + [place[issue] for _, issue in examples]
    asked = [IssueText(issue.title, issue.description, tuple(issue.keywords.split())) for issue in issues]
    found = suggest_issues(read_texts(texts), asked, vectors=word_vectors(), known=known_voices(), placed=placed)
    made = []
    for (pk, text), item in zip(rows, found[: len(rows)], strict=True):
        nearest = [issues[number].pk for number in item.nearest] + [None] * 3
        made.append(
            IssueSuggestion(
                opinion_id=pk,
                first_id=nearest[0],
                second_id=nearest[1],
                third_id=nearest[2],
                words=as_written(text, item.words),
                sureness=item.sureness,
                is_abstaining=item.is_abstaining,
                made_at=now,
            )
        )
    return made
