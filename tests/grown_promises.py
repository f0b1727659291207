"""Promises with many rows in every list, to count what their pages ask the database."""

from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.models import Issue
from jukugi.apps.outcomes.actions import keeping, promising, reviewing
from jukugi.apps.outcomes.enums import EntryVerdict
from jukugi.apps.outcomes.policies import Source
from jukugi.apps.outcomes.tests.factories import MEASURED, days, drafted, promised, public_clause
from jukugi.core.fiscal_year import fiscal_year_of

PUBLIC = {
    "promises": ("/promises/", 14),
    "promise": ("/promises/{promise}/", 12),
    "promises by ward": ("/promises/wards/", 10),
    "sheet of a ward": ("/promises/wards/{promise_ward}/", 14),
    "yearly review": ("/promises/reviews/{promise_process}/{promise_year}/", 10),
    "table of promises": ("/promises/table.csv", 10),
}
STAFF = {
    "desk promises": ("/desk/promises/", 44),
    "sources of promises": ("/desk/promises/sources/", 36),
    "new promise": ("/desk/promises/new/?clause={promise_clause}", 40),
    "desk promise": ("/desk/promises/{promise}/", 40),
    "desk yearly review": ("/desk/promises/reviews/{promise_review}/", 36),
    "entry of a review": ("/desk/promises/reviews/{promise_review}/{promise}/", 36),
}


def promises(issue: Issue, rows: int) -> dict[str, int | str]:
    """So many promises of each standing in one ward, each with as many steps; a closed and an open review."""
    ward, writer, head, now = WardFactory(), RoleFactory().user, RoleFactory().user, timezone.now()
    clause = public_clause(issue.process)
    first = promised(writer, clause, area=ward, **MEASURED)
    for number in range(rows):
        drafted(writer, clause, area=ward)
        promised(writer, clause, area=ward, due_on=days(-number - 1))
        over = promised(writer, clause, area=ward, department=first.department)
        keeping.keep_promise(promise=over, words="した。", evidence="ページ", on=days(0), actor=writer, now=now)
        gone = promised(writer, clause, area=ward)
        keeping.give_up(promise=gone, words="やめた。", actor=writer, now=now)
        keeping.measure(promise=first, value=number, words="", evidence="", on=days(0), actor=writer, now=now)
        further = public_clause(issue.process, text=f"別の文{number}。")
        promising.add_source(promise=first, source=Source(further), actor=writer, now=now)
    year = fiscal_year_of(days(0))
    closed = reviewing.open_review(process=issue.process, fiscal_year=year, due_on=days(1), actor=head, now=now)
    for promise in first.process.promises.public():
        reviewing.write_entry(
            review=closed, promise=promise, verdict=EntryVerdict.LATE, words="遅い。", actor=writer, now=now
        )
    reviewing.close_review(review=closed, words="まとめ。", actor=head, now=now)
    opened = reviewing.open_review(process=issue.process, fiscal_year=year + 1, due_on=days(1), actor=head, now=now)
    return {
        "promise": first.pk,
        "promise_ward": ward.code,
        "promise_clause": clause.pk,
        "promise_process": issue.process_id,
        "promise_year": year,
        "promise_review": opened.pk,
    }
