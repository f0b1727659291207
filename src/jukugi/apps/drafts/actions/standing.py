"""What actions load anew under a lock before they write."""

from collections.abc import Iterable
from datetime import datetime

from jukugi.apps.accounts.models import User
from jukugi.apps.drafts import errors, permissions, policies
from jukugi.apps.drafts.enums import WritingWay
from jukugi.apps.drafts.models import Clause, ClauseText, ClauseWriting, Document, Edition
from jukugi.apps.processes.policies import check_is_running


def locked_edition(edition: Edition, actor: User) -> Edition:
    """The edition as it is now, for somebody who may write in it. Raises NotAllowed or ProcessFinished."""
    permissions.check_can_write(actor, edition.document)
    check_is_running(edition.document.process)
    current = Edition.objects.select_for_update(of=("self",)).select_related("document__process", "document__area")
    return current.get(pk=edition.pk)


def writable_edition(edition: Edition, actor: User) -> Edition:
    """The same, while its words may change. Raises besides EditionNotWritable or PublicationUnderWay."""
    current = locked_edition(edition, actor)
    policies.check_is_writable(current)
    return current


def text_of(edition: Edition, clause: Clause) -> ClauseText:
    """What the edition says in a clause. Raises ClauseNotHere."""
    found = edition.texts.filter(clause=clause).select_related("clause").first()
    if found is None:
        raise errors.ClauseNotHere
    return found


def touch(edition: Edition, actor: User, now: datetime) -> None:
    """Who wrote last is the author: another has to check it."""
    edition.drafted_by, edition.drafted_at = actor.actor_key, now
    edition.save(update_fields=["drafted_by", "drafted_at"])


def next_serials(document: Document, count: int) -> range:
    """Numbers for new clauses, in the caller's transaction: none is ever used again."""
    current = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    first = current.next_serial
    current.next_serial = first + count
    current.save(update_fields=["next_serial"])
    return range(first, first + count)


def keep_writings(texts: Iterable[ClauseText], way: WritingWay) -> None:
    """Put what clauses say now beside all that they said before. One query."""
    ClauseWriting.objects.bulk_create(
        ClauseWriting(
            edition_id=text.edition_id,
            clause_id=text.clause_id,
            version=text.version,
            way=way,
            heading=text.heading,
            text=text.text,
            digest=text.digest,
            actor_key=text.written_by,
            written_at=text.written_at,
        )
        for text in texts
    )
