"""The sandbox in which templates run: letters' own values, a few harmless filters, and nothing else."""

from collections.abc import Callable

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

_FILTERS = (
    "upper",
    "lower",
    "capitalize",
    "title",
    "trim",
    "join",
    "first",
    "last",
    "length",
    "default",
    "replace",
)
_LOOP_FACTS = frozenset({"first", "last", "index", "index0", "length", "revindex"})
_WORD_METHODS = frozenset({"upper", "lower", "title", "capitalize", "strip", "startswith", "endswith"})


class TemplateSandbox(ImmutableSandboxedEnvironment):
    """A sandbox with no way out of the values: no attributes but a loop's own, no arithmetic that swells.

    There is no loader, so that no template can take in another; undefined names are errors.
    """

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, *, autoescape: bool) -> None:
        super().__init__(autoescape=autoescape, undefined=StrictUndefined)
        self.globals.clear()
        self.filters = {name: FILTERS[name] for name in _FILTERS}

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
        raise SecurityError(f"the operator {operator} is not for templates")
