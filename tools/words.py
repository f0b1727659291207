"""What the tools say to the person who called them: Japanese, with English beside it where something is missing."""

from __future__ import annotations

import sys


class Missing(Exception):
    """Something this machine lacks; the message says what to do, in Japanese and English."""

    def __init__(self, japanese: str, english: str) -> None:
        super().__init__(f"{japanese}\n  {english}")


def tell(sentence: str) -> None:
    """Print at once, so that our lines and those of the programs we call keep their order."""
    print(sentence, flush=True)


def complain(error: object) -> None:
    print(f"× {error}", file=sys.stderr, flush=True)
