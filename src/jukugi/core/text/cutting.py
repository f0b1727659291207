"""Where one text may be cut in several: at the ends of sentences, of long ones at commas, else between phrases."""

import re

from jukugi.core.text.phrases import split_phrases

LONG_SENTENCE = 80
_SENTENCE = re.compile(r"[^。．！？!?\n]*(?:[。．！？!?]+[」』）)\]]*|\n)\s*|[^。．！？!?\n]+$")
_COMMA = re.compile(r"[^、，,]*[、，,]\s*|[^、，,]+$")


def cuttable(text: str) -> list[str]:
    """The pieces between which a text may be cut. Joined they are the text, letter for letter. Cost: linear.

    A text of one short sentence comes in phrases, so that it can be cut at all.
    """
    pieces: list[str] = []
    for sentence in _covering(_SENTENCE, text):
        pieces += _covering(_COMMA, sentence) if len(sentence) > LONG_SENTENCE else [sentence]
    return pieces if len(pieces) != 1 else _phrases(text)


def _covering(pattern: re.Pattern[str], text: str) -> list[str]:
    """The matches one after the other; what none of them holds goes to the piece before it."""
    pieces: list[str] = []
    done = 0
    for match in pattern.finditer(text):
        if match.end() > match.start():
            pieces.append(text[done : match.end()])
            done = match.end()
    if done < len(text):
        pieces.append(text[done:])
    return pieces


def _phrases(text: str) -> list[str]:
    phrases = list(split_phrases(text))
    return phrases if "".join(phrases) == text else [text]
