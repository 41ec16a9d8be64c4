"""Text → data with the place of everything; the only reader of YAML text.

Scalars stay text: what a text means is for the type to say that it fills (`NO` is Norway or a word, never false;
`15.10` is an article, never a number). Only a plain empty value, `null` or `~` means that a field is absent.
"""

import hashlib
import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from compliance import mistakes
from compliance.files import read_text, shown
from compliance.mistakes import INDENT_HINT, QUOTE_HINT, Mistake, Place, Quoted, Stop
from compliance.problems import Position, Problem, position_of

Data = str | list["Data"] | dict[str, "Data"] | None
"""What a YAML file holds: text, lists, mappings, nothing."""
Step = str | int
"""One step into the data: a key or an index."""

LONGEST = 100_000
"""Characters of a text for readers; thirty pages of a report are less."""
LONGEST_FIELD = 30_000
"""Characters of one value; a cell of a workbook holds little more, and the longest real one has not a twentieth of it."""
DEEPEST = 32
"""Levels of nesting; real files have nine."""
_TAGS: dict[type[Node], str] = {
    ScalarNode: "tag:yaml.org,2002:str",
    SequenceNode: "tag:yaml.org,2002:seq",
    MappingNode: "tag:yaml.org,2002:map",
}
_HIDDEN_BREAK = re.compile("[\r\x85\u2028\u2029]")
"""Characters that YAML takes for the end of a line and an editor does not: every later place would be wrong."""
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of writing around: what a reader sees would not be what stands there."""
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")  # fmt: skip
"""Characters that no text for a reader needs: controls, hidden line breaks, halves of a character, and what turns the direction of writing around."""
_DELETE = "delete it; no reader can see it"
FORBIDDEN = "the text holds the character U+{:04X}, which no text file should"


class _Loader(yaml.CBaseLoader):
    """libyaml, where every scalar is text from the start; asking the resolver anew for each took a third of the reading."""

    def resolve(self, kind: type[Node], value: object, implicit: object) -> str:  # noqa: ARG002
        return _TAGS[kind]


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file, read: its data and where each piece stands."""

    path: str
    """The file, from the folder of the workspace."""
    text: str
    data: Data
    tree: Node | None = field(compare=False)
    """The parsed tree, which knows places and needs far more memory than all else; none where it was let go."""

    @property
    def root(self) -> Node:
        """The parsed tree; parsed once more where it was let go."""
        root = _tree(self.text) if self.tree is None else self.tree
        assert root is not None  # noqa: S101  # it held something when it was read
        return root

    @property
    def is_shipped(self) -> bool:
        """Whether it comes with the program, whose tests look at it; no folder can make it wrong."""
        return self.path.startswith("compliance/")

    def light(self) -> "Document":
        """The same without its tree, for whoever keeps it and seldom asks for a place."""
        return replace(self, tree=None)

    def at(self, *steps: Step) -> Position:
        """Where the value at the end of `steps` stands, or the nearest thing around it that exists."""
        return _position(self.path, self.text, self._nearest(steps)[1])

    def key(self, *steps: Step) -> Position:
        """Where the key at the end of `steps` stands."""
        return _position(self.path, self.text, self._nearest(steps)[0])

    def _nearest(self, steps: tuple[Step, ...]) -> tuple[Node, Node]:
        key = value = self.root
        for step in steps:
            match value, step:
                case MappingNode(), str():
                    pair = next(((k, v) for k, v in value.value if k.value == step), None)
                case SequenceNode(), int() if step < len(value.value):
                    pair = (value.value[step],) * 2
                case _:
                    pair = None
            if pair is None:
                break
            key, value = pair
        return key, value


@dataclass(frozen=True, slots=True)
class Prose:
    """A file with a text for readers, in Markdown."""

    path: str
    text: str


def _position(path: str, text: str, node: Node | yaml.Event) -> Position:
    mark = node.start_mark
    return position_of(path, text, mark.line, mark.column) if mark else Position(path)


@lru_cache(maxsize=24)  # who asks for a place asks for more in the same file, and who writes into it writes again
def _tree(text: str) -> Node | None:
    """The tree of a text; none where it holds nothing. yaml.YAMLError where it is no YAML."""
    return yaml.compose(text, Loader=_Loader)


