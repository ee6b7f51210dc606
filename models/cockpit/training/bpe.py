"""Qwen's tokenizer (NFC, pre-tokenizer regex, byte-level BPE, control tokens) with a trainer for small vocabularies."""

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from heapq import heapify, heappop, heappush

# In Qwen3's order: special tokens, which are never shown, then tokens that are text like any other but never split.
SPECIAL = (
    "<|endoftext|> <|im_start|> <|im_end|> <|object_ref_start|> <|object_ref_end|> <|box_start|> <|box_end|> "
    "<|quad_start|> <|quad_end|> <|vision_start|> <|vision_end|> <|vision_pad|> <|image_pad|> <|video_pad|>"
).split()
NOT_SPECIAL = (
    "<tool_call> </tool_call> <|fim_prefix|> <|fim_middle|> <|fim_suffix|> <|fim_pad|> <|repo_name|> <|file_sep|> "
    "<tool_response> </tool_response> <think> </think>"
).split()
CONTROL = SPECIAL + NOT_SPECIAL
CONTROL_PATTERN = re.compile("(" + "|".join(re.escape(token) for token in CONTROL) + ")")
QWEN2_REGEX = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
WHITE_SPACE = "\\t\\n\\x0b\\x0c\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"


def _category_class(initial: str) -> str:
    """The inside of a character class for all of Unicode's L… or N…, which `re` has no name for."""
    ranges: list[list[int]] = []
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code))[0] == initial:
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


@lru_cache(maxsize=1)
def pre_tokenizer() -> re.Pattern[str]:
    pattern = QWEN2_REGEX.replace("[^\\s", "[^" + WHITE_SPACE).replace("(?!\\S)", f"(?![^{WHITE_SPACE}])")
    letters, numbers = _category_class("L"), _category_class("N")
    for inside in ("[^\\r\\n\\p{L}\\p{N}]", f"[^{WHITE_SPACE}\\p{{L}}\\p{{N}}]"):
        pattern = pattern.replace(inside, inside.replace("\\p{L}", letters).replace("\\p{N}", numbers))
    pattern = pattern.replace("\\p{L}", f"[{letters}]").replace("\\p{N}", f"[{numbers}]")
    return re.compile(pattern.replace("\\s", f"[{WHITE_SPACE}]"))


def byte_alphabet() -> list[str]:
    """A printable character for each byte: printable Latin-1 stands for itself, the rest moves to U+0100 and up."""
    alphabet, moved = [], 0
    for byte in range(256):
        if 33 <= byte <= 126 or 161 <= byte <= 172 or 174 <= byte <= 255:
            alphabet.append(chr(byte))
        else:
            alphabet.append(chr(256 + moved))
            moved += 1
    return alphabet


ALPHABET = byte_alphabet()
PREFIX = re.compile(r"Ġ|[!-/:-@\[-`{-~](?![!-/:-@\[-`{-~])")
BYTE_OF = {character: byte for byte, character in enumerate(ALPHABET)}


def normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def pieces(text: str) -> list[str]:
    """The parts that merges never cross, in the byte alphabet."""
    return [in_alphabet(match.group()) for match in pre_tokenizer().finditer(text)]


def in_alphabet(text: str) -> str:
    return "".join(ALPHABET[b] for b in text.encode("utf8"))


