"""The first weights. They already copy, and choose among tools by the words that were said.

Copying from the text before is most of what Cockpit does, and choosing is the rest; left to chance, both take more
steps than two cores can do in a day. What is built in:

- layer 0 writes into channels of their own what stood one, two and three tokens before (heads 0 to 2), and whether
  the tools are over (head 3: a turn has ended);
- layer 1 looks for a place that follows the same token (head 0) or the same three (head 2), and repeats what stands
  there (https://arxiv.org/abs/2209.11895 describes such heads in trained models); head 3 finds the latest name of a
  tool and notes its first token;
- layer 3 takes the mean of what the words mean that were said, for choosing a tool (head 0) and for choosing entries
  of enums (head 1), and of those of each tool (head 2); meanings.py has learnt what they mean;
- layer 5 looks for a tool that means what was said, and repeats the name that is noted there (head 0);
- layer 6 looks at the tool that was named (head 0); it repeats what was said (head 2), and entries that mean what was
  said (head 3): where they look is taught (pointers.py).

All other heads are random. Layers 2, 4 and 7 have nothing built in: layer 2 may change what words mean by those beside
them, layer 4 what was understood of all of them.
"""

from pathlib import Path

import torch
from torch import Tensor

import meanings
import vocabulary
from bpe import Tokenizer
from qwen3 import Config, Qwen3, angles

# Channels. The embedding fills those before the codes, but for ENDED and WISHED, and REPEATED. The others begin as zeros.
CONSTANT = 0  # The same for all tokens, so that queries can be the same, too.
LOUD_ASKED, LOUD_OFFERED, LOUD_WISHED = 1, 2, 3
ENDS = 4  # Of the token that ends a turn; the next is of all that stands behind one.
ENDED = 5
MEANING = slice(6, 6 + meanings.SIZE)
IDENTITY = slice(MEANING.stop, 112)
WISHED = slice(112, 112 + meanings.ENTRY_MATCHED)  # What was said, as entries of enums are compared with it.
NUM_FORMS = 3  # The first channels of the identity say which form of a word a token is.
LEXEME = slice(IDENTITY.start + NUM_FORMS, IDENTITY.stop)
CODE = 32  # Channels that say which token stood somewhere before.
NUM_CODES = 3  # One, two and three tokens before.
CODES = [slice(128 + i * CODE, 128 + (i + 1) * CODE) for i in range(NUM_CODES)]
OFFERED, ASKED = CODES[1:]  # Written over these codes: nothing reads them any more.
NAME = slice(128 + NUM_CODES * CODE, 256)
# Which token this is, for heads of a late layer to repeat: nothing else writes here before. What stands in IDENTITY is
# drowned by then.
REPEATED = slice(256, 288)

EMBEDDING = 0.7
CONSTANT_VALUE = 3 * EMBEDDING
QUIET = 0.2  # How loud codes are, so that what is written over them later drowns them.
SHARED = 0.9  # Of the lexeme: what forms of a word have in common.
FORM = 2.0  # How loud it is which form a token is.
LOGITS = 0.2  # Of the last norm: the embedding, which is also the output, is loud.
REPEATED_LOGITS = 0.2  # The same, of the channels that late heads repeat.
SHARPNESS = 2.8  # Of queries and keys each, once normalised.
GATHERING_LAYER = 3
CHOOSING_LAYER, COPYING_LAYER = 5, 6  # Some of their heads are taught where to look (pointers.py).
SAID_HEAD, SCHEMA_HEAD = 2, 3  # Of the latter.
PAIRS = 4  # Rotated pairs that tell neighbouring positions apart: the fastest ones.
NEAR = range(8, 15)  # Pairs whose cosines together fall with the distance, up to some hundred tokens.
COPY = 2.5  # How loud a copied token is beside the token itself.
REPEAT = 24.0  # How loud a repeated token is, as a multiple of what a head sees of it.
CHOSEN = 5.0  # The same for a chosen name.
SAID = 5.5  # How much more a head looks at what stands behind the tools.
WISHED_LOUD, LISTED_LOUD, NAMED_LOUD = 2.5, 5.0, 1.6  # Shares of queries and keys by which entries are chosen.
WISHED_BIAS_SHARE = 0.5  # As BIAS_SHARE.
SAME_TOOL = 1.5  # Instead of SHARPNESS, where it is only a beginning.
GAIN = 12.0  # Of meanings, which stand where codes were.
BIAS_SHARE = 1 / 1.2  # Of the biases of meanings: the residual stream is louder than 1. Found by trial.
SLOW = 0.1  # Pace of what was built in.
GATHERING = (
    (0, slice(0, meanings.MATCHED), "asked", ASKED),
    (1, slice(meanings.MATCHED, meanings.MATCHED + meanings.ENTRY_MATCHED), "wished", WISHED),
    (2, slice(0, meanings.MATCHED), "offered", OFFERED),
)
"""Heads of GATHERING_LAYER, which of their values they take, what these are in meanings.py, and the channels they go to."""


