"""Where stands what is to be written next: what some heads are taught to look at.

The loss of the next token alone teaches this very slowly, since a head that does not yet look at the right place gets
almost no gradient from it. Of values that were said or that a tool gave, only the first token is pointed to: behind
it, the heads of layer 1 go on (initial.py).
"""

from dataclasses import dataclass, field

from bpe import Tokenizer

Pointer = tuple[int, list[int]]
"""A place, and the earlier places any of which has what follows it. Indices into a group's ids."""


@dataclass
class Pointers:
    choices: list[Pointer] = field(default_factory=list)
    """From where a name is called to the tool of that name."""
    copies: list[Pointer] = field(default_factory=list)
    """From before an argument's name, or before a value, to where it stands."""


Name = tuple[int, ...]
"""The tokens of a tool's or an argument's name."""


@dataclass
class Tool:
    begin: int
    end: int
    keys: list[tuple[Name, int]]
    """Names of arguments, and where they stand, in order."""

    def region(self, key: Name) -> tuple[int, int] | None:
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
        self.bare = [token.removeprefix("Ġ").lower() for token in tokenizer.tokens]
        self.turn = ids["<|im_start|>"]
        self.call, self.end_of_call = ids["<tool_call>"], ids["</tool_call>"]
        self.response = ids["<tool_response>"]
        self.colon, self.quote, self.space = ids['":'], ids['Ġ"'], ids["Ġ"]
        self.brace, self.comma = ids['Ġ{"'], ids['",']
        self.tool = tokenizer.encode('{"type": "function')
        self.name = tokenizer.encode('name": "')
        self.properties = tokenizer.encode('properties": {"')

    def prefix(self, prefix: list[int]) -> Prefix:
        starts = self.all(prefix, self.tool, 0, len(prefix)) + [len(prefix)]
        found = {}
        for begin, after in zip(starts, starts[1:]):
            end = next((i + 1 for i in range(begin, after) if self.tokens[prefix[i]].endswith("}Ċ")), after)
            for at in self.all(prefix, self.name, begin, end)[:1]:
                name = self.until(prefix, at + len(self.name), self.comma)
                found[name] = Tool(begin, end, self.keys(prefix, begin, end))
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
                branch.asked, branch.turn = branch.turn, at
                values = self.values_of_results(ids, branch.asked, at)
            if ids[at] == self.call:
                end = ids.index(self.end_of_call, at) if self.end_of_call in ids[at:] else len(ids)
                if is_target[end - 1]:
                    self.of_call(found, branch, at, end, prefix)
                at = end
            elif is_target[at + 1] and values and self.starts_word(ids, at + 1):
                places = [p for p in self.same(ids, at + 1, values, branch.asked) if self.whole(ids, at + 1, p)]
                if places:
                    found.copies.append((begin + at, [begin + place for place in places]))
            at += 1
        return found

    def of_call(self, found: Pointers, branch: Branch, call: int, end: int, prefix: Prefix) -> None:
        ids, begin = branch.ids, branch.begin
        at = next(iter(self.all(ids, self.name, call, end)), end) + len(self.name)
        tool = prefix.tools.get(self.until(ids, at, self.comma))
        if tool is None:
            return
        found.choices.append((begin + at - 1, list(range(tool.begin, tool.end))))
        for colon in (i for i in range(at, end - 2) if ids[i] == self.colon and self.tokens[ids[i - 1]] != "arguments"):
            start = next(i for i in range(colon, at, -1) if self.tokens[ids[i - 1]].endswith('"'))
            region = tool.region(tuple(ids[start:colon]))
            if region:
                found.copies += [(begin + i - 1, [region[0] + i - start]) for i in range(start, colon)]
                if ids[colon + 1] in (self.quote, self.space):
                    self.of_value(found, branch, colon + 2, end, prefix.ids, region)

    def of_value(self, found: Pointers, branch: Branch, at: int, end: int, prefix: list[int], region: tuple[int, int]) -> None:
        """Of the value at `at`, whose argument's schema is this region: to what was said, and to an enum's entry."""
        ids, begin = branch.ids, branch.begin
        listed: list[int] = []
        if ids[at - 1] == self.quote:
            text = ids[at : next((i for i in range(at, end) if self.tokens[ids[i]].startswith('"')), end)]
            places = self.all(prefix, text, *region)
            listed = [p for p in places if self.tokens[prefix[p - 1]][-1] == '"' == self.tokens[prefix[p + len(text)]][0]]
            found.copies += [(begin + at + i - 1, [p + i for p in listed]) for i in range(1, len(text)) if listed]
        said = [begin + place for place in self.same(ids, at, range(1, branch.turn), branch.asked)]
        if said or listed:
            found.copies.append((begin + at - 1, listed + said))

    def values_of_results(self, ids: list[int], begin: int, end: int) -> list[int]:
        """Where values start, if there are results."""
        return [at for at in range(begin + 2, end) if self.starts_value(ids, at)] if self.response in ids[begin:end] else []

    def starts_value(self, ids: list[int], at: int) -> bool:
        spaced = ids[at - 2] == self.colon and ids[at - 1] in (self.quote, self.space)
        compact = self.tokens[ids[at - 1]].endswith(('":', '":"', '["')) and ids[at] not in (self.quote, self.space)
        return spaced or compact

    def same(self, ids: list[int], at: int, places, recent: int) -> list[int]:
        """Those of the places that agree with what stands at `at` for the longest, from `recent` on if there are any."""
        first = self.bare[ids[at]]
        runs = {p: self.run(ids, at, p) for p in places if self.bare[ids[p]] == first and self.starts_word(ids, p)}
        longest = max(runs.values(), default=0)
        best = [p for p, run in runs.items() if run == longest > 0]
        return [p for p in best if p >= recent] or best

    def run(self, ids: list[int], at: int, place: int) -> int:
        """For how many tokens both agree; none if a number goes on at one of them."""
        bare, n = self.bare, 0
        while at + n < len(ids) and place + n < at and bare[ids[at + n]] == bare[ids[place + n]]:
            n += 1
        inside = lambda i: i < len(ids) and self.tokens[ids[i]].isdigit() and self.tokens[ids[i - 1]].isdigit()
        return 0 if inside(at + n) or inside(place + n) else n

    def whole(self, ids: list[int], at: int, place: int) -> bool:
        """Whether all of the value agrees, or it is a number, which may be written in another way."""
        end = place + self.run(ids, at, place)
        return self.tokens[ids[at]].isdigit() or (end < at and self.tokens[ids[end]][0] in '",}]')

    def starts_word(self, ids: list[int], at: int) -> bool:
        last = self.tokens[ids[at - 1]][-1]
        return self.tokens[ids[at]][0] == "Ġ" or last in "ĠĊ" or not last.isalnum()

    @staticmethod
    def all(ids: list[int], part: list[int], begin: int, end: int) -> list[int]:
        """Where the part stands."""
        n = len(part)
        return [i for i in range(begin, end - n + 1) if ids[i] == part[0] and ids[i : i + n] == part]

    @staticmethod
    def until(ids: list[int], at: int, stop: int) -> Name:
        return tuple(ids[at : ids.index(stop, at)]) if stop in ids[at:] else ()
