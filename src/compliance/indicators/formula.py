"""The language of formulas: text → a tree of immutable nodes, or the place and the kind of the mistake. Nothing is executed.

formula  = term
term     = name | name "(" [item {"," item}] ")"
item     = term [":" number] | name "=" (number | name {"|" name})
name     = letter {letter | digit | "_" | "-" | "."}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from compliance import numerals


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake in a formula."""

    at: int
    """Its place in the text, from 0."""
    code: str
    what: str
    expected: str | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """The id of a series, an indicator or an instrument; which one, the function around it says."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Option:
    """A setting of a function: `years=3`, `one_of=I05|I06`."""

    name: str
    value: Fraction | tuple[Name, ...]
    """A number, or ids of which one is meant."""
    at: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    function: str
    arguments: tuple[Term, ...]
    weights: tuple[Fraction | None, ...]
    options: tuple[Option, ...]
    at: int

    def number(self, option: str, default: int | None = None) -> Fraction:
        """The number that an option sets."""
        value = next((setting.value for setting in self.options if setting.name == option), default)
        if isinstance(value, tuple) or value is None:
            raise ValueError(f"{self.function}: {option} is no number")
        return Fraction(value)

    def names(self, option: str) -> tuple[str, ...]:
        """The ids that an option gives; none without it."""
        value = next((setting.value for setting in self.options if setting.name == option), ())
        return tuple(name.text for name in value) if isinstance(value, tuple) else ()


Term = Name | Call

DEEPEST = 16
"""Functions inside each other; real formulas have three."""
LONGEST = 600
"""Characters of a formula; the longest real one has 200."""
MOST = 60
"""Names in a formula; real formulas have a dozen."""

_TOKEN = re.compile(
    r"\s*(?:(?P<name>[A-Za-z](?:[\w-]|\.(?=\w))*)|(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<sign>[(),:=|])|(?P<end>$)|(?P<other>.))"
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


class _FormError(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what)
        self.fault = fault


def parse(text: str) -> Term | Fault:
    """The tree of a formula, or the first mistake in its form."""
    if len(text) > LONGEST:
        return _too_large(LONGEST, f"the formula has {len(text)} characters", f"at most {LONGEST}")
    tokens = tuple(_tokens(text))
    names = [token for token in tokens if token.kind == "name"]
    if len(names) > MOST:
        return _too_large(names[MOST].at, f"the formula has {len(names)} names", f"at most {MOST}")
    try:
        return _Parser(tokens).whole()
    except _FormError as mistake:
        return mistake.fault


def _too_large(at: int, what: str, expected: str) -> Fault:
    return Fault(at, "formula-too-large", what, expected, "give a part of it an indicator or a series of its own")


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "end"
        yield _Token(kind, match[kind], match.start(kind))
        if kind == "end":
            return


class _Parser:
    """One pass over the tokens; the only thing here that moves."""

    def __init__(self, tokens: tuple[_Token, ...]) -> None:
        self.tokens = tokens
        self.place = 0
        self.depth = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.place]

    def accept(self, sign: str) -> bool:
        """Whether the next token is `sign`, which is then taken."""
        there = self.next.kind == "sign" and self.next.text == sign
        self.place += there
        return there

    def refuse(self, expected: str) -> _FormError:
        what = "the formula ends too early" if self.next.kind == "end" else f"`{self.next.text}` does not belong here"
        return _FormError(Fault(self.next.at, "formula-form", what, expected))

    def whole(self) -> Term:
        term = self.term()
        if self.next.kind != "end":
            raise self.refuse("the end of the formula")
        return term

    def name(self, expected: str) -> Name:
        if self.next.kind != "name":
            raise self.refuse(expected)
        self.place += 1
        return Name(self.tokens[self.place - 1].text, self.tokens[self.place - 1].at)

    def number(self) -> Fraction:
        if self.next.kind != "number":
            raise self.refuse("a number")
        try:
            number = numerals.exact(self.next.text)
        except ValueError:
            raise self.refuse(f"a number of at most {numerals.MOST} digits") from None
        self.place += 1
        return number

    def term(self) -> Term:
        name = self.name("a series or a function")
        if not self.accept("("):
            return name
        self.depth += 1
        if self.depth > DEEPEST:
            what = f"more than {DEEPEST} functions stand inside each other"
            raise _FormError(_too_large(name.at, what, f"at most {DEEPEST}"))
        call = self.call(name)
        self.depth -= 1
        return call

    def call(self, function: Name) -> Call:
        arguments: list[Term] = []
        weights: list[Fraction | None] = []
        options: list[Option] = []
        while not self.accept(")"):
            if (arguments or options) and not self.accept(","):
                raise self.refuse("`,` or `)`")
            start = self.place
            name = self.name("a series, a function or an option")
            if self.accept("="):
                options.append(Option(name.text, self.setting(), name.at))
                continue
            self.place = start
            if options:
                raise self.refuse("options after all arguments")
            arguments.append(self.term())
            weights.append(self.number() if self.accept(":") else None)
        return Call(function.text, tuple(arguments), tuple(weights), tuple(options), function.at)

    def setting(self) -> Fraction | tuple[Name, ...]:
        if self.next.kind == "number":
            return self.number()
        names = [self.name("a number or an id")]
        while self.accept("|"):
            names.append(self.name("an id"))
        return tuple(names)


def terms(term: Term) -> Iterator[Term]:
    """A term and all terms inside it, in the order of the text."""
    yield term
    if isinstance(term, Call):
        for argument in term.arguments:
            yield from terms(argument)
