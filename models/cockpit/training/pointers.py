"""Where stands what is to be written next: what some heads are taught to look at.

The loss of the next token alone teaches this very slowly, since a head that does not yet look at the right place gets
almost no gradient from it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from bpe import Tokenizer

Pointer = tuple[int, list[int]]
"""A place, and the earlier places any of which has what follows it. Indices into a group's ids."""


@dataclass
class Pointers:
    choices: list[Pointer] = field(default_factory=list)
    """From before an answer that begins with a call, and from before each token of the tool's name and of what ends it,
    to all of the tool; from before an answer without one to all but the tools."""
    schemas: list[Pointer] = field(default_factory=list)
    """From before each token of a tool's or an argument's name, or of an enum's entry, to where it stands in that tool."""
    values: list[Pointer] = field(default_factory=list)
    """From before each token of a value to where it was said, or given by a tool."""

    def add(self, other: "Pointers") -> None:
        self.choices += other.choices
        self.schemas += other.schemas
        self.values += other.values

    def moved(self, place: Callable[[int], int | None]) -> "Pointers":
        """With other places; without the pointers from those that have none."""
        lists = ([(place(j), [place(i) for i in there]) for j, there in each] for each in (self.choices, self.schemas, self.values))
        return Pointers(*([pointer for pointer in each if pointer[0] is not None] for each in lists))


Name = tuple[int, ...]
"""The tokens of a tool's or an argument's name."""
Region = tuple[int, int]
"""Where an argument's schema begins and ends."""


@dataclass
class Tool:
    begin: int
    end: int
    name_at: int
    keys: list[tuple[Name, int]]
    """Names of arguments, and where they stand, in order."""

    def region(self, key: Name) -> Region | None:
        """From an argument's name to the next one's."""
        places = [place for _, place in self.keys] + [self.end]
        return next(((place, places[i + 1]) for i, (name, place) in enumerate(self.keys) if name == key), None)


@dataclass
class Prefix:
    ids: list[int]
    tools: dict[Name, Tool]


@dataclass
class Branch:
    """While it is read: what continues a prefix from index `begin` on."""

    ids: list[int]
    begin: int
    turn: int = 0
    """Where the current turn begins."""
    asked: int = 0
    """Where the one before begins."""


