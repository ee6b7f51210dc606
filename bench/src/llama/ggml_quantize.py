"""llama.cpp's own quantiser, which the npm package brings only as a library.

ggml_quantize.py LIBRARIES blocks TYPE ROW < float32 > blocks    TYPE: ggml type number; ROW: weights of a row
ggml_quantize.py LIBRARIES file FTYPE SOURCE TARGET              FTYPE: llama_ftype number
"""

import ctypes
import sys
from pathlib import Path


class QuantizeParams(ctypes.Structure):
    """The first fields of `llama_model_quantize_params`, and room for what follows them."""

    _fields_ = [
        ("nthread", ctypes.c_int32),
        ("ftype", ctypes.c_int),
        ("output_tensor_type", ctypes.c_int),
        ("token_embedding_type", ctypes.c_int),
        ("allow_requantize", ctypes.c_bool),
        ("rest", ctypes.c_byte * 512),
    ]


def library(folder: Path, pattern: str) -> ctypes.CDLL:
    return ctypes.CDLL(str(sorted(folder.glob(pattern))[0]), mode=ctypes.RTLD_GLOBAL)


def blocks(base: ctypes.CDLL, ggml_type: int, row: int) -> None:
    quantize = base.ggml_quantize_chunk
    quantize.restype = ctypes.c_size_t
    quantize.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, *[ctypes.c_int64] * 3, ctypes.c_void_p]
    weights = sys.stdin.buffer.read()
    target = ctypes.create_string_buffer(len(weights))
    size = quantize(ggml_type, weights, target, 0, len(weights) // 4 // row, row, None)
    sys.stdout.buffer.write(target.raw[:size])


def file(llama: ctypes.CDLL, ftype: int, source: str, target: str) -> int:
    silent = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p)(lambda *_: None)
    llama.llama_log_set(silent, None)
    llama.llama_model_quantize_default_params.restype = QuantizeParams
    llama.llama_model_quantize.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.POINTER(QuantizeParams)]
    params = llama.llama_model_quantize_default_params()
    params.ftype = ftype
    params.allow_requantize = True
    return llama.llama_model_quantize(source.encode(), target.encode(), ctypes.byref(params))


def main(folder: Path, what: str, *args: str) -> int:
    base = library(folder, "libggml-base.*")
    if what == "blocks":
        blocks(base, int(args[0]), int(args[1]))
        return 0
    library(folder, "libggml.*")
    return file(library(folder, "libllama.*"), int(args[0]), args[1], args[2])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
