"""Japanese text: where it may break, what of it is seen, which words of a list it holds."""

from jukugi.core.text.cutting import cuttable
from jukugi.core.text.differences import Kind, Piece, compare_texts, similarity
from jukugi.core.text.keywords import Evidence, evidence, phrases_holding
from jukugi.core.text.merging import Conflict, Merged, merge_texts
from jukugi.core.text.personal import Personal, personal_pieces
from jukugi.core.text.phrases import WHOLE_WORDS, split_phrases
from jukugi.core.text.tidying import folded, has_letters, is_blank, is_control, is_visible, lines, one_line

__all__ = [
    "WHOLE_WORDS",
    "Conflict",
    "Evidence",
    "Kind",
    "Merged",
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
    "merge_texts",
    "one_line",
    "personal_pieces",
    "phrases_holding",
    "similarity",
    "split_phrases",
]
