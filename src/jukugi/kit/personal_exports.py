"""Files with what is known of people, which an officer takes from the desk only after another one has agreed.

A room that gives out such a file registers it at start-up, and its action calls ``take_export`` of ``accounts`` before
it hands out a row. ``kit`` knows no person: whoever may take a file is a ``User`` of ``accounts``, handed through.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from jukugi.kit.registry import Registry


@dataclass(frozen=True)
class ExportThing:
    """Of what a file tells, in words; the page on which it is taken; the key of the ward whose people stand in it
    (None: of the whole city); and by what its room decides who may.
    """

    title: str
    page: str
    area: int | None
    subject: Any


@dataclass(frozen=True)
class PersonalExport:
    """One kind of file.

    ``name``: what the file is; ``holds``: what stands in it of whom, in a sentence; ``where``: on which page it is
    taken, in another. ``find``: from keys to things, of those that there are; a number of queries that does not grow
    with the keys. ``may_take``: whether a person may take the file of a subject; no query where the person's roles are
    known.
    """

    name: Any
    holds: Any
    where: Any
    find: Callable[[Collection[str]], dict[str, ExportThing]]
    may_take: Callable[[Any, Any], bool]


personal_exports: Registry[PersonalExport] = Registry("files with personal data")
