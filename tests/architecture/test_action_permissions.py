"""Every action that somebody with a name does asks whether they may; the pieces of actions that do not are known."""

import ast
from pathlib import Path

from tools.mutation.asking import Asked
from tools.mutation.sites import APPS, rooms

# Pieces of other actions, in their transaction: these have asked before they call them.
ASKED_BEFORE = {
    "accounts/actions/exporting.py:take_export",
    "drafts/actions/writing.py:rewrite",
    "issues/actions/policies.py:save_words",
    "opinions/actions/attaching.py:keep_sheet",
    "organizations/actions/facts.py:put_count",
    "organizations/actions/officers.py:begin_term",
    "organizations/actions/officers.py:end_term",
}


def asking(path: Path) -> dict[str, tuple[bool, set[str], bool]]:
    """By function of a file: whether it asks itself, which names it calls, and whether an officer is named."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    asked = {function for function, _node, _how in Asked(tree, path).found()}
    found = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            calls = {each.func for each in ast.walk(node) if isinstance(each, ast.Call)}
            names = {each.id if isinstance(each, ast.Name) else getattr(each, "attr", "") for each in calls}
            actor = next((each for each in node.args.kwonlyargs if each.arg == "actor"), None)
            is_officers = actor is not None and "User" in ast.unparse(actor.annotation or ast.Constant(""))
            found[node.name] = (node.name in asked, names, is_officers)
    return found


def actions_that_ask_nobody() -> set[str]:
    silent = set()
    for room in rooms():
        files = [*sorted((APPS / room).glob("actions/*.py")), *(APPS / room).glob("actions.py")]
        known = {path: asking(path) for path in files}
        asks = {name for each in known.values() for name, (does, *_rest) in each.items() if does and name[0] != "_"}
        for path, functions in known.items():
            asks_here = asks | {name for name, (does, *_rest) in functions.items() if does}
            while more := {name for name, (_does, calls, _is) in functions.items() if calls & asks_here} - asks_here:
                asks_here |= more
            for name, (_does, _calls, is_officers) in functions.items():
                if is_officers and name[0] != "_" and name not in asks_here:
                    silent.add(f"{path.relative_to(APPS)}:{name}")
    return silent


def test_every_action_of_an_officer_asks_whether_they_may():
    assert actions_that_ask_nobody() == ASKED_BEFORE
