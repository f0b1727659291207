"""Opinions looked for at the desk: in any state, of the wards that somebody handles, by words or by number."""

from django.core.paginator import Paginator

from jukugi.apps.opinions.models import Opinion
from jukugi.apps.opinions.queries.finding import Wish, found_at_desk, handled, in_their_order
from jukugi.apps.opinions.queries.reading import ROWS, OpinionPage, listed, page_of
from jukugi.kit import receipts


def desk_page(areas: set[int | None], wish: Wish, *, page: int) -> OpinionPage:
    """One page of what is wanted, the best first of what is looked for, else the newest. Two queries."""
    if wish.search is None:
        newest = Paginator(handled(areas, wish), ROWS)
        part = newest.page(max(1, min(page, newest.num_pages)))
        return page_of(part, tuple(listed(opinion) for opinion in part))
    found = found_at_desk(areas, wish, wish.search)
    best = Paginator(found.keys, ROWS)
    keys = best.page(max(1, min(page, best.num_pages)))
    voices = tuple(listed(opinion, wish.search.terms) for opinion in in_their_order(list(keys)))
    return page_of(keys, voices, found.choices)


def number_page(areas: set[int | None], typed: str) -> OpinionPage | None:
    """What came in with the number that was typed; None where it is none of somebody with these wards. Two queries."""
    try:
        number = receipts.read_number(typed)
    except receipts.NotAReceiptNumber:
        return None
    standing = Opinion.objects.standing().in_areas(areas)
    with_number = standing.filter(submission__receipt=number).with_origin().order_by("position")
    part = Paginator(with_number, ROWS).page(1)
    return page_of(part, tuple(listed(opinion) for opinion in part)) if part.paginator.count else None
