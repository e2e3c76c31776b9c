"""Small faults in modules of core/: which there are, and a module imported with one of them."""

from __future__ import annotations

import ast
import gc
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import TypeAlias

CORE = Path(__file__).resolve().parent.parent / "core"


@dataclass(frozen=True)
class Mutant:
    """A change by its module and its number among all of that module; ``what`` says it."""

    module: str
    number: int
    line: int
    what: str
    within: tuple[int, int]
    """The first and the last line of its function."""


_Change: TypeAlias = Callable[[], object]
_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


def _changes(tree: ast.Module) -> Iterator[tuple[int, str, tuple[int, int], _Change]]:
    """Yield every change of a module that is worth a try: line, words, function, what makes it."""
    functions = [owner for owner in ast.walk(tree) if isinstance(owner, ast.FunctionDef)]
    inner = {each for owner in functions for each in ast.walk(owner) if each is not owner}
    for owner in functions:
        if owner not in inner:
            within = owner.lineno, owner.end_lineno or owner.lineno
            for line, what, change in _of_function(owner):
                yield line, what, within, change


def _of_function(owner: ast.FunctionDef) -> Iterator[tuple[int, str, _Change]]:
    silent = {part for each in ast.walk(owner) for part in _silent(each)}
    for node in owner.body:
        yield from _of_statement(owner.body, node)
        for each in ast.walk(node):
            if isinstance(each, ast.expr) and each not in silent:
                yield from _of_expression(each)
            elif isinstance(each, ast.If | ast.For | ast.While):
                for inner in each.body:
                    yield from _of_statement(each.body, inner)


def _silent(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what says nothing when it runs: the type of a name, the strictness of a zip."""
    if isinstance(node, ast.AnnAssign):
        yield from ast.walk(node.annotation)
    elif isinstance(node, ast.keyword) and node.arg == "strict":
        yield node.value


def _of_statement(body: list[ast.stmt], node: ast.stmt) -> Iterator[tuple[int, str, _Change]]:
    is_word = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Expr | ast.AugAssign | ast.Continue | ast.Break) and not is_word:

        def drop() -> None:
            body[body.index(node)] = ast.copy_location(ast.Pass(), node)

        yield node.lineno, f"without «{_words(node)}»", drop


def _of_expression(node: ast.expr) -> Iterator[tuple[int, str, _Change]]:
    for kind, changed in _CHANGED.items():
        if isinstance(node, kind):
            was = _words(node)
            for how, change in changed(node):
                yield node.lineno, f"«{was}» {how}", change


def _compared(node: ast.expr) -> Iterator[tuple[str, _Change]]:
    assert isinstance(node, ast.Compare)  # noqa: S101  for the types alone
    for at, each in enumerate(node.ops):
        yield (
            f"with {_COMPARED[type(each)].__name__}",
            partial(node.ops.__setitem__, at, _COMPARED[type(each)]()),
        )


def _joined(node: ast.expr) -> Iterator[tuple[str, _Change]]:
    assert isinstance(node, ast.BoolOp)  # noqa: S101
    for at, value in enumerate(node.values):
        yield f"without «{_words(value)}»", partial(node.values.__delitem__, at)
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield "with the other of and, or", partial(setattr, node, "op", other)


def _counted(node: ast.expr) -> Iterator[tuple[str, _Change]]:
    assert isinstance(node, ast.BinOp)  # noqa: S101
    if type(node.op) in _COUNTED:
        op = _COUNTED[type(node.op)]()
        yield f"with {type(op).__name__}", partial(setattr, node, "op", op)


def _signed(node: ast.expr) -> Iterator[tuple[str, _Change]]:
    assert isinstance(node, ast.UnaryOp)  # noqa: S101
    if isinstance(node.op, ast.USub):
        yield "without its sign", partial(setattr, node, "op", ast.UAdd())
    elif isinstance(node.op, ast.Not):
        twice = ast.copy_location(ast.UnaryOp(ast.Not(), node.operand), node)
        yield "without its not", partial(setattr, node, "operand", twice)


def _chosen(node: ast.expr) -> Iterator[tuple[str, _Change]]:
    assert isinstance(node, ast.IfExp)  # noqa: S101
    turned = ast.copy_location(ast.UnaryOp(ast.Not(), node.test), node.test)
    yield "the other way", partial(setattr, node, "test", turned)


def _constant(node: ast.expr) -> Iterator[tuple[str, _Change]]:
    assert isinstance(node, ast.Constant)  # noqa: S101
    if type(node.value) in {int, bool} and isinstance(node.value, int):
        value = not node.value if isinstance(node.value, bool) else node.value + 1
        yield f"as {value}", partial(setattr, node, "value", value)


_CHANGED: dict[type[ast.expr], Callable[[ast.expr], Iterator[tuple[str, _Change]]]] = {
    ast.Compare: _compared, ast.BoolOp: _joined, ast.BinOp: _counted, ast.UnaryOp: _signed,
    ast.IfExp: _chosen, ast.Constant: _constant,
}  # fmt: skip


def _words(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:70]


def mutants(modules: Iterable[str]) -> list[Mutant]:
    """Return every mutant of modules of core/."""
    return [
        Mutant(module, number, line, what, within)
        for module in modules
        for number, (line, what, within, _) in enumerate(_changes(_tree(module)))
    ]


def _tree(module: str) -> ast.Module:
    return ast.parse(_source(module))


@cache
def _source(module: str) -> str:
    """Return a module as it stood when it was first asked for: a run may take long."""
    return (CORE / f"{module}.py").read_text("utf-8")


def _changed(module: str, number: int) -> CodeType:
    tree = _tree(module)
    made = next(made for n, made in enumerate(_changes(tree)) if n == number)
    made[-1]()
    return compile(ast.fix_missing_locations(tree), str(CORE / f"{module}.py"), "exec")


def put_in(mutant: Mutant) -> bool:
    """Change the functions of a module, or have it imported so; tell whether that can be done."""
    if f"core.{mutant.module.replace('/', '.')}" not in sys.modules:
        sys.meta_path.insert(0, Importing(mutant.module, mutant.number))
        return True
    wanted = {(code.co_qualname, code.co_firstlineno): code for code in _codes(mutant)}
    for each in gc.get_objects():
        if isinstance(each, FunctionType):
            code = each.__code__
            if code.co_filename.endswith(f"/core/{mutant.module}.py"):
                changed = wanted.get((code.co_qualname, code.co_firstlineno), code)
                if len(changed.co_freevars) != len(code.co_freevars):
                    return False
                if changed != code:
                    each.__code__ = changed
    return True


def _codes(mutant: Mutant) -> Iterator[CodeType]:
    waiting = [_changed(mutant.module, mutant.number)]
    while waiting:
        code = waiting.pop()
        yield code
        waiting += [each for each in code.co_consts if isinstance(each, CodeType)]


class Importing(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module of core/ with a change in it."""

    def __init__(self, module: str, number: int) -> None:
        self._module = module
        self._number = number
        self._name = f"core.{module.replace('/', '.')}"

    def find_spec(
        self, name: str, _path: object = None, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Answer for that module alone."""
        if name != self._name:
            return None
        file = str(CORE / f"{self._module}.py")
        spec = importlib.machinery.ModuleSpec(name, self, origin=file)
        spec.has_location = True
        return spec

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed module."""
        exec(_changed(self._module, self._number), module.__dict__)  # noqa: S102