def first_weights(config: Config, learnt: Path = meanings.PATH) -> dict[str, Tensor]:
    weights = {name: parameter.detach().clone() for name, parameter in Qwen3(config).named_parameters()}
    tokenizer = vocabulary.tokenizer(config)
    words = torch.load(learnt)
    scale = EMBEDDING / words["words"].std()
    table = weights["model.embed_tokens.weight"]
    table.copy_(embedding(tokenizer, config, words, scale))
    weights["model.norm.weight"] *= LOGITS
    weights["model.norm.weight"][REPEATED] = REPEATED_LOGITS
    code = torch.zeros(CODE, config.hidden_size)
    # All forms of a word have the same code: behind a quotation mark a word has lost its space.
    code[:, LEXEME] = torch.nn.init.orthogonal_(torch.empty(CODE, LEXEME.stop - LEXEME.start))
    whole = torch.nn.init.orthogonal_(torch.empty(IDENTITY.stop - IDENTITY.start, IDENTITY.stop - IDENTITY.start))
    look_back(weights, config, code)
    find_and_copy(weights, config, code, whole, [table[i] for i in tokenizer.encode('name": "')])
    gather_meanings(weights, config, words)
    choose(weights, config, words, scale, whole)
    stay_in_tool(weights, config)
    choose_entries(weights, config, words, scale)
    repeat(weights, config)
    return weights


def paces(config: Config) -> dict[str, Tensor]:
    """By name, where something was built in: the share of the full rates at which each entry learns.

    What was built in learns slowly, since large steps of a few conversations would wear it away; and nothing else
    built in writes much into the channels in use before they are read. Where COPYING_LAYER looks is only a beginning: that is
    taught, and learns at the full rates.
    """
    size, shapes = config.head_dim, {name: tensor.shape for name, tensor in Qwen3(config).named_parameters()}
    found: dict[str, Tensor] = {}

    def hold(name: str, rows: slice = slice(None), columns: slice | None = None, pace: float = SLOW) -> None:
        entries = found.setdefault(f"model.{name}.weight", torch.ones(shapes[f"model.{name}.weight"]))
        entries[rows if columns is None else (rows, columns)] = pace

    for layer in (0, 1, GATHERING_LAYER, CHOOSING_LAYER):
        attention = f"layers.{layer}.self_attn."
        pace = SLOW if layer >= GATHERING_LAYER else 0  # What copies must be exact.
        for name in (f"layers.{layer}.input_layernorm", f"{attention}q_norm", f"{attention}k_norm"):
            hold(name, pace=pace)
        if layer < 2:
            for matrix in "qkvo":
                hold(f"{attention}{matrix}_proj", pace=pace)
    gathering, choosing = f"layers.{GATHERING_LAYER}", f"layers.{CHOOSING_LAYER}"
    for head, values, _, _ in GATHERING:
        key = head // 2 * size
        hold(f"{gathering}.self_attn.q_proj", slice(head * size, (head + 1) * size))
        hold(f"{gathering}.self_attn.v_proj", slice(key + values.start, key + values.stop))
        hold(f"{gathering}.self_attn.o_proj", slice(None), slice(head * size + values.start, head * size + values.stop))
    hold(f"{gathering}.self_attn.k_proj")
    for matrix, rows in (("q", size), ("k", size), ("v", NAME.stop - NAME.start)):
        hold(f"{choosing}.self_attn.{matrix}_proj", slice(0, rows))
    meant = [slice(0, IDENTITY.start), WISHED, NAME]
    for channels in (*meant, OFFERED, ASKED):
        hold(f"{gathering}.self_attn.o_proj", channels)
        for layer in (1, GATHERING_LAYER):
            hold(f"layers.{layer}.mlp.down_proj", channels)
    for channels in meant:
        hold(f"{choosing}.self_attn.o_proj", channels)
        hold(f"{choosing}.mlp.down_proj", channels)
    hold("layers.0.mlp.down_proj", pace=0)  # Layer 1 reads quiet channels.
    for channels in (slice(0, IDENTITY.start), slice(IDENTITY.stop, REPEATED.start)):
        hold("embed_tokens", slice(None), channels)
    hold("embed_tokens", slice(None), REPEATED, 0)
    for layer in range(COPYING_LAYER + 1):
        last = layer == COPYING_LAYER
        hold(f"layers.{layer}.self_attn.o_proj", REPEATED, pace=SLOW if last else 0)
        if not last:
            hold(f"layers.{layer}.mlp.down_proj", REPEATED, pace=0)
    hold(f"layers.{COPYING_LAYER}.self_attn.v_proj", slice(-(REPEATED.stop - REPEATED.start), None), pace=0)
    return found


