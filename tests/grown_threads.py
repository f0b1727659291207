"""Tellings, addresses and letters in so many rows, and their pages, for the number of queries they take."""

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory
from jukugi.apps.threads.actions.tellings import count_telling
from jukugi.apps.threads.enums import NoticeState, TellingState
from jukugi.apps.threads.models import Notice
from jukugi.apps.threads.queries.links import token_of
from jukugi.apps.threads.tests.factories import AddressFactory, TellingFactory, passed_gate

PLACE = "見本の箱"
PUBLIC = {
    "figures of threads": ("/threads/numbers/", 39),
    "figures of threads as CSV": ("/threads/numbers.csv", 30),
    "voices that lead nowhere": ("/threads/unlinked/", 12),
    "reasons for ends": ("/threads/ended/", 12),
    "an address": ("/threads/mail/{token}/", 10),
}
STAFF = {
    "tellings": ("/desk/threads/", 15),
    "write a telling": ("/desk/threads/new/", 11),
    "a telling to approve": ("/desk/threads/{draft}/", 17),
    "a telling that is sent": ("/desk/threads/{sending}/", 13),
    "letters": ("/desk/threads/{sending}/letters/", 12),
    "letters to print": ("/desk/threads/{sending}/letters/print/?ward={letter_ward}&place=" + PLACE, 18),
    "a list for the wall": ("/desk/threads/{sending}/letters/box/?ward={letter_ward}&place=" + PLACE, 17),
    "the counter": ("/desk/threads/counter/?no={receipt}", 24),
    "leave an address": ("/threads/{receipt}/mail/", 17),
}


def told(issue: Issue, ward: Area, rows: int) -> dict[str, int | str]:
    """So many gates of which nobody was told, tellings of each kind, addresses, letters, ends and loose voices."""
    process = issue.process
    of_process = {"submission__process": process, "state": OpinionState.SHOWN}
    for number in range(rows):
        passed_gate(process)
        address = AddressFactory(process=process)
        on_paper = {"submission__channel": Channel.CARD, "submission__ward": ward, "submission__place": PLACE}
        IssueLinkFactory(opinion=OpinionFactory(**of_process, **on_paper), issue=issue)
        end = {"issue": None, "kind": LinkKind.NOT_TAKEN_UP, "reason": f"理由{number}"}
        IssueLinkFactory(opinion=OpinionFactory(**of_process), **end)
        OpinionFactory(**of_process)
        sending = TellingFactory(process=process, listed_at=BEFORE)
        draft = TellingFactory(process=process, state=TellingState.DRAFT, approved_by="", approved_at=None)
    for address in AddressFactory.create_batch(rows, process=process):
        Notice.objects.create(
            telling=sending, receipt=address.receipt, address=address, state=NoticeState.UNSURE, settled_at=BEFORE
        )
    count_telling(telling=draft, now=BEFORE)
    return {"token": token_of(address), "draft": draft.pk, "sending": sending.pk, "letter_ward": ward.code}
