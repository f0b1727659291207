"""How the house asks for permission: calls of permissions and policies, guards that refuse, parts of conditions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

Found = tuple[str, ast.AST, str]
Function = ast.FunctionDef | ast.AsyncFunctionDef

NO = "raise NotAllowed", "NotAllowed()", "Http404", "NotOpened"
RULES = ("permissions.py", "policies.py")
NARROWING = {"in_force", "in_term", "running", "standing"}
SETS = ("set[", "frozenset[")
# Whom an action is told of, and helpers that ask about them, or lock a row for them.
PEOPLE = {"actor", "author", "voter", "by", "user"}
HELPERS = ("check", "locked", "answering")


class Asked:
    """What asks in one file. ``found`` yields the function around it, the node, and the change that says yes."""

    def __init__(self, tree: ast.Module, path: Path) -> None:
        self.tree = tree
        self.is_rule = path.name in RULES and path.parent.parent.name == "apps"
        self.modules, self.names = _imported(tree)
        self.is_action = "actions" in (path.parent.name, path.stem)
        if self.is_rule:
            self.names |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            self.names |= {"has_role", "roles", "is_staff"}

    def found(self) -> Iterator[Found]:
        seen: set[tuple[ast.AST, str]] = set()
        for name, function in _functions(self.tree, ""):
            for node, how in self._in(function):
                if (node, how) not in seen:
                    seen.add((node, how))
                    yield name, node, how

    def _in(self, function: Function) -> Iterator[tuple[ast.AST, str]]:
        for decorator in function.decorator_list:
            if ast.unparse(decorator).split(".")[-1] == "login_required":
                yield decorator, "sign-in"
            elif "for_" in ast.unparse(decorator):
                yield decorator, "decorator"
        told = self._told_by_permissions(function)
        guards: set[ast.AST] = set()
        for node in _own(function):
            for guard, how in self._guard(node, told):
                guards |= set(ast.walk(guard))
                yield guard, how
        for node in _own(function):
            if isinstance(node, ast.Expr) and (self._asks(node.value) or self._asks_by_helper(node.value)):
                yield node, "dropped"
            elif self.is_rule:
                yield from _of_a_rule(node, function)
            elif self._asks(node) and node not in guards:
                yield from self._value(node)

    def _guard(self, node: ast.AST, told: set[str]) -> Iterator[tuple[ast.AST, str]]:
        """Conditions after which somebody is refused, part by part."""
        if isinstance(node, ast.If) and _ends_in(node.body, (ast.Raise, ast.Return)):
            end = node.body[-1]
            asks = any(self._asks(each) for each in ast.walk(node.test)) or bool(_names(node.test) & told)
            says_no = isinstance(end, ast.Raise) or any(word in ast.unparse(end) for word in NO)
            is_refusal = "NotAllowed" in ast.unparse(end) or (self.is_rule and isinstance(end, ast.Raise))
            if is_refusal or (asks and says_no):
                yield from permissive(node.test, False)
        elif isinstance(node, ast.match_case) and node.guard is not None and _ends_in(node.body, (ast.Raise,)):
            yield from permissive(node.guard, False)

    def _value(self, node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
        name = _called(node)
        if name.startswith(("can_", "is_", "has_", "looks_", "lacks_")):
            yield node, "true"
        elif name.startswith(("areas_", "wards_", "departments_", "company_wards", "unreached_wards")):
            yield node, "whole city"

    def _asks(self, node: ast.AST) -> bool:
        """Whether this is a call of something from a ``permissions`` or ``policies`` module."""
        if not isinstance(node, ast.Call):
            return False
        if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            return node.func.value.id in self.modules
        return isinstance(node.func, ast.Name) and node.func.id in self.names

    def _asks_by_helper(self, node: ast.AST) -> bool:
        """Whether an action leaves the asking to a helper of its room, and takes nothing from it."""
        if not (self.is_action and isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            return False
        told = {word.value for word in node.keywords} | set(node.args)
        names_somebody = any(isinstance(each, ast.Name) and each.id in PEOPLE for each in told)
        return node.func.id == "locked" or (names_somebody and node.func.id.lstrip("_").startswith(HELPERS))

    def _told_by_permissions(self, function: Function) -> set[str]:
        """Names that hold what a permission said."""
        told: set[str] = set()
        for node in _own(function):
            if isinstance(node, ast.Assign) and any(self._asks(each) for each in ast.walk(node.value)):
                told |= {each.id for target in node.targets for each in ast.walk(target) if isinstance(each, ast.Name)}
        return told


def permissive(test: ast.expr, wanted: bool) -> Iterator[tuple[ast.AST, str]]:
    """The smallest parts of a condition that, changed alone, bring it nearer to ``wanted``."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        yield from permissive(test.operand, not wanted)
    elif isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) is wanted:
        for part in test.values:
            yield from permissive(part, wanted)
    elif isinstance(test, ast.IfExp):
        yield from permissive(test.body, wanted)
        yield from permissive(test.orelse, wanted)
    else:
        yield test, str(wanted).lower()


def _of_a_rule(node: ast.AST, function: Function) -> Iterator[tuple[ast.AST, str]]:
    """Inside a rule: what it returns, whom its query asks for, for which area and which roles."""
    returns = ast.unparse(function.returns) if function.returns else ""
    if isinstance(node, ast.Return) and node.value is not None and returns == "bool":
        yield from permissive(node.value, True)
    elif isinstance(node, ast.Return) and node.value is not None and returns.startswith(SETS):
        yield node.value, "whole city"
    elif isinstance(node, ast.comprehension):
        for test in node.ifs:
            yield from permissive(test, True)
    elif isinstance(node, ast.Call):
        yield from _of_a_query(node)


def _of_a_query(node: ast.Call) -> Iterator[tuple[ast.AST, str]]:
    name = _called(node)
    if name == "has_role" and any(word.arg == "area" for word in node.keywords):
        yield node, "any area"
    if name in ("has_role", "roles") and len(node.args) > 1:
        yield node, "any role"
    if name in NARROWING and isinstance(node.func, ast.Attribute):
        yield node, "all rows"
    if name == "filter":
        for number, _word in enumerate(node.keywords):
            yield node, f"without condition {number}"


def _imported(tree: ast.Module) -> tuple[set[str], set[str]]:
    """Under which names modules of rules, and their functions, stand in this file."""
    modules: set[str] = set()
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            is_rule = node.module.rpartition(".")[2] in ("permissions", "policies")
            for each in node.names:
                if is_rule and not each.name[0].isupper():
                    names.add(each.asname or each.name)
                elif each.name in ("permissions", "policies"):
                    modules.add(each.asname or each.name)
    return modules, names


def _functions(node: ast.AST, before: str) -> Iterator[tuple[str, Function]]:
    """Functions with their qualified names, as Python itself gives them."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield before + child.name, child
            yield from _functions(child, f"{before}{child.name}.<locals>.")
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{before}{child.name}.")
        else:
            yield from _functions(child, before)


def _own(function: Function) -> Iterator[ast.AST]:
    """Nodes of a function's body, without those of functions inside it."""
    waiting: list[ast.AST] = list(reversed(function.body))
    while waiting:
        node = waiting.pop()
        if isinstance(node, Function):
            continue
        yield node
        waiting.extend(reversed(list(ast.iter_child_nodes(node))))


def _ends_in(body: list[ast.stmt], kinds: tuple[type, ...]) -> bool:
    return bool(body) and isinstance(body[-1], kinds)


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _called(node: ast.AST) -> str:
    """The last word of what is called."""
    return ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""