def read(root: Path, file: Path) -> tuple[Document | None, tuple[Problem, ...]]:
    """A YAML file of the workspace with the place of every node, and every problem of its form."""
    text, problem = read_text(root, file)
    return parse(shown(root, file), text) if text is not None else (None, (problem,) if problem else ())


def prose(path: str, text: str) -> tuple[Prose | None, tuple[Problem, ...]]:
    """A text for readers, or what is wrong with it: what no eye can see does not pass."""
    if wrong := _stray(path, text, _UNSEEN, _DELETE) or left_by_git(path, text):
        return None, (wrong,)
    if len(text) > LONGEST:
        what, expected = f"the text has {len(text):,} characters", f"at most {LONGEST:,}"
        hint = "print less in the report and link to the rest"
        return None, (Problem(Position(path), "too-large", what, expected, hint),)
    return (Prose(path, text), ()) if text.strip() else (None, (empty_file(path),))


def _stray(path: str, text: str, characters: re.Pattern[str], hint: str) -> Problem | None:
    """The first of some characters in a text, with its place; none where it holds none."""
    stray = characters.search(text)
    return _forbidden(path, text, stray.start(), ord(stray[0]), hint) if stray else None


def _forbidden(path: str, text: str, offset: int, point: int, hint: str) -> Problem:
    at = position_of(path, text, text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset) - 1)
    return Problem(at, "forbidden-character", FORBIDDEN.format(point), hint=hint)


@lru_cache(maxsize=4)  # what is written anew is read to be sure of it, tried, and read back from the disk
def parse(path: str, text: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """YAML text with the place of every node, and every problem of its form."""
    unseen = bool(_UNSEEN.search(text))  # hidden breaks and turning characters are among them
    # First what an editor does not show as what it is for YAML: after a hidden break every place would be wrong.
    hidden = _stray(path, text, _HIDDEN_BREAK, "delete it; word processors use it for a line break") if unseen else None
    turning = _stray(path, text, _TURNING, "delete it; it turns the direction of writing around") if unseen else None
    if wrong := hidden or turning or left_by_git(path, text):
        return None, (wrong,)
    root, problem = _composed(path, text)
    if root is None:
        return None, (problem or empty_file(path),)
    # A value holds no other characters than its file, but for what an escape writes: most files are looked at only once.
    walk = _Walk(path, text, suspect=unseen or "\\" in text)
    data = walk.data(root)
    problems = (*walk.problems, *(_aliases(path, text) if walk.aliased else ()))
    if any(problem.code == "too-deep" for problem in problems):
        return None, problems
    document = Document(path, text, data, root)
    return (document, problems) if walk.aliased else _as_it_looks(document, problems)


def _composed(path: str, text: str) -> tuple[Node | None, Problem | None]:
    """The tree of a text, or what keeps it from being read; neither where it holds nothing."""
    try:
        return _tree(text), None
    except yaml.MarkedYAMLError as error:
        return None, _not_yaml(path, text, error)
    except yaml.reader.ReaderError as error:
        point = error.character if isinstance(error.character, int) else ord(str(error.character)[:1] or "\0")
        return None, _forbidden(path, text, error.position, point, "delete it")


def _as_it_looks(document: Document, problems: tuple[Problem, ...]) -> tuple[Document | None, tuple[Problem, ...]]:
    """A document with its problems; without it where YAML reads some line otherwise than it looks, for the rest follows from that."""
    if misread := tuple(_misread(document)):
        return None, misread
    swallowed = tuple(_swallowed(document))
    return document if all(rest for _, rest in swallowed) else None, (*problems, *(problem for problem, _ in swallowed))


def _aliases(path: str, text: str) -> Iterator[Problem]:
    """Every alias; the tree shows only what it repeats, so its place is looked up among the events."""
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.AliasEvent):
            what, at = f"`*{event.anchor}` repeats a value from elsewhere", _position(path, text, event)
            hint = "copy the value, or quote a text that begins with `*`"
            yield Problem(at, "yaml-alias", what, "every value written out", hint)


def empty_file(path: str) -> Problem:
    """That a file holds nothing."""
    return Problem(Position(path, 1), "empty-file", "the file holds nothing", hint="delete it or fill it")


def left_by_git(path: str, text: str) -> Problem | None:
    """The first place at which Git left two versions of something; none where there is none."""
    mistake = mistakes.conflict(text)
    return _wrong(path, text, "merge-conflict", mistake) if mistake else None