def embedding(tokenizer: Tokenizer, config: Config, words: dict[str, Tensor], scale: Tensor) -> Tensor:
    """Forms of a word ("heat", " Heat", " heat", "_heat") are alike, but for the channels that say which form it is."""
    table = torch.zeros(config.vocab_size, config.hidden_size)
    size = LEXEME.stop - LEXEME.start
    lexemes: dict[str, Tensor] = {}
    for i, token in enumerate(tokenizer.tokens):
        bare = token[1:] if len(token) > 1 and token[0] in "Ġ_" else token
        shared = lexemes.setdefault(bare.lower(), torch.randn(size))
        table[i, LEXEME] = EMBEDDING * (SHARED**0.5 * shared + (1 - SHARED) ** 0.5 * torch.randn(size))
        forms = (token[0] == "Ġ", bare[0].isupper(), token[0] == "_")
        table[i, IDENTITY.start : LEXEME.start] = FORM * EMBEDDING * torch.tensor([1.0 if form else -1.0 for form in forms])
    table[:, CONSTANT] = CONSTANT_VALUE
    table[:, [LOUD_ASKED, LOUD_OFFERED, LOUD_WISHED]] = words["loudness"]
    table[tokenizer.ids["<|im_end|>"], ENDS] = CONSTANT_VALUE
    table[:, MEANING] = words["words"] * scale
    table[:, REPEATED] = repeated(tokenizer)
    return table


def repeated(tokenizer: Tokenizer) -> Tensor:
    """[tokens, 32]: alike for forms of a word, less so in other letters. Nothing for the first token of all texts, where
    heads look that have nothing to repeat."""
    size = REPEATED.stop - REPEATED.start
    table = torch.empty(len(tokenizer.tokens), size)
    words: dict[str, Tensor] = {}
    letters: dict[str, Tensor] = {}
    for i, token in enumerate(tokenizer.tokens):
        bare = token[1:] if len(token) > 1 and token[0] in "Ġ_" else token
        word = words.setdefault(bare.lower(), torch.randn(size))
        table[i] = EMBEDDING * (0.8**0.5 * word + 0.2**0.5 * letters.setdefault(bare, torch.randn(size)))
    table[tokenizer.ids["<|im_start|>"]] = 0
    return table


def look_back(weights: dict[str, Tensor], config: Config, code: Tensor) -> None:
    """Layer 0."""
    q, k, v, o, size = heads_of(weights, config, 0, SHARPNESS)
    group = config.num_attention_heads // config.num_key_value_heads
    cos, sin = angles(config)
    half = size // 2
    k *= 0.05
    q *= 0.05
    for head in range(config.num_key_value_heads):
        k[head * size : head * size + PAIRS, CONSTANT] = 1
    for head in range(NUM_CODES):
        first, values = head * size, head // group * size
        # Turned back by some positions: the product with a key is largest that far before.
        q[first : first + PAIRS, CONSTANT] = cos[head + 1, :PAIRS]
        q[first + half : first + half + PAIRS, CONSTANT] = -sin[head + 1, :PAIRS]
        v[values : values + CODE] = code
        o[CODES[head], first : first + CODE] = QUIET * EMBEDDING * torch.eye(CODE)
    q[3 * size + half - 1, CONSTANT] = 1
    k[size + half - 1, ENDS] = 2
    v[size + CODE] = 0
    v[size + CODE, ENDS] = 1
    o[ENDED, 3 * size + CODE] = 0.3


