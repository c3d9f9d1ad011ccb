"""The sandbox in which templates run: letters' own values, loops and conditions, a few harmless filters, nothing else.

What a template may say is a short list (`_SAYS`), looked at before anything runs; how often its loops turn and how
long its words grow is counted while it runs. A process with limits of its own stands around it (`rendering`).
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST_TURNS = 20_000  # of all loops of a letter together: one of 500 paragraphs needs some thousands
LONGEST_WORDS = 100_000  # characters that a filter may make
DEEPEST = 8  # loops and conditions inside one another
_FILTERS = (
    "upper",
    "lower",
    "capitalize",
    "title",
    "trim",
    "first",
    "last",
    "length",
    "default",
)
_TESTS = (
    "defined",
    "undefined",
    "none",
    "string",
    "sameas",
    "equalto",
    "eq",
    "ne",
    "in",
    "odd",
    "even",
    "divisibleby",
)
_LOOP_FACTS = frozenset({"first", "last", "index", "index0", "length", "revindex"})
_WORD_METHODS = frozenset({"upper", "lower", "title", "capitalize", "strip", "startswith", "endswith"})
_COUNTED = "counted by the sandbox"  # no name that a template could write
_SAYS = frozenset(
    {
        nodes.Template,
        nodes.Output,
        nodes.TemplateData,
        nodes.For,
        nodes.If,
        nodes.CondExpr,
        nodes.Name,
        nodes.Const,
        nodes.Tuple,
        nodes.List,
        nodes.Getattr,
        nodes.Getitem,
        nodes.Slice,
        nodes.Filter,
        nodes.Test,
        nodes.Compare,
        nodes.Operand,
        nodes.And,
        nodes.Or,
        nodes.Not,
        nodes.Add,
        nodes.Sub,
        nodes.Neg,
        nodes.Call,
    }
)
_WORDS: dict[type[nodes.Node], str] = {
    nodes.Assign: "set",
    nodes.AssignBlock: "set",
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "import",
    nodes.Extends: "extends",
    nodes.Block: "block",
    nodes.FilterBlock: "filter",
    nodes.With: "with",
    nodes.ScopedEvalContextModifier: "autoescape",
    nodes.Concat: "~",
    nodes.Mul: "*",
    nodes.Pow: "**",
    nodes.Mod: "%",
    nodes.Div: "/",
    nodes.FloorDiv: "//",
    nodes.Dict: "{ }",
}


class NotForTemplates(SecurityError):  # noqa: N818  an error's name says what happened
    """Something that a template may not say. `said` is it, as it is written."""

    def __init__(self, said: str, lineno: int | None = None) -> None:
        super().__init__(f"“{said}” is not for templates")
        self.said, self.lineno = said, lineno


class TemplateSandbox(ImmutableSandboxedEnvironment):
    """A sandbox with no way out of the values: no attributes but a loop's own, no arithmetic that swells.

    There is no loader, so that no template can take in another; undefined names are errors. Use one for one letter:
    it counts the turns of the letter's loops.
    """

    intercepted_binops = frozenset({"*", "**", "%", "/", "//"})

    def __init__(self, *, autoescape: bool) -> None:
        super().__init__(autoescape=autoescape, undefined=StrictUndefined)
        self._turns = 0
        self.globals.clear()
        self.tests = {name: test for name, test in self.tests.items() if name in _TESTS}
        self.filters = {name: FILTERS[name] for name in _FILTERS}
        self.filters |= {"join": _join, "replace": _replace, _COUNTED: self._counted}

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:  # noqa: ARG002  Jinja's own form
        """Allow what a loop knows of itself, and a few methods of words."""
        if isinstance(obj, LoopContext):
            return attr in _LOOP_FACTS
        return isinstance(obj, str) and attr in _WORD_METHODS

    def is_safe_callable(self, obj: Callable[..., object]) -> bool:
        """Allow only the methods of words: their names were allowed when they were fetched."""
        return isinstance(getattr(obj, "__self__", None), str)

    def call_binop(
        self,
        context: Context,  # noqa: ARG002  Jinja's own form
        operator: str,
        left: object,  # noqa: ARG002
        right: object,  # noqa: ARG002
    ) -> object:
        """Refuse the operators by which a few letters of a template can fill the memory."""
        raise NotForTemplates(operator)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Read a template, refuse what is not on the list, and have its loops counted."""
        tree = super()._parse(source, name, filename)
        _look_at(tree, depth=0)
        for loop in list(tree.find_all(nodes.For)):
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
        return tree

    def _counted(self, items: object) -> Iterator[object]:
        """Give what a loop goes over, and count."""
        if not isinstance(items, (tuple, list)):
            raise NotForTemplates("a loop over something that is no list")
        lines = cast(Sequence[object], items)
        self._turns += len(lines)
        if self._turns > MOST_TURNS:
            raise NotForTemplates(f"loops that turn more than {MOST_TURNS:,} times")
        return iter(lines)


def _look_at(node: nodes.Node, *, depth: int) -> None:
    """Refuse a node that templates have no use for, or that lies too deep."""
    kind = type(node)
    if kind not in _SAYS:
        raise NotForTemplates(_WORDS.get(kind, kind.__name__.lower()), getattr(node, "lineno", None))
    if isinstance(node, nodes.For) and node.recursive:
        raise NotForTemplates("for … recursive", node.lineno)
    inner = depth + isinstance(node, (nodes.For, nodes.If))
    if inner > DEEPEST:
        raise NotForTemplates(f"more than {DEEPEST} loops and conditions inside one another", node.lineno)
    for child in node.iter_child_nodes():
        _look_at(child, depth=inner)


def _join(items: Any, between: str = "") -> str:
    """Join lines, as long as what comes of it is no longer than words of a letter may be."""
    if not isinstance(items, (tuple, list)):
        raise NotForTemplates("join of something that is no list")
    words = [str(item) for item in cast("Sequence[object]", items)]
    _refuse_long(sum(len(word) for word in words) + len(between) * len(words))
    return str(between).join(words)


def _replace(text: Any, old: str, new: str) -> str:
    """Replace words by others, as long as what comes of it is no longer than words of a letter may be."""
    words, old, new = str(text), str(old), str(new)
    _refuse_long(len(words) + words.count(old) * len(new))
    return words.replace(old, new)


def _refuse_long(length: int) -> None:
    if length > LONGEST_WORDS:
        raise NotForTemplates("words without end")
