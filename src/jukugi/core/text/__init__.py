"""Japanese text: where it may break, what of it is seen, which words of a list it holds."""

from jukugi.core.text.cutting import cuttable
from jukugi.core.text.differences import Change, Kind, compare_texts
from jukugi.core.text.keywords import Evidence, evidence, phrases_holding
from jukugi.core.text.personal import Personal, Piece, personal_pieces
from jukugi.core.text.phrases import WHOLE_WORDS, split_phrases
from jukugi.core.text.tidying import folded, has_letters, is_blank, is_control, is_visible, lines, one_line

__all__ = [
    "WHOLE_WORDS",
    "Change",
    "Evidence",
    "Kind",
    "Personal",
    "Piece",
    "compare_texts",
    "cuttable",
    "evidence",
    "folded",
    "has_letters",
    "is_blank",
    "is_control",
    "is_visible",
    "lines",
    "one_line",
    "personal_pieces",
    "phrases_holding",
    "split_phrases",
]
