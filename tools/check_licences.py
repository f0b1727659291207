"""Every installed part may be passed on together with a program under AGPL-3.0-or-later, or it is named here.

Reads what the parts say of themselves; installs and fetches nothing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions

from tools.words import tell

OURS = "jukugi"
# SPDX names. GPL-2.0-only and the original four-clause BSD are missing on purpose: they do not go with version 3.
ALLOWED = {
    *["0BSD", "AGPL-3.0-only", "AGPL-3.0-or-later", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0"],
    *["GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later", "HPND", "ISC", "LGPL-2.1-only", "LGPL-2.1-or-later"],
    *[
        "LGPL-3.0-only",
        "LGPL-3.0-or-later",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "PSF-2.0",
        "PostgreSQL",
        "Python-2.0",
    ],
    *["Unlicense", "Zlib"],
}
# The older words of the trove classifiers and of the free licence field.
SPOKEN = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
    "GNU General Public License v3 (GPLv3)": "GPL-3.0-only",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
    "zlib/libpng License": "Zlib",
}
# Read by a person, because what the part says of itself is unclear.
READ_BY_HAND = {
    "axe-playwright-python": "MIT",  # says nothing of itself; its LICENSE file is MIT, the axe-core inside MPL-2.0
    "pyphen": "GPL-2.0-or-later",  # and LGPL, and MPL 1.1: any of the three, says its LICENSE file
    "resvg-py": "MIT",  # says nothing of itself; its LICENSE file, and resvg inside is Apache-2.0 or MIT
    "qrcode": "BSD-3-Clause",  # its LICENSE file; the second classifier speaks of a trademark and an MIT part
}


def main() -> int:
    offenders = refused(distributions())
    for name, licence in sorted(offenders.items()):
        tell(f"{name}: ライセンス「{licence}」は AGPL-3.0-or-later と一緒に配れるか分かりません")
    return 1 if offenders else 0


def refused(installed: Iterable[Distribution]) -> dict[str, str]:
    """Name and licence of each part that may not go along, or does not say."""
    offenders = {}
    for distribution in installed:
        name = str(distribution.metadata["Name"]).lower().replace("_", "-")
        licence = READ_BY_HAND.get(name) or stated_licence(distribution)
        if name != OURS and not is_allowed(licence):
            offenders[name] = licence or "記載なし"
    return offenders


def stated_licence(distribution: Distribution) -> str:
    """What the part says, as an SPDX expression; '' when it says nothing. The newest field goes first."""
    expression = _first(distribution, "License-Expression")
    if expression:
        return expression
    classifiers = [str(line).split(" :: ") for line in distribution.metadata.get_all("Classifier") or []]
    spoken = [words[-1] for words in classifiers if words[0] == "License" and words[-1] != "OSI Approved"]
    if spoken:  # several classifiers may mean 'and': all must do
        return " AND ".join(SPOKEN.get(word, word.replace(" ", "-")) for word in spoken)
    free = _first(distribution, "License")
    return SPOKEN.get(free, free if "\n" not in free else "")


def _first(distribution: Distribution, field: str) -> str:
    return str((distribution.metadata.get_all(field) or [""])[0]).strip()


def is_allowed(expression: str) -> bool:
    """Whether an SPDX expression can be met with allowed licences: each side of AND, one side of OR."""
    tokens = re.findall(r"[()]|[^\s()]+", expression)
    try:
        allowed, rest = _any_of(tokens)
    except IndexError:  # ends too early
        return False
    return allowed and not rest


def _any_of(tokens: list[str]) -> tuple[bool, list[str]]:
    allowed, rest = _all_of(tokens)
    while rest[:1] == ["OR"]:
        other, rest = _all_of(rest[1:])
        allowed = allowed or other
    return allowed, rest


def _all_of(tokens: list[str]) -> tuple[bool, list[str]]:
    allowed, rest = _one(tokens)
    while rest[:1] == ["AND"]:
        other, rest = _one(rest[1:])
        allowed = allowed and other
    return allowed, rest


def _one(tokens: list[str]) -> tuple[bool, list[str]]:
    if tokens[0] == "(":
        allowed, rest = _any_of(tokens[1:])
        return allowed and rest[0] == ")", rest[1:]
    allowed, rest = tokens[0] in ALLOWED, tokens[1:]
    if rest[:1] == ["WITH"]:  # an exception only adds to what is permitted
        rest = rest[2:]
    return allowed, rest


if __name__ == "__main__":
    sys.exit(main())