def find_and_copy(weights: dict[str, Tensor], config: Config, code: Tensor, whole: Tensor, pattern: list[Tensor]) -> None:
    """Layer 1. `pattern`: the embeddings of the three tokens before a name."""
    q, k, v, o, size = heads_of(weights, config, 1, SHARPNESS)
    slow = slow_rows(size)
    before = [torch.eye(config.hidden_size)[channels] / QUIET for channels in CODES]
    turns = [torch.eye(CODE), *(torch.nn.init.orthogonal_(torch.empty(CODE, CODE)) for _ in range(2))]
    q *= 0.02
    k *= 0.02
    for head, keys, length in ((0, 0, 1), (2, 1, NUM_CODES)):
        q[head * size + slow] = sum(turn @ part for turn, part in zip(turns[:length], [code, *before]))
        k[keys * size + slow] = sum(turn @ part for turn, part in zip(turns[:length], before))
    near = torch.tensor(NEAR)
    k[size + near, CONSTANT] = 1.1
    # The first counts most: the others stand before all strings.
    sought = sum(loud * turn @ code @ row for loud, turn, row in zip((0.5, 0.5, 1.5), turns, reversed(pattern)))
    q[3 * size + slow, CONSTANT] = sought / sought.norm()
    q[3 * size + near, CONSTANT] = 0.5 / len(NEAR) ** 0.5
    for head, keys, rows in ((0, 0, whole[:size]), (2, 1, whole[-size:])):
        v[keys * size : (keys + 1) * size] = 0
        v[keys * size : (keys + 1) * size, IDENTITY] = rows
        o[IDENTITY, head * size : (head + 1) * size] = COPY * EMBEDDING * rows.t()
    length = NAME.stop - NAME.start
    o[NAME, 4 * size - length : 4 * size] = 2 * EMBEDDING * torch.eye(length)


def gather_meanings(weights: dict[str, Tensor], config: Config, words: dict[str, Tensor]) -> None:
    """GATHERING_LAYER, heads 0 and 1: of what stands behind the tools, near things first. Head 2: of the tool so far."""
    q, k, v, o, size = heads_of(weights, config, GATHERING_LAYER, SHARPNESS)
    near, half = torch.tensor(NEAR), size // 2
    asked, ended, steady, wished = (half - i for i in (1, 2, 3, 4))
    k *= 0.02
    k[near, CONSTANT] = 1
    k[steady, CONSTANT] = 3
    k[asked, LOUD_ASKED] = CONSTANT_VALUE
    k[wished, LOUD_WISHED] = CONSTANT_VALUE
    k[ended, ENDED] = 1.5
    for head, loud in ((0, asked), (1, wished)):
        rows = q[head * size : (head + 1) * size]
        rows *= 0.02
        rows[near, CONSTANT] = 0.065
        rows[loud, CONSTANT] = 0.09
        rows[ended, CONSTANT] = 0.9
        rows[-1, CONSTANT] = 0.4  # Meets no key: only there to make the rest less.
    slow, offered = slow_rows(size), NEAR.stop
    name = torch.eye(config.hidden_size)[NAME]
    k[size + slow] = name
    k[size + offered, LOUD_OFFERED] = 2
    q[2 * size : 3 * size] *= 0.02
    q[2 * size + slow] = name
    q[2 * size + offered, CONSTANT] = 0.11
    for head, values, key, channels in GATHERING:
        first = head // 2 * size
        v[first + values.start : first + values.stop] = 0
        v[first + values.start : first + values.stop, MEANING] = words[key].t()
        o[channels, head * size + values.start : head * size + values.stop] = GAIN * torch.eye(values.stop - values.start)


def choose(weights: dict[str, Tensor], config: Config, words: dict[str, Tensor], scale: Tensor, whole: Tensor) -> None:
    """CHOOSING_LAYER, head 0."""
    q, k, v, o, size = heads_of(weights, config, CHOOSING_LAYER, (meanings.SHARPNESS / config.head_dim**0.5) ** 0.5)
    slow, length = slow_rows(size), NAME.stop - NAME.start
    q[:size] *= 0.02
    k[:size] *= 0.02
    for matrix, channels, key in ((q, ASKED, "asked"), (k, OFFERED, "offered")):
        matrix[slow, channels] = torch.eye(meanings.MATCHED)
        matrix[slow, CONSTANT] = words[f"{key}_bias"] * BIAS_SHARE * GAIN * scale / CONSTANT_VALUE
    k[0, ENDED] = 20  # What was said itself is no tool: a key that is mostly this meets nothing.
    v[:length] = 0
    v[:length, NAME] = torch.eye(length)
    o[IDENTITY, :length] = CHOSEN * EMBEDDING * whole[-length:].t()


