"""Put one changed function in place of the live one, in this process alone.

The file is parsed, one node of it changed and compiled; the functions that live in this process get the new code. What
was there stays in the code behind ``if False``, so that names and closures are the same.
"""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from tools.mutation.sites import APPS, Site, sites_in
from tools.places import ROOT

PERMISSIONS = "__import__('jukugi.apps.accounts.permissions', fromlist=['roles']).roles"
KINDS = "__import__('jukugi.apps.accounts.enums', fromlist=['RoleKind']).RoleKind"


def put(site: Site) -> bool:
    """Make the check say yes in this process. False where no living function holds it."""
    gc.unfreeze()  # what the tests set aside is not listed
    if site.how in ("sign-in", "decorator"):
        return _open_decorator(site)
    return _replace(site)


def changed(source: str, site: Site) -> ast.Module:
    """The module with the one change."""
    tree = ast.parse(source)
    target = next(node for number, node in enumerate(ast.walk(tree)) if number == site.node)
    if site.how == "dropped":
        assert isinstance(target, ast.Expr)
        instead: ast.AST = ast.If(ast.Constant(False), [target], [ast.Pass()])
    else:
        assert isinstance(target, ast.expr)
        instead = ast.IfExp(ast.Constant(False), target, _instead(target, site.how))
    _Putting(target, instead).visit(tree)
    return ast.fix_missing_locations(tree)


def _instead(node: ast.expr, how: str) -> ast.expr:
    if how in ("true", "false"):
        return ast.Constant(how == "true")
    if how == "whole city":
        return _expression("frozenset({None})")
    call = ast.parse(ast.unparse(node), mode="eval").body
    assert isinstance(call, ast.Call)
    if how == "any area":
        user, *kinds = [ast.unparse(each) for each in call.args]
        return _expression(f"bool({PERMISSIONS}({', '.join([user, *kinds])}))")
    if how == "any role":
        call.args = [call.args[0], _expression(f"f(*{KINDS})").args[0]]  # type: ignore[attr-defined]
    elif how == "all rows":
        assert isinstance(call.func, ast.Attribute)
        call.func.attr, call.args, call.keywords = "all", [], []
    else:
        del call.keywords[int(how.rpartition(" ")[2])]
    return call


def _expression(source: str) -> ast.expr:
    return ast.parse(source, mode="eval").body


class _Putting(ast.NodeTransformer):
    def __init__(self, target: ast.AST, instead: ast.AST) -> None:
        self.target, self.instead = target, instead

    def visit(self, node: ast.AST) -> Any:
        if node is self.target:
            return ast.copy_location(self.instead, node)
        return self.generic_visit(node)


def _replace(site: Site) -> bool:
    path = str(ROOT / site.path)
    with open(path, encoding="utf-8") as file:
        module = compile(changed(file.read(), site), path, "exec")
    # Of the function itself and of those around it: a closure that is yet to be made comes from the outer code.
    fresh = {code.co_qualname: code for code in _codes(module) if _is_around(code.co_qualname, site.function)}
    living = [each for each in _living(path) if each.__code__.co_qualname in fresh]
    for function in living:
        function.__code__ = fresh[function.__code__.co_qualname]
    return bool(living)


def _is_around(outer: str, inner: str) -> bool:
    return inner == outer or inner.startswith(f"{outer}.")


def _codes(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


def _living(path: str) -> list[FunctionType]:
    return [each for each in gc.get_objects() if type(each) is FunctionType and each.__code__.co_filename == path]


def _open_decorator(site: Site) -> bool:
    """Let everybody through the decorators of this one view, and of no other."""
    opened = False
    for wrapper in _wrappers(site):
        names = dict(zip(wrapper.__code__.co_freevars, wrapper.__closure__ or (), strict=True))
        if site.how == "sign-in" and "test_func" in names:
            names["test_func"].cell_contents = _yes
            opened = True
        elif site.how == "decorator" and wrapper.__code__.co_filename.startswith(str(APPS)):
            opened |= _open_one(wrapper)
    return opened


def _open_one(wrapper: FunctionType) -> bool:
    """A decorator of the house: its guard is dropped in this instance of it alone."""
    code = wrapper.__code__
    path = Path(code.co_filename)
    source = path.read_text(encoding="utf-8")
    inside = [each for each in sites_in(source, str(path.relative_to(ROOT))) if each.function == code.co_qualname]
    for site in inside:
        if site.how in ("true", "false"):
            module = compile(changed(source, site), str(path), "exec")
            wrapper.__code__ = next(each for each in _codes(module) if each.co_qualname == code.co_qualname)
            return True
    return False


def _yes(_user: Any) -> bool:
    return True


def _wrappers(site: Site) -> list[FunctionType]:
    """The functions around the view, from outside to inside, found through their closures."""
    path = str(ROOT / site.path)
    around: dict[int, FunctionType] = {}
    for wrapper in [each for each in gc.get_objects() if type(each) is FunctionType and each.__closure__]:
        insides = [view.__code__ for view in _inner(wrapper)]
        if any(code.co_qualname == site.function and code.co_filename == path for code in insides):
            around[id(wrapper)] = wrapper
    return list(around.values())


def _inner(wrapper: FunctionType, depth: int = 4) -> Iterator[FunctionType]:
    for cell in wrapper.__closure__ or ():
        try:
            held = cell.cell_contents
        except ValueError:  # not filled yet
            continue
        if type(held) is FunctionType:
            yield held
            if depth:
                yield from _inner(held, depth - 1)
