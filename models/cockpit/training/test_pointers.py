"""That pointers lead to where values stand: `python3 test_pointers.py`."""

import vocabulary
from bpe import Tokenizer
from pointers import Finder, Pointer, Pointers
from qwen3 import Config

TOOLS = """<tools>
{"type": "function", "function": {"name": "lamp", "description": "Lights.", "parameters": {"type": "object", "properties": {"side": \
{"type": "string", "enum": ["left", "right"]}}}}}
{"type": "function", "function": {"name": "call", "description": "Calls.", "parameters": {"type": "object", "properties": {"who": \
{"type": "string"}, "line": {"type": "string", "enum": ["work", "home"]}}, "required": ["who"]}}}
</tools><|im_end|>
"""
SAID = """<|im_start|>user
ruf %s an<|im_end|>
<|im_start|>assistant
"""
CALL = """<tool_call>
{"name": "call", "arguments": {"who": %s, "line": "home"}}
</tool_call><|im_end|>
"""
RESULT = """<|im_start|>user
<tool_response>
{"minutes": %s,"with":"%s"}
</tool_response><|im_end|>
<|im_start|>assistant
"""


class Case:
    def __init__(self, tokenizer: Tokenizer, said: str, written: str):
        self.tokenizer = tokenizer
        self.prefix, first, second = (tokenizer.encode(text) for text in (TOOLS, said, written))
        self.ids = self.prefix + first + second
        finder = Finder(tokenizer)
        is_target = [0] * len(first) + [1] * len(second)
        self.found = finder.of(first + second, is_target, len(self.prefix), finder.prefix(self.prefix))

    def shown(self, pointers: list[Pointer]) -> dict[str, list[str]]:
        """By what is to be predicted: what stands at the places, with the token before."""
        text = self.tokenizer.decode
        return {text([self.ids[j + 1]]): [text(self.ids[p - 1 : p + 1]) for p in places] for j, places in pointers}


def main() -> None:
    tokenizer = vocabulary.tokenizer(Config())
    schema = {"call": [' "call'], '",': ['call",'], "who": [' {"who'], "line": [' "line'], "home": [' "home']}
    called = lambda said, value: Case(tokenizer, SAID % said, CALL % value)
    copied = lambda said, value: (lambda case: case.shown(case.found.values))(called(said, value))
    answered = lambda result, text: (lambda case: case.shown(case.found.values))(
        Case(tokenizer, RESULT % result, text + "<|im_end|>\n")
    )
    case = called("Anna", '"Anna"')
    for _, tool in case.found.choices:
        assert tokenizer.decode([case.ids[i] for i in tool]) == TOOLS.split("\n")[2] + "\n"
    chosen = [case.ids[source + 1] for source, _ in case.found.choices]
    assert chosen == tokenizer.encode('<tool_call>call",'), "before the call, and to the end of the name"
    assert case.shown(case.found.schemas) == schema
    assert copied("Anna", '"Anna"') == {"Anna": ["ruf Anna"]}
    assert copied("anna", '"Anna"').keys() == {"Anna"}, "in small letters, too"
    assert copied("Bernd", '"Anna"') == {}, "not said"
    assert copied("12", "12") == {"1": [" 1"], "2": ["12"]}, "each token"
    assert copied("127", "12") == copied("312", "12") == {}, "other numbers"
    assert copied("-2", "-2") == {"2": [" -2"]}
    assert copied("+49171", '"+49171"')["4"] == [" +4"]
    assert copied("0171 555 1234", '"01715551234"').keys() == set("01723545"), "in parts"
    assert copied("7:30", '"07:30"')["7"] == [" 7"]
    assert copied("Am Bach 12", '"Am Bach 15"').keys() == {"Am", " B", "ach", " "}, "up to another number"
    assert copied("Anna Maria", '"Maria Anna"')[" Anna"] == ["ruf Anna"], "word by word"
    assert copied("Anna, Lisa", '"Anna, Lisa"')[","] == [" Anna,"], "behind a comma"
    assert copied("Anna und Eva", '["Eva", "Anna"]').keys() == {"Anna", "E", "va"}, "entries of a list"
    assert copied("österreich", '"Österreich"').keys() == copied("Österreich", '"Österreich"').keys() != set()
    assert answered((12, "Anna"), "12 Minuten mit Anna.") == {"1": [" 1"], "2": ["12"], " Anna": ['":"Anna']}
    assert answered((12, "Anna"), "Minuten mit anderen.") == {}
    case = Case(tokenizer, RESULT % (12, "x"), "Gut.<|im_end|>\n")
    ((source, places),) = case.found.choices
    around = tokenizer.decode([case.ids[i] for i in places])
    assert tokenizer.decode([case.ids[source + 1]]) == "G" and around.startswith("<tools>\n</tools>"), "no call"
    repeated = Case(tokenizer, SAID % "Anna" + CALL % '"Anna"' + RESULT % (12, "x"), "In 12 Minuten mit Anna.<|im_end|>\n")
    assert repeated.shown(repeated.found.values)[" Anna"] == [' "Anna'], "an argument of the call that was answered"
    written = tokenizer.encode(SAID % "Anna" + CALL % '"Anna"')
    begin = len(case.prefix) + 1000  # Other branches lie between.
    found = Finder(tokenizer).of(written, [0, *[1] * (len(written) - 1)], begin, Finder(tokenizer).prefix(case.prefix))
    for _, places in found.choices + found.schemas + found.values:
        assert all(place < len(case.prefix) or place >= begin for place in places), "into no other branch"
    here = Finder(tokenizer).of(written, [0, *[1] * (len(written) - 1)], begin - 1000, Finder(tokenizer).prefix(case.prefix))
    assert found.moved(lambda place: place if place < len(case.prefix) else place - 1000) == here, "branches move up"
    assert found.moved(lambda place: None) == Pointers(), "branches go"
    print("pointers lead to where values stand")


if __name__ == "__main__":
    main()