def _wrong(path: str, text: str, code: str, mistake: Mistake) -> Problem:
    return Problem(position_of(path, text, mistake.line, mistake.column), code, mistake.what, hint=mistake.hint)


def _not_yaml(path: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    reason = " ".join(filter(None, (error.context, error.problem)))
    stop, opened = (error.problem_mark or error.context_mark), (error.context_mark or error.problem_mark)
    if stop is None or opened is None:
        return Problem(Position(path, 1), "not-yaml", f"the text is not YAML: {reason}", hint=QUOTE_HINT)
    if "nesting" in reason:
        return Problem(position_of(path, text, *_place(stop)), "too-deep", *_TOO_DEEP)
    places = _place(stop), _place(opened)
    mistake = mistakes.diagnosed(Stop(text, reason, *places, tuple(_quoted(text)))) or _explained(reason, *places)
    return _wrong(path, text, "not-yaml", mistake._replace(what=f"the text is not YAML: {mistake.what}"))


def _place(mark: yaml.Mark) -> Place:
    return Place(mark.line, mark.column)


def _quoted(text: str) -> Iterator[Quoted]:
    """The texts in quotation marks, up to where no more can be read."""
    with suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=yaml.CBaseLoader):
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
                yield Quoted(_place(token.start_mark), _place(token.end_mark))


def _explained(reason: str, stop: Place, opened: Place) -> Mistake:
    """What the parser says, in plain words where there are any."""
    # A bracket that is not closed is found much later; the place to look at is where it opens.
    place = opened if "flow" in reason or "quoted scalar" in reason else stop
    known = (words for phrase, *words in _PARSER_SAYS if phrase in reason)
    what, hint = next(known, (reason, QUOTE_HINT))
    return Mistake(*place, what, hint)


_TOO_DEEP = (f"the data are nested more than {DEEPEST} levels deep", f"at most {DEEPEST} levels", "look for a bracket or an indentation too many")  # fmt: skip
_PARSER_SAYS = (
    ("did not find expected key", "the line does not continue what stands above it", INDENT_HINT),
    ("did not find expected '-'", "the line is no item of the list above it", INDENT_HINT),
    ("',' or ']'", "the list in brackets has no comma or no `]` where one belongs", QUOTE_HINT),
    ("',' or '}'", "the fields in braces have no comma or no `}` where one belongs", QUOTE_HINT),
    ("unknown escape", "a backslash between double quotation marks", "use single ones, in which it is a plain character"),
)  # fmt: skip
"""What the parser says, and the same for those who have never heard of tokens, scalars and streams."""


def _misread(document: Document) -> Iterator[Problem]:
    """Every line that YAML reads otherwise than it looks: one that begins with an unquoted name or text."""
    numbers = mistakes.odd_lines(document.text)
    lines, odd = document.text.split("\n") if numbers else [], frozenset(numbers)
    for nodes in _pairs(document.root, numbers):
        for node, asked in zip(nodes, (mistakes.misread_name, mistakes.misread_text), strict=True):
            begins = isinstance(node, ScalarNode) and not node.style and node.start_mark.line in odd
            place = _place(node.start_mark) if node and begins else None
            first = place and not lines[place.line][: place.column].strip(" -")
            if place and first and (wrong := asked(lines[place.line], place)):
                yield _wrong(document.path, document.text, "misread-line", wrong)


def _swallowed(document: Document) -> Iterator[tuple[Problem, str]]:
    """Every comment that took in a part of a text, and what is left of the text."""
    numbers = mistakes.commented_lines(document.text)
    lines = document.text.split("\n") if numbers else []
    for _, node in _pairs(document.root, numbers):
        if isinstance(node, ScalarNode) and not node.style:
            end = _place(node.end_mark)
            if wrong := mistakes.swallowed(lines[end.line], end, node.value):
                yield _wrong(document.path, document.text, "swallowed-text", wrong), node.value


def _pairs(root: Node, lines: Sequence[int]) -> Iterator[tuple[Node | None, Node]]:
    """Every value of the lists and mappings that reach over some lines, with its name where it has one."""
    left = [] if isinstance(root, ScalarNode) else [root]
    while left:
        node = left.pop()
        place = bisect_left(lines, node.start_mark.line)
        if place < len(lines) and lines[place] <= node.end_mark.line:
            pairs = node.value if isinstance(node, MappingNode) else [(None, item) for item in node.value]
            yield from pairs
            left += [value for _, value in reversed(pairs) if not isinstance(value, ScalarNode)]


