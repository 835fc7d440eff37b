"""What a template may say: a small part of jinja, and only fields its kind of paper has. Parsed, never guessed at.

Everything is refused that is not named here: calls, macros, imports, assignments, arithmetic, unknown filters. So a
template can neither reach an object nor make a text of three thousand million letters.
"""

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from documents.render import ENVIRONMENT
from documents.templating.shapes import FLAG, LOOP, TEXT, Shape, merged

FILTERS = {"length", "join"}
METHODS = {"endswith", "startswith"}
MOST_NESTED = 3  # loops within loops: chapters, lines, parts of a line
LONGEST_CONSTANT = 300
FORBIDDEN = "这里用了不允许的写法（{what}）。模板里只能写字段、if 和 for。"
UNKNOWN = "没有“{name}”这个字段。{near}"
NO_TEXT = "“{name}”是{what}，不能直接填进文字。"
DEEP = f"循环套了太多层，最多{MOST_NESTED}层。"
LONG = f"引号里的文字太长，最多{LONGEST_CONSTANT}个字。"
BROKEN = "模板写法有误：{error}。请核对括号、引号和 if、for 是否成对。"
NAMES = {
    nodes.Call: "调用", nodes.Assign: "赋值", nodes.Macro: "宏", nodes.Import: "引入", nodes.FromImport: "引入",
    nodes.Include: "引入", nodes.Extends: "引入", nodes.Filter: "过滤器", nodes.Getitem: "方括号", nodes.Mul: "乘法",
    nodes.Pow: "乘方", nodes.Add: "加法", nodes.Concat: "连接", nodes.Test: "is 判断",
}  # fmt: skip
Scope = dict[str, Shape]


class Faulty(Exception):
    def __init__(self, line: int, words: str) -> None:
        super().__init__(words)
        self.line = line


class Reader:
    """Walks one part; collects the faults by line, and the dotted names of the fields it prints."""

    def __init__(self, schema: Scope) -> None:
        self.schema = schema
        self.faults: list[tuple[int, str]] = []
        self.printed: set[str] = set()
        self.paths: dict[str, str] = {}  # a loop's own name and what it stands for: item -> items

    def read(self, source: str) -> None:
        try:
            tree = ENVIRONMENT.parse(source)
            self.body(tree.body, self.schema, 0)
        except TemplateSyntaxError as error:
            self.faults.append((error.lineno, BROKEN.format(error=error.message)))
        except RecursionError:
            self.faults.append((1, DEEP))

    def body(self, statements: list[nodes.Node], scope: Scope, depth: int) -> None:
        for statement in statements:
            try:
                self.statement(statement, scope, depth)
            except Faulty as fault:
                self.faults.append((fault.line, str(fault)))

    def statement(self, node: nodes.Node, scope: Scope, depth: int) -> None:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                if not isinstance(part, nodes.TemplateData):
                    self.output(part, scope)
        elif isinstance(node, nodes.If):
            self.value(node.test, scope)
            self.body([*node.body, *node.elif_, *node.else_], scope, depth)
        elif isinstance(node, nodes.For):
            self.loop(node, scope, depth + 1)
        else:
            raise Faulty(node.lineno, FORBIDDEN.format(what=NAMES.get(type(node), type(node).__name__)))

    def output(self, node: nodes.Node, scope: Scope) -> None:
        try:
            found = self.value(node, scope)
            if found is not None and found != TEXT:
                what = "一个是否" if found == FLAG else "一组内容"
                raise Faulty(node.lineno, NO_TEXT.format(name=self.dotted(node), what=what))
            for name in self.fields(node):
                self.printed.add(name)
        except Faulty as fault:
            self.faults.append((fault.line, str(fault)))

    def loop(self, node: nodes.For, scope: Scope, depth: int) -> None:
        if depth > MOST_NESTED:
            raise Faulty(node.lineno, DEEP)
        if node.recursive or not isinstance(node.target, nodes.Name) or node.target.name in ("loop", "self"):
            raise Faulty(node.lineno, FORBIDDEN.format(what="循环变量"))
        found = self.value(node.iter, scope)
        if not isinstance(found, list):
            raise Faulty(node.lineno, f"“{self.dotted(node.iter)}”不是一组内容，不能循环。")
        name = node.target.name
        before, self.paths = self.paths, {**self.paths, name: self.dotted(node.iter)}
        inner = {**scope, name: found[0], "loop": LOOP}
        if node.test is not None:
            self.value(node.test, inner)
        self.body([*node.body], inner, depth)
        self.body([*node.else_], scope, depth)
        self.paths = before

    def value(self, node: nodes.Node, scope: Scope) -> Shape:
        """The shape of an expression.

        Raises:
            Faulty: it uses what is not allowed, or a field that is not there.
        """
        how = READERS.get(type(node))
        if how is None:
            raise Faulty(node.lineno, FORBIDDEN.format(what=NAMES.get(type(node), type(node).__name__)))
        return how(self, node, scope)

    def dotted(self, node: nodes.Node) -> str:
        """The full name of a field: item.name in a loop over items is items.name."""
        if isinstance(node, nodes.Name):
            return self.paths.get(node.name, node.name)
        if isinstance(node, nodes.Getattr):
            return f"{self.dotted(node.node)}.{node.attr}"
        if isinstance(node, nodes.List) and node.items:
            return self.dotted(node.items[0])
        return "这一处"

    def fields(self, node: nodes.Node) -> Iterator[str]:
        """The fields an expression prints, not those it only asks about."""
        if isinstance(node, nodes.Name | nodes.Getattr):
            yield self.dotted(node)
        elif isinstance(node, nodes.CondExpr):
            for branch in (node.expr1, node.expr2):
                yield from self.fields(branch) if branch is not None else ()
        elif isinstance(node, nodes.Or | nodes.And):
            yield from (*self.fields(node.left), *self.fields(node.right))
        elif isinstance(node, nodes.Filter) and node.node is not None:
            yield from self.fields(node.node)


