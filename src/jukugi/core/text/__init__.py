"""Japanese text: where it may break, and (as later work comes) how it is read and compared."""

from jukugi.core.text.phrases import WHOLE_WORDS, split_phrases

__all__ = ["WHOLE_WORDS", "split_phrases"]
