"""What an association reads of itself, and what who takes over must find."""

from dataclasses import dataclass
from datetime import date

from jukugi.apps.organizations.enums import ConsentItem, HandOverItem, HandOverKind, OfficerRole, hand_over_items
from jukugi.apps.organizations.models import Consent, ContactRule, HandOverNote, Officer, Organization
from jukugi.apps.organizations.queries.counting import YearOfOne, years_of
from jukugi.apps.organizations.queries.register import (
    Passage,
    consents_of,
    contact_rule_of,
    officers_of,
    passages_of,
)

WRITTEN_TO = (OfficerRole.PRESIDENT, OfficerRole.CONTACT)


@dataclass(frozen=True)
class HandOver:
    """Everything that who takes over an association finds on one page, ordered by what is due first."""

    organization: Organization
    due: tuple[HandOverItem, ...]
    open: tuple[HandOverItem, ...]
    papers: tuple[HandOverItem, ...]
    notes: tuple[HandOverNote, ...]
    settled: tuple[HandOverNote, ...]
    running: tuple[Officer, ...]
    coming: tuple[Officer, ...]
    past: tuple[Officer, ...]
    rule: ContactRule | None
    consents: dict[str, Consent]
    years: tuple[YearOfOne, ...]
    passages: tuple[Passage, ...]

    @property
    def officers_to_write(self) -> list[Officer]:
        """To whom a letter with a code goes: who presides or keeps contact, now or soon."""
        return [each for each in (*self.running, *self.coming) if each.role in WRITTEN_TO]

    @property
    def shown_items(self) -> list[str]:
        """What everybody may read now, in words."""
        return [str(item.label) for item in ConsentItem if item in self.consents]


def hand_over_page(organization: Organization, *, day: date) -> HandOver:
    """The hand-over page of an association. Seven queries, and those of the rooms that add to it."""
    items = [item for offer in hand_over_items for item in offer(organization.pk, day)]
    notes = list(organization.hand_over_notes.standing())
    running, coming, past = officers_of(organization, day=day)
    return HandOver(
        organization=organization,
        due=tuple(sorted(_of(items, HandOverKind.DUE), key=lambda item: (item.due_on or date.max, item.title))),
        open=tuple(_of(items, HandOverKind.OPEN)),
        papers=tuple(_of(items, HandOverKind.PAPER)),
        notes=tuple(note for note in notes if note.done_at is None),
        settled=tuple(note for note in notes if note.done_at is not None),
        running=tuple(running),
        coming=tuple(coming),
        past=tuple(past),
        rule=contact_rule_of(organization),
        consents=consents_of(organization),
        years=tuple(years_of(organization)),
        passages=tuple(passages_of(organization)),
    )


def _of(items: list[HandOverItem], kind: HandOverKind) -> list[HandOverItem]:
    return [item for item in items if item.kind == kind]