def train(texts: Iterable[str], num_merges: int, num_prefixed: int) -> list[tuple[str, str]]:
    """Merges: first those inside of words, by frequency, then `num_prefixed` that put a space or a sign before a word.

    So a word is cut at the same places wherever it stands, and what stands behind a space in a wish is repeated behind
    a quotation mark by almost the same tokens. Any reader of merges does this: lower ranks go first.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        for part in CONTROL_PATTERN.split(normal(text)):
            if part not in CONTROL:
                counts.update(match.group() for match in pre_tokenizer().finditer(part))
    counts = Counter({in_alphabet(piece): count for piece, count in counts.items()})
    bodies: Counter[str] = Counter()
    for piece, count in counts.items():
        bodies[body_of(piece)] += count
    merges = frequent_merges(list(bodies.items()), num_merges - num_prefixed)
    ranks = {pair: rank for rank, pair in enumerate(merges)}
    prefixed: Counter[tuple[str, str]] = Counter()
    for piece, count in counts.items():
        pair = piece[0], merged(body_of(piece), ranks)[0]
        if body_of(piece) != piece and pair not in ranks:
            prefixed[pair] += count
    return merges + sorted(prefixed, key=lambda pair: (-prefixed[pair], pair))[:num_prefixed]


def body_of(piece: str) -> str:
    """Without the space or the one sign of ASCII that stands before."""
    return piece[1:] if len(piece) > 1 and PREFIX.match(piece) else piece


def frequent_merges(words: list[tuple[str, int]], num_merges: int) -> list[tuple[str, str]]:
    """Most frequent first; ties go to the pair that sorts first.

    Pair counts are kept and corrected where a merge changes a word. The heap holds every count that a pair has had;
    one that is no longer true is dropped when it comes up.
    """
    symbols = [list(word) for word, _ in words]
    pairs: Counter[tuple[str, str]] = Counter()
    places: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for i, (word, count) in enumerate(words):
        for pair in zip(word, word[1:]):
            pairs[pair] += count
            places[pair].add(i)
    heap = [(-count, pair) for pair, count in pairs.items()]
    heapify(heap)
    merges: list[tuple[str, str]] = []
    while len(merges) < num_merges and heap:
        negative, best = heappop(heap)
        if -negative != pairs[best] or not negative:
            continue
        merges.append(best)
        changed = set()
        for i in places.pop(best):
            for sign in (-1, 1):
                for pair in zip(symbols[i], symbols[i][1:]):
                    pairs[pair] += sign * words[i][1]
                    changed.add(pair)
                    if sign > 0:
                        places[pair].add(i)
                if sign < 0:
                    merge_pair(symbols[i], best)
        for pair in changed:
            heappush(heap, (-pairs[pair], pair))
    return merges


def merge_pair(symbols: list[str], pair: tuple[str, str]) -> None:
    at = 0
    while at < len(symbols) - 1:
        if symbols[at] == pair[0] and symbols[at + 1] == pair[1]:
            symbols[at : at + 2] = [pair[0] + pair[1]]
        at += 1


def merged(word: str, ranks: dict[tuple[str, str], int]) -> list[str]:
    symbols = list(word)
    while len(symbols) > 1:
        pair = min(zip(symbols, symbols[1:]), key=lambda p: ranks.get(p, len(ranks)))
        if pair not in ranks:
            break
        merge_pair(symbols, pair)
    return symbols


class Tokenizer:
    """Ids: 256 bytes, merges in rank order, control tokens, then unused rows up to `vocab_size`."""

    def __init__(self, merges: list[tuple[str, str]], vocab_size: int):
        self.merges = merges
        self.regular = sorted(ALPHABET) + [a + b for a, b in merges]
        self.num_used = len(self.regular) + len(CONTROL)
        self.tokens = self.regular + CONTROL + [f"[PAD{i}]" for i in range(self.num_used, vocab_size)]
        self.ids = {token: i for i, token in enumerate(self.tokens)}
        self.ranks = {pair: rank for rank, pair in enumerate(merges)}
        self.cache: dict[str, list[int]] = {}
        if len(self.ids) != len(self.tokens) or len(self.tokens) != vocab_size:
            raise ValueError(f"expected {vocab_size} distinct tokens, got {len(self.ids)} of {len(self.tokens)}")

    def encode(self, text: str) -> list[int]:
        """Token ids; control tokens in the text are read as themselves."""
        ids: list[int] = []
        for part in CONTROL_PATTERN.split(text):
            if part in CONTROL:
                ids.append(self.ids[part])
            else:
                for piece in pieces(normal(part)):
                    ids += self.encode_piece(piece)
        return ids

    def decode(self, ids: list[int]) -> str:
        return b"".join(self.bytes_of(self.tokens[i]) for i in ids).decode("utf8", "replace")

    @staticmethod
    def bytes_of(token: str) -> bytes:
        return token.encode() if token in CONTROL else bytes(BYTE_OF[character] for character in token)

    def encode_piece(self, piece: str) -> list[int]:
        if piece not in self.cache:
            self.cache[piece] = [self.ids[symbol] for symbol in merged(piece, self.ranks)]
        return self.cache[piece]
