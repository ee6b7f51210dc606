"""Writes GGUF version 3 files, and reads what it wrote. @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md"""

import struct
from dataclasses import dataclass
from math import prod
from pathlib import Path

ALIGNMENT = 32
F32, Q8_0 = 0, 8


@dataclass(frozen=True)
class GgufTensor:
    name: str
    shape: tuple[int, ...]
    """Row-major, slowest dimension first; the file lists it the other way round."""
    type: int
    data: bytes


class U32(int):
    """An integer that is written as uint32."""


Value = str | bool | U32 | float | list[str] | list[int]


def string(text: str) -> bytes:
    data = text.encode("utf8")
    return struct.pack("<Q", len(data)) + data


def value(v: Value) -> bytes:
    """The value's type number, then the value. Lists are of strings or of int32."""
    if isinstance(v, bool):
        return struct.pack("<IB", 7, v)
    if isinstance(v, U32):
        return struct.pack("<II", 4, v)
    if isinstance(v, float):
        return struct.pack("<If", 6, v)
    if isinstance(v, str):
        return struct.pack("<I", 8) + string(v)
    if isinstance(v[0], str):
        return struct.pack("<IIQ", 9, 8, len(v)) + b"".join(string(s) for s in v)
    return struct.pack(f"<IIQ{len(v)}i", 9, 5, len(v), *v)


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % ALIGNMENT)


def write(path: Path, metadata: dict[str, Value], tensors: list[GgufTensor]) -> None:
    header = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(metadata))
    header += b"".join(string(key) + value(v) for key, v in metadata.items())
    offset = 0
    for tensor in tensors:
        sizes = struct.pack(f"<{len(tensor.shape)}Q", *reversed(tensor.shape))
        header += string(tensor.name) + struct.pack("<I", len(tensor.shape)) + sizes
        header += struct.pack("<IQ", tensor.type, offset)
        offset += len(padded(tensor.data))
    path.write_bytes(padded(header) + b"".join(padded(tensor.data) for tensor in tensors))


def read(path: Path) -> list[GgufTensor]:
    """The tensors of a file that `write` made."""
    return Reader(path.read_bytes()).tensors()


class Reader:
    SIZES = {4: 4, 5: 4, 6: 4, 7: 1}  # Bytes of a value, by the number of its type.

    def __init__(self, data: bytes):
        self.data, self.at = data, 4

    def take(self, layout: str) -> tuple:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def text(self) -> str:
        (length,) = self.take("Q")
        self.at += length
        return self.data[self.at - length : self.at].decode()

    def skip(self, kind: int) -> None:
        """A value of the metadata."""
        if kind == 8:
            self.text()
        elif kind == 9:
            kind, count = self.take("IQ")
            for _ in range(count):
                self.skip(kind)
        else:
            self.at += self.SIZES[kind]

    def tensors(self) -> list[GgufTensor]:
        _, num_tensors, num_values = self.take("IQQ")
        for _ in range(num_values):
            self.text()
            self.skip(*self.take("I"))
        heads = [(self.text(), self.take("%dQ" % self.take("I"))[::-1], *self.take("IQ")) for _ in range(num_tensors)]
        begin = self.at + -self.at % ALIGNMENT
        sizes = [prod(shape) * 4 if kind == F32 else prod(shape) // 32 * 34 for _, shape, kind, _ in heads]
        parts = [self.data[begin + at : begin + at + size] for (*_, at), size in zip(heads, sizes)]
        return [GgufTensor(name, shape, kind, part) for (name, shape, kind, _), part in zip(heads, parts)]