def stay_in_tool(weights: dict[str, Tensor], config: Config) -> None:
    """COPYING_LAYER, head 0: looks at the tool that the call has named; what for, is left to learning."""
    q, k, _, _, size = heads_of(weights, config, COPYING_LAYER, SAME_TOOL)
    for matrix in (q, k):
        matrix[:size] *= 0.2
        matrix[slow_rows(size), NAME] = torch.eye(NAME.stop - NAME.start)


def choose_entries(weights: dict[str, Tensor], config: Config, words: dict[str, Tensor], scale: Tensor) -> None:
    """COPYING_LAYER, head 3: looks for entries that mean what was said, in the tool that was named."""
    q, k, _, _, size = heads_of(weights, config, COPYING_LAYER, 1)
    q, k = q[SCHEMA_HEAD * size : (SCHEMA_HEAD + 1) * size], k[size : 2 * size]
    q *= 0.2
    k *= 0.5
    rows, named = slow_rows(size, meanings.ENTRY_MATCHED), named_rows(size)
    for matrix in (q, k):
        matrix[rows] = 0
        matrix[named] = 0
        # As many of the name's channels as there is room for.
        matrix[named, NAME] = NAMED_LOUD * torch.eye(NAME.stop - NAME.start)[: len(named)]
    q[rows, WISHED] = WISHED_LOUD * torch.eye(meanings.ENTRY_MATCHED)
    q[rows, CONSTANT] = WISHED_LOUD * words["wished_bias"] * WISHED_BIAS_SHARE * GAIN * scale / CONSTANT_VALUE
    k[rows, MEANING] = LISTED_LOUD * words["listed"].t()
    k[rows, CONSTANT] = LISTED_LOUD * words["listed_bias"] * scale / CONSTANT_VALUE


def repeat(weights: dict[str, Tensor], config: Config) -> None:
    """COPYING_LAYER, heads 2 and 3: repeat what they look at. The former begins with what stands behind the tools, the latter
    with what does not."""
    q, k, v, o, size = heads_of(weights, config, COPYING_LAYER, 1)
    row, n = said_row(size), REPEATED.stop - REPEATED.start
    v[2 * size - n : 2 * size] = 0
    v[2 * size - n : 2 * size, REPEATED] = torch.eye(n)
    for head, share in ((SAID_HEAD, 1), (SCHEMA_HEAD, -0.2)):
        q[head * size + row] = 0
        q[head * size + row, CONSTANT] = SAID * share
        o[REPEATED, (head + 1) * size - n : (head + 1) * size] = REPEAT * torch.eye(n)
    k[size + row] = 0
    k[size + row, ENDED] = SAID / 2


def slow_rows(size: int, count: int = CODE) -> Tensor:
    """Those of the `count` / 2 pairs that turn the least: what matches must match at any distance."""
    half, n = size // 2, count // 2
    return torch.cat((torch.arange(half - n, half), torch.arange(size - n, size)))


def said_row(size: int) -> int:
    """Says whether something was said: of the slow pair before those that compare entries."""
    return size // 2 - 1 - meanings.ENTRY_MATCHED // 2


def named_rows(size: int) -> Tensor:
    """The other slow pairs, but for the one of `said_row`."""
    slow, n = slow_rows(size), meanings.ENTRY_MATCHED // 2 + 1
    return torch.cat((slow[: CODE // 2 - n], slow[CODE // 2 : CODE - n]))


def heads_of(
    weights: dict[str, Tensor], config: Config, layer: int, sharpness: float
) -> tuple[Tensor, Tensor, Tensor, Tensor, int]:
    """Query, key, value and output matrices, to be changed in place, and the size of a head."""
    stem = f"model.layers.{layer}.self_attn."
    for name in ("q_norm", "k_norm"):
        weights[f"{stem}{name}.weight"] *= sharpness
    return *(weights[f"{stem}{name}_proj.weight"] for name in "qkvo"), config.head_dim
