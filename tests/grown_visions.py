"""A vision with many rows in every list, to count what its pages ask the database."""

from datetime import timedelta

from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.drafts import actions
from jukugi.apps.drafts.enums import Language
from jukugi.apps.drafts.tests.factories import FILES, add, plan, text_in
from jukugi.apps.drafts.tests.vision_factories import begun_vision, public_note
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinion_map.enums import ReasonSide
from jukugi.apps.opinion_map.tests.factories import ReasonFactory
from jukugi.apps.opinions.tests.factories import IssueLinkFactory

PUBLIC = {
    "vision": ("/documents/{vision}/1/", 24),
    "vision in English": ("/documents/{vision}/1/?lang=english", 20),
    "draft for a reviewer": ("/review/{review_code}/", 10),
}
STAFF = {
    "material": ("/desk/documents/{vision}/material/", 16),
    "material on an issue": ("/desk/documents/{vision}/material/?issue={issue}", 17),
    "vote on sentences": ("/desk/documents/{vision}/vote/", 18),
    "renderings": ("/desk/documents/{vision}/languages/plain/", 15),
    "rendering": ("/desk/documents/{vision}/clauses/1/languages/plain/", 11),
    "reviewers": ("/desk/documents/{vision}/reviewers/", 12),
    "comments of reviewers": ("/desk/documents/{vision}/comments/", 12),
    "my reviews": ("/desk/reviews/", 9),
    "vision preview": ("/desk/documents/{vision}/preview/", 28),
}


def visions(issue: Issue, rows: int) -> dict[str, int | str]:
    """A vision with sentences that were asked, told in two languages, and commented on; public and at work again."""
    writer, checker = RoleFactory().user, RoleFactory().user
    now = timezone.now()
    edition = begun_vision(writer, process=issue.process)
    for _ in range(rows):
        IssueLinkFactory(opinion=public_note(edition).opinion, issue=issue)
    clauses = [add(edition, writer, f"見本の{number}つ目の文。") for number in range(rows + 5)]
    topic = actions.open_vote(
        edition=edition, clauses=clauses, title="見本の問い", description="", actor=writer, now=now
    ).topic
    for statement in topic.statements.all():
        ReasonFactory(statement=statement, side=ReasonSide.AGAINST)
    for clause in clauses:
        for language in Language:
            _tell(edition, clause, language, writer, now)
    for act in (actions.check_edition, actions.approve_edition):
        act(edition=edition, note="", actor=checker, now=now)
    actions.ask_for_publication(edition=edition, actor=checker, now=now)
    actions.publish_edition(edition=edition, asked_at=now, files=FILES, now=now + timedelta(seconds=1))
    edition = actions.begin_edition(document=edition.document, plan=plan(reason="次の版"), actor=writer, now=now)
    told = {"edition": edition, "days": 14, "actor": writer, "now": now}
    invited = actions.invite_by_link(label="見本の人", **told)
    for _ in range(rows):
        actions.invite_staff(reviewer=RoleFactory().user, **told)
    for clause in clauses:
        actions.write_comment(invitation=invited.invitation, clause=clause, text="見本のコメント", now=now)
    return {"vision": edition.document_id, "review_code": invited.code}


def _tell(edition, clause, language, writer, now) -> None:
    actions.write_rendering(
        edition=edition,
        clause=clause,
        language=language,
        heading="",
        text="見本の訳",
        seen_digest=text_in(edition, clause).digest,
        seen_pk=0,
        actor=writer,
        now=now,
    )