class Finder:
    def __init__(self, tokenizer: Tokenizer):
        ids = tokenizer.ids
        self.tokens = tokenizer.tokens
        self.bare = [self.without_form(token) for token in tokenizer.tokens]
        self.turn = ids["<|im_start|>"]
        self.call, self.end_of_call = ids["<tool_call>"], ids["</tool_call>"]
        self.response = ids["<tool_response>"]
        self.colon, self.quote = ids['":'], ids['Ġ"']
        self.opens_text = {self.quote, ids['Ġ"+']}
        self.opens_number = {ids["Ġ"], ids["Ġ-"]}
        self.brace, self.bracket, self.comma = ids['Ġ{"'], ids['Ġ["'], ids['",']
        self.tool = tokenizer.encode('{"type": "function')
        self.name = tokenizer.encode('name": "')
        self.enum = tokenizer.encode('enum": ["')
        self.properties = tokenizer.encode('properties": {"')

    def prefix(self, prefix: list[int]) -> Prefix:
        starts = self.all(prefix, self.tool, 0, len(prefix)) + [len(prefix)]
        found = {}
        for begin, after in zip(starts, starts[1:]):
            end = next((i + 1 for i in range(begin, after) if self.tokens[prefix[i]].endswith("}Ċ")), after)
            for at in self.all(prefix, self.name, begin, end)[:1]:
                name_at = at + len(self.name)
                name = self.until(prefix, name_at, self.comma)
                found[name] = Tool(begin, end, name_at, self.keys(prefix, begin, end))
        return Prefix(prefix, found)

    def keys(self, prefix: list[int], begin: int, end: int) -> list[tuple[Name, int]]:
        found = []
        for start in self.all(prefix, self.properties, begin, end)[:1]:
            first = start + len(self.properties)
            for i in range(first, end):
                if i == first or (prefix[i - 1] == self.quote and self.tokens[prefix[i - 2]].endswith("},")):
                    key = self.until(prefix, i, self.colon)
                    if prefix[i + len(key) + 1 : i + len(key) + 2] == [self.brace]:
                        found.append((key, i))
        return found

    def of(self, ids: list[int], is_target: list[int], begin: int, prefix: Prefix) -> Pointers:
        """Of a branch that begins at `begin`: its ids and whether each is a target."""
        found, branch, values, at = Pointers(), Branch(ids, begin), [], 0
        while at < len(ids) - 1:
            if ids[at] == self.turn:
                called, branch.asked, branch.turn = branch.asked, branch.turn, at
                values = self.values_of_results(ids, called, branch.asked, at)
            if is_target[at + 1] and not is_target[at]:
                self.of_answer(found, branch, at, prefix)
            if ids[at] == self.call:
                end = ids.index(self.end_of_call, at) if self.end_of_call in ids[at:] else len(ids)
                if is_target[end - 1]:
                    self.of_call(found, branch, at, end, prefix)
                at = end
            elif is_target[at + 1] and values and self.starts(ids, at + 1):
                places = [p for p in values if self.whole(ids, at + 1, p)]
                at += self.point(found, branch, at + 1, len(ids), places) - 1
            at += 1
        return found

    def of_answer(self, found: Pointers, branch: Branch, at: int, prefix: Prefix) -> None:
        """Of the one behind `at`."""
        ids, begin = branch.ids, branch.begin
        if ids[at + 1] != self.call:
            tools = {place for tool in prefix.tools.values() for place in range(tool.begin, tool.end)}
            around = [place for place in range(len(prefix.ids)) if place not in tools]
            found.choices.append((begin + at, around + list(range(begin, begin + at + 1))))
            return
        tool = prefix.tools.get(self.until(ids, self.name_of(ids, at, len(ids)), self.comma))
        if tool:
            found.choices.append((begin + at, list(range(tool.begin, tool.end))))

    def of_call(self, found: Pointers, branch: Branch, call: int, end: int, prefix: Prefix) -> None:
        ids, begin = branch.ids, branch.begin
        name_at = self.name_of(ids, call, end)
        name = self.until(ids, name_at, self.comma)
        tool = prefix.tools.get(name)
        if tool is None:
            return
        # To the end: many names begin alike.
        for i in range(len(name) + 1):
            found.choices.append((begin + name_at + i - 1, list(range(tool.begin, tool.end))))
            found.schemas.append((begin + name_at + i - 1, [tool.name_at + i]))
        for start, colon, region in self.arguments(ids, name_at, end, tool):
            found.schemas += [(begin + i - 1, [region[0] + i - start]) for i in range(start, colon)]
            for at in self.value_starts(ids, colon, end):
                self.of_value(found, branch, at, end, prefix.ids, region)

    def name_of(self, ids: list[int], call: int, end: int) -> int:
        """Where the tool's name stands in a call."""
        return next(iter(self.all(ids, self.name, call, end)), end) + len(self.name)

    def arguments(self, ids: list[int], name_at: int, end: int, tool: Tool) -> Iterator[tuple[int, int, Region]]:
        """Of a call: where an argument's name and the colon behind it stand, and its schema."""
        for colon in (i for i in range(name_at, end - 2) if ids[i] == self.colon and self.tokens[ids[i - 1]] != "arguments"):
            start = next(i for i in range(colon, name_at, -1) if self.tokens[ids[i - 1]].endswith('"'))
            region = tool.region(tuple(ids[start:colon]))
            if region:
                yield start, colon, region

    def value_starts(self, ids: list[int], colon: int, end: int) -> list[int]:
        """Where the text or number behind the colon begins, or each text of a list."""
        if ids[colon + 1] != self.bracket:
            return [colon + 2] if ids[colon + 1] in self.opens_text | self.opens_number else []
        stop = next((i for i in range(colon, end) if self.tokens[ids[i]].startswith('"]')), end)
        return [colon + 2] + [i for i in range(colon + 4, stop) if ids[i - 2 : i] == [self.comma, self.quote]]

    def of_value(self, found: Pointers, branch: Branch, at: int, end: int, prefix: list[int], region: Region) -> None:
        """Of the value at `at`, whose argument has this schema: to an enum's entry, and to what was said."""
        ids, begin = branch.ids, branch.begin
        is_number = ids[at - 1] in self.opens_number
        stop = next((i for i in range(at, end) if self.tokens[ids[i]][0] in (",}]" if is_number else '"')), end)
        if not is_number:
            listed = [entry for entry in self.entries(prefix, region) if prefix[entry.start : entry.stop] == ids[at:stop]]
            found.schemas += [(begin + i - 1, [e.start + i - at for e in listed]) for i in range(at, stop) if listed]
        said = range(1, branch.turn)
        digits = self.spelt(ids, at, stop, said)
        found.values += [(begin + at + i - 1, [begin + place]) for i, place in enumerate(digits)]
        while at < stop and not digits:
            at += self.point(found, branch, at, stop, said)

    def point(self, found: Pointers, branch: Branch, at: int, stop: int, among: Iterable[int]) -> int:
        """To the places that agree with what stands at `at`, for as long as they do; returns for how many tokens."""
        ids, begin = branch.ids, branch.begin
        places, length = self.same(ids, at, stop, among, branch.asked) if self.starts(ids, at) else ([], 0)
        found.values += [(begin + at + i - 1, [begin + place + i for place in places]) for i in range(length)]
        return max(1, length)

    def spelt(self, ids: list[int], at: int, stop: int, places: Iterable[int]) -> list[int]:
        """Where the digits of a long number stand that was said in parts; nothing if it was not."""
        if stop - at < 5 or not all(self.is_digit(i) for i in ids[at:stop]):
            return []
        runs = (self.in_parts(ids, at, stop, place) for place in places if ids[place] == ids[at] and self.starts_word(ids, place))
        return next((run for run in runs if run), [])

    def in_parts(self, ids: list[int], at: int, stop: int, place: int) -> list[int]:
        """Where the digits stand from `place` on, across spaces, hyphens and slashes; nothing if the number is another."""
        found: list[int] = []
        for i in range(at, stop):
            while found and self.bare[ids[place]] in ("", "-", "/") and place < at:
                place += 1
            if place >= at or ids[place] != ids[i]:
                return []
            found.append(place)
            place += 1
        return [] if self.is_digit(ids[place]) else found

    def text(self, ids: list[int], at: int, end: int) -> list[int]:
        """What stands from `at` to the next quotation mark."""
        return ids[at : next((i for i in range(at, end) if self.tokens[ids[i]].startswith('"')), end)]

    def entries(self, prefix: list[int], region: Region) -> list[range]:
        """Where the entries of an enum stand."""
        found: list[range] = []
        for start in self.all(prefix, self.enum, *region)[:1]:
            at = start + len(self.enum)
            while at < region[1] and not self.tokens[prefix[at]].startswith('"'):
                stop = at + len(self.text(prefix, at, region[1]))
                found.append(range(at, stop))
                more = prefix[stop : stop + 2] == [self.comma, self.quote]
                at = stop + 2 if more else region[1]
        return found

    def values_of_results(self, ids: list[int], called: int, begin: int, end: int) -> list[int]:
        """Where values start in results, if there are any, and in the turn before, which asked for them."""
        return [at for at in range(called + 2, end) if self.starts_value(ids, at)] if self.response in ids[begin:end] else []

    def starts_value(self, ids: list[int], at: int) -> bool:
        before, opens = self.tokens[ids[at - 1]], self.opens_text | self.opens_number
        spaced = ids[at - 2] == self.colon and ids[at - 1] in opens
        compact = before.endswith(('":', '":-', '":"', '["')) and ids[at] not in opens
        fraction = before == "." and self.is_digit(ids[at - 2]) and self.is_digit(ids[at])
        return spaced or compact or fraction

    def same(self, ids: list[int], at: int, stop: int, places: Iterable[int], recent: int) -> tuple[list[int], int]:
        """Those of the places that agree with what stands from `at` to `stop` for the longest, and for how long; from
        `recent` on if there are any."""
        first = self.bare[ids[at]]
        runs = {p: self.run(ids, at, stop, p) for p in places if self.bare[ids[p]] == first and self.starts_word(ids, p)}
        longest = max(runs.values(), default=0)
        best = [p for p, run in runs.items() if run == longest > 0]
        return [p for p in best if p >= recent] or best, longest

    def run(self, ids: list[int], at: int, stop: int, place: int) -> int:
        """For how many tokens both agree, up to a number that goes on at one of them only."""
        bare, n = self.bare, 0
        while at + n < stop and place + n < at and bare[ids[at + n]] == bare[ids[place + n]]:
            n += 1
        if n and self.is_digit(ids[at + n - 1]) and any(i < len(ids) and self.is_digit(ids[i]) for i in (at + n, place + n)):
            while n and self.is_digit(ids[at + n - 1]):
                n -= 1
        return n

    def whole(self, ids: list[int], at: int, place: int) -> bool:
        """Whether all of the value agrees, or it is a number, which may be written in another way."""
        end = place + self.run(ids, at, len(ids), place)
        ends = '"' if self.tokens[ids[place - 1]].endswith('"') else ",}]"
        return self.is_digit(ids[at]) or (end < at and self.tokens[ids[end]][0] in ends)

    def starts(self, ids: list[int], at: int) -> bool:
        """Whether a word starts here, or a number without the zero before it, as it may have been said."""
        return self.starts_word(ids, at) or (self.tokens[ids[at - 1]] == "0" and self.starts_word(ids, at - 1))

    def starts_word(self, ids: list[int], at: int) -> bool:
        last = self.tokens[ids[at - 1]][-1]
        return self.tokens[ids[at]][0] == "Ġ" or last in "ĠĊ" or (last.isascii() and not last.isalnum())

    def is_digit(self, token: int) -> bool:
        return self.tokens[token].isdigit()

    @staticmethod
    def without_form(token: str) -> str:
        """In small letters, without the space before it; half letters are left as they are."""
        try:
            return Tokenizer.bytes_of(token).decode().removeprefix(" ").lower()
        except UnicodeDecodeError:
            return token

    @staticmethod
    def all(ids: list[int], part: list[int], begin: int, end: int) -> list[int]:
        """Where the part stands."""
        n = len(part)
        return [i for i in range(begin, end - n + 1) if ids[i] == part[0] and ids[i : i + n] == part]

    @staticmethod
    def until(ids: list[int], at: int, stop: int) -> Name:
        return tuple(ids[at : ids.index(stop, at)]) if stop in ids[at:] else ()
