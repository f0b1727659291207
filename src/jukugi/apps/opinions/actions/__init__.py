"""What people do with opinions, one function per intention."""

from jukugi.apps.opinions.actions.cards import print_cards
from jukugi.apps.opinions.actions.linking import LinkDraft, end_link, link_opinion
from jukugi.apps.opinions.actions.reviewing import review_opinion
from jukugi.apps.opinions.actions.sending import enter_paper, send_opinion

__all__ = ["LinkDraft", "end_link", "enter_paper", "link_opinion", "print_cards", "review_opinion", "send_opinion"]