def _name(reader: Reader, node: nodes.Name, scope: Scope) -> Shape:
    if node.name not in scope:
        raise Faulty(node.lineno, UNKNOWN.format(name=node.name, near=_near(node.name, scope)))
    return scope[node.name]


def _getattr(reader: Reader, node: nodes.Getattr, scope: Scope) -> Shape:
    found = reader.value(node.node, scope)
    if found is None:
        return None
    if not isinstance(found, dict) or node.attr not in found:
        near = _near(node.attr, found) if isinstance(found, dict) else ""
        raise Faulty(node.lineno, UNKNOWN.format(name=f"{reader.dotted(node.node)}.{node.attr}", near=near))
    return found[node.attr]


def _near(name: str, scope: Scope) -> str:
    close = get_close_matches(name, scope, 1)
    return f"是不是“{close[0]}”？" if close else "字段名见“可用的字段”。"


def _const(reader: Reader, node: nodes.Const, scope: Scope) -> Shape:
    if isinstance(node.value, str) and len(node.value) > LONGEST_CONSTANT:
        raise Faulty(node.lineno, LONG)
    if not isinstance(node.value, str | int):
        raise Faulty(node.lineno, FORBIDDEN.format(what=repr(node.value)))
    return FLAG if isinstance(node.value, bool) else TEXT


def _list(reader: Reader, node: nodes.List, scope: Scope) -> Shape:
    return [merged([reader.value(item, scope) for item in node.items])]


def _either(reader: Reader, node: nodes.Or | nodes.And, scope: Scope) -> Shape:
    left, right = reader.value(node.left, scope), reader.value(node.right, scope)
    return left if left == right else TEXT if TEXT in (left, right) else left


def _choice(reader: Reader, node: nodes.CondExpr, scope: Scope) -> Shape:
    reader.value(node.test, scope)
    found = reader.value(node.expr1, scope)
    return found if node.expr2 is None else reader.value(node.expr2, scope)


def _not(reader: Reader, node: nodes.Not, scope: Scope) -> Shape:
    reader.value(node.node, scope)
    return FLAG


def _compare(reader: Reader, node: nodes.Compare, scope: Scope) -> Shape:
    for part in (node.expr, *(operand.expr for operand in node.ops)):
        reader.value(part, scope)
    return FLAG


def _filter(reader: Reader, node: nodes.Filter, scope: Scope) -> Shape:
    if node.name not in FILTERS or node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
        raise Faulty(node.lineno, FORBIDDEN.format(what=f"过滤器 {node.name}"))
    for argument in node.args:
        if not isinstance(argument, nodes.Const):
            raise Faulty(node.lineno, FORBIDDEN.format(what=f"过滤器 {node.name}"))
        reader.value(argument, scope)
    reader.value(node.node, scope)
    return TEXT


def _call(reader: Reader, node: nodes.Call, scope: Scope) -> Shape:
    """Only whether a text begins or ends with given words."""
    asked = node.node
    plain = len(node.args) == 1 and isinstance(node.args[0], nodes.Const) and isinstance(node.args[0].value, str)
    named = isinstance(asked, nodes.Getattr) and asked.attr in METHODS
    if not named or not plain or node.kwargs or node.dyn_args or node.dyn_kwargs:
        raise Faulty(node.lineno, FORBIDDEN.format(what="调用"))
    if reader.value(asked.node, scope) != TEXT:  # type: ignore[attr-defined]
        raise Faulty(node.lineno, FORBIDDEN.format(what="调用"))
    return FLAG


READERS: dict[type, Callable[[Reader, Any, Scope], Shape]] = {
    nodes.Name: _name, nodes.Getattr: _getattr, nodes.Const: _const, nodes.List: _list, nodes.Or: _either,
    nodes.And: _either, nodes.CondExpr: _choice, nodes.Not: _not, nodes.Compare: _compare, nodes.Filter: _filter,
    nodes.Call: _call,
}  # fmt: skip