def unseen(text: str) -> str | None:
    """The first character of a text that no reader can see; none where it holds none."""
    stray = _UNSEEN.search(text)
    return stray[0] if stray else None


def wrong_text(text: str, at: Callable[[], Position]) -> Iterator[Problem]:
    """What is wrong with the text of one value; its place is asked for only then, for it takes long to find."""
    if stray := _UNSEEN.search(text):
        yield Problem(at(), "forbidden-character", FORBIDDEN.format(ord(stray[0])), hint=_DELETE)
    if len(text) > LONGEST_FIELD:
        what, expected = f"the value has {len(text):,} characters", f"at most {LONGEST_FIELD:,}"
        yield Problem(at(), "too-long", what, expected, "say it in fewer words; put documents beside the data")


class _Walk:
    """One walk over a parsed tree: its data, and what YAML could hide (aliases, tags, repeated keys) as problems."""

    def __init__(self, path: str, text: str, *, suspect: bool) -> None:
        self.path, self.text, self.suspect = path, text, suspect
        self.seen: set[int] = set()
        self.aliased = False
        self.problems: list[Problem] = []

    def refuse(self, node: Node, code: str, what: str, expected: str | None = None, hint: str | None = None) -> None:
        self.problems.append(Problem(_position(self.path, self.text, node), code, what, expected, hint))

    def refuse_text(self, node: ScalarNode) -> None:
        """Notes what is wrong with a text, also with one that an escape wrote."""
        if self.suspect or len(node.value) > LONGEST_FIELD:
            self.problems += wrong_text(node.value, lambda: _position(self.path, self.text, node))

    def data(self, node: Node, depth: int = 0) -> Data:
        """The data of a node."""
        if id(node) in self.seen:
            self.aliased = True
            return None
        self.seen.add(id(node))
        if node.tag not in _TAGS.values():
            what = f"the value carries the tag `{node.tag}`"
            hint = "delete the tag; the field itself says what a text means"
            self.refuse(node, "yaml-tag", what, "plain text, lists and mappings", hint)
        match node:
            case ScalarNode():
                self.refuse_text(node)
                # The style of a plain text is empty, not None.
                return None if not node.style and node.value in ("", "~", "null") else str(node.value)
            case _ if depth == DEEPEST:
                self.refuse(node, "too-deep", *_TOO_DEEP)
                return None
            case SequenceNode():
                return [self.data(item, depth + 1) for item in node.value]
            case MappingNode():
                return dict(self.entries(node, depth))
        raise TypeError(node)

    def entries(self, node: MappingNode, depth: int) -> Iterator[tuple[str, Data]]:
        """The entries of a mapping that hold something; of a repeated key the first counts."""
        first: dict[str, Node] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self.refuse(key, "yaml-key", "a field has no plain name", "one text before the colon")
            elif key.value in first:
                hint = f"the first stands on line {first[key.value].start_mark.line + 1}; keep one"
                self.refuse(key, "repeated-key", f"`{key.value}` stands here a second time", hint=hint)
            else:
                self.refuse_text(key)
                first[key.value] = key
                item = self.data(value, depth + 1)
                if item is not None:
                    yield key.value, item


def on_line(path: str, text: str, data: Data, number: int) -> Document:
    """What one line of a file holds, all of it at the beginning of the line; `number` counts from 0."""
    mark = yaml.Mark(path, 0, number, 0, None, 0)
    return Document(path, text, data, ScalarNode(_TAGS[ScalarNode], "", mark, mark))


def texts_in(data: Data) -> Iterator[str]:
    """Every text in some data, names of fields among them."""
    match data:
        case str():
            yield data
        case list():
            for item in data:
                yield from texts_in(item)
        case dict():
            for key, item in data.items():
                yield from (key, *texts_in(item))


def digest(text: str) -> str:
    """The SHA-256 of a text as `read_text` gives it, so that line ends of another machine change nothing."""
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of(data: Data) -> str:
    """The SHA-256 of some data, whatever their layout and the order of their fields in the file."""
    return digest(json.dumps(data, sort_keys=True, ensure_ascii=False))
