"""Documents with many rows in every list, to count what their pages ask the database."""

from datetime import timedelta

from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.drafts import actions
from jukugi.apps.drafts.enums import OriginKind
from jukugi.apps.drafts.tests.factories import FILES, add, begun, originate, plan, public_opinion
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.tests.factories import IssueLinkFactory

PUBLIC = {
    "documents": ("/documents/", 10),
    "document": ("/documents/{document}/", 16),
    "what changed": ("/documents/{document}/compare/", 12),
    "clause": ("/documents/{document}/clauses/1/", 18),
    "voices of a clause": ("/documents/{document}/clauses/1/voices/", 20),
    "not taken up": ("/documents/{document}/not-taken-up/", 10),
}
STAFF = {
    "my documents": ("/desk/documents/", 10),
    "desk document": ("/desk/documents/{document}/", 17),
    "desk clause": ("/desk/documents/{document}/clauses/1/", 19),
    "move a clause": ("/desk/documents/{document}/clauses/1/move/", 12),
    "merge clauses": ("/desk/documents/{document}/clauses/1/merge/", 12),
    "look for an origin": ("/desk/documents/{document}/clauses/1/origins/?kind=opinion", 12),
    "look for a statement": ("/desk/documents/{document}/clauses/1/origins/?kind=statement", 13),
    "desk preview": ("/desk/documents/{document}/preview/", 21),
    "desk compare": ("/desk/documents/{document}/compare/", 13),
}


def documents(issue: Issue, rows: int) -> dict[str, int]:
    """A document with so many clauses in two public editions and one at work, each with origins of several kinds."""
    writer, checker = RoleFactory().user, RoleFactory().user
    for _ in range(rows):
        other = begun(writer, process=issue.process)
        add(other, writer)
        _publish(other, checker)
    edition = begun(writer, process=issue.process)
    document = edition.document
    clauses = [add(edition, writer, f"文{n}。前。\n後。") for n in range(rows)]
    for clause in clauses:
        originate(edition, clause, issue, writer, kind=OriginKind.ISSUE)
        originate(edition, clauses[0], public_opinion(document), writer)
        opinion = public_opinion(document)
        IssueLinkFactory(opinion=opinion, issue=issue)
        originate(edition, clause, opinion, writer)
        originate(edition, None, public_opinion(document), writer)
    _publish(edition, checker)
    for number in range(2):
        edition = actions.begin_edition(document=document, plan=plan(reason="次の版"), actor=writer, now=timezone.now())
        for clause in clauses:
            actions.write_clause(
                edition=edition,
                clause=clause,
                heading="",
                text=f"直した文{number}。前。\n後。",
                seen_version=1,
                actor=writer,
                now=timezone.now(),
            )
            actions.split_clause(
                edition=edition,
                clause=clause,
                parts=[f"直した文{number}。前。", "後。"],
                reason="二つ",
                actor=writer,
                now=timezone.now(),
            )
        if number == 0:
            _publish(edition, checker)
    return {"document": document.pk}


def _publish(edition, checker) -> None:
    now = timezone.now() + timedelta(seconds=1)
    for act in (actions.check_edition, actions.approve_edition):
        act(edition=edition, note="", actor=checker, now=now)
    actions.ask_for_publication(edition=edition, actor=checker, now=now)
    actions.publish_edition(edition=edition, asked_at=now, files=FILES, now=now)
