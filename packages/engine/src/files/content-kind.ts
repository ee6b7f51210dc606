import { QwenError } from "../errors.ts";
import type { Source } from "./source.ts";

/** What a file is, by its first bytes. */
export type ContentKind = "gguf" | "safetensors" | "json";

const SNIFFED_BYTES = 512;
const OPEN_BRACE = 0x7b;

/** How files begin that people take for models (in lower case, after blanks), and what to do about them. */
const MISTAKEN: readonly (readonly [readonly string[], string])[] = [
  [["version https://git-lfs"], "is a Git LFS pointer, not the file itself: run `git lfs pull`, or download the file"],
  [["<!doctype", "<html", "<?xml"], "is a web page, not a model: use the link that downloads the file itself"],
  [["pk\x03\x04"], "is a zip archive, perhaps of PyTorch: unpack it, or convert the model to safetensors or GGUF"],
  [
    ["\x80\x02", "\x80\x03", "\x80\x04", "\x80\x05"],
    "is a Python pickle, perhaps of PyTorch: convert the model to safetensors or GGUF",
  ],
  [["lmgg", "fmgg", "tjgg", "algg"], "is of a format before GGUF: convert the model again with a current tool"],
  [["\x1f\x8b", "(\xb5/\xfd", "\xfd7zxz"], "is compressed: unpack it first"],
];

/**
 * Looks at the first bytes of a file; its name does not count.
 * @throws QwenError `files/unknown-format`, `files/truncated` when it is empty
 */
export async function contentKind(source: Source): Promise<ContentKind> {
  if (source.sizeBytes === 0) {
    throw new QwenError("files/truncated", `${source.name} is empty; it was not downloaded, fetch it again`);
  }
  const bytes = await source.read(0, Math.min(SNIFFED_BYTES, source.sizeBytes));
  const text = String.fromCharCode(...bytes);
  if (text.startsWith("GGUF")) return "gguf";
  const start = text.trimStart().toLowerCase();
  const mistaken = MISTAKEN.find(([beginnings]) => beginnings.some((beginning) => start.startsWith(beginning)));
  if (mistaken) throw new QwenError("files/unknown-format", `${source.name} ${mistaken[1]}`);
  // Safetensors: eight bytes of length, of which the upper ones are zero, then JSON.
  if (bytes[8] === OPEN_BRACE && bytes[5] === 0 && bytes[6] === 0 && bytes[7] === 0) return "safetensors";
  if (/^(\xef\xbb\xbf)?\s*\{/.test(text)) return "json";
  throw new QwenError(
    "files/unknown-format",
    `${source.name} is no model file this engine knows; expected GGUF or safetensors`,
    { details: { firstBytes: [...bytes.subarray(0, 8)] } },
  );
}
