import { QwenError } from "../errors.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** Text with a gap, for models that were trained to fill one. Control tokens that any of it spells stay text. */
export interface FillInMiddle {
  readonly prefix: string;
  readonly suffix: string;
  /** What the gap's text begins with already. */
  readonly begun?: string;
  /** Other files to be known of, the one that matters most last. */
  readonly files?: readonly RepositoryFile[];
  /** What the repository is called, where there are other files; by default "repository". */
  readonly repository?: string;
  /** Which file has the gap, where there are others. */
  readonly path?: string;
}

export interface RepositoryFile {
  readonly path: string;
  readonly text: string;
}

export interface FilledPrompt {
  readonly tokenIds: readonly number[];
  /** Tokens of files, prefix and suffix that were left out. */
  readonly droppedTokens: number;
}

export interface FillLimits {
  /** Tokens that the prompt may have; what does not fit is left out. */
  readonly room?: number;
  /** Each text is not read further than it takes to have more tokens than this. */
  readonly maxTokens?: number;
}

/** More than texts have on average: what is cut off before it is read is not missed. */
const charactersPerToken = 16;
const marks = ["<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"] as const;
/** Where text of another kind begins: the gap is filled. */
const furtherEnds = [...marks, "<|fim_pad|>", "<|repo_name|>", "<|file_sep|>", "<|im_start|>"];

/** Whether the vocabulary has the control tokens that tell where the gap is. */
export function fillsGaps(tokenizer: Tokenizer | undefined): boolean {
  return marks.every((token) => tokenizer?.idOf(token) !== undefined);
}

/** Ids that end what fills a gap, besides the tokenizer's own. */
export function fillEndIds(tokenizer: Tokenizer): number[] {
  return furtherEnds.flatMap((token) => tokenizer.idOf(token) ?? []);
}

/**
 * The prompt of Qwen2.5-Coder and Qwen3-Coder: prefix, suffix, then the middle, which the model writes; in front of it, if
 * there are any, the repository's other files. If it is to have no more than `room` tokens, files go first, the first
 * ones before the others; then of the prefix its beginning, and of the suffix, which keeps a quarter, its end.
 * @throws QwenError `request/wrong-model` where the vocabulary lacks the control tokens
 * @see https://github.com/QwenLM/Qwen3-Coder (fill in the middle)
 */
export function encodeFill(
  fill: FillInMiddle,
  tokenizer: Tokenizer,
  { room = Number.MAX_SAFE_INTEGER, maxTokens = Number.POSITIVE_INFINITY }: FillLimits = {},
): FilledPrompt {
  const [prefixMark, suffixMark, middleMark] = marks.map((token) => requireMark(tokenizer, token));
  const most = charactersPerToken * room;
  const texts = [fill.prefix.slice(-most), fill.suffix.slice(0, most), fill.begun ?? ""];
  const [prefix, suffix, begun] = texts.map((text) => tokenizer.encode(text, { maxTokens }));
  const roomForText = Math.max(0, room - 3 - begun.length);
  const suffixRoom = Math.max(Math.floor(roomForText / 4), roomForText - prefix.length);
  const keptSuffix = suffix.slice(0, suffixRoom);
  const prefixRoom = roomForText - keptSuffix.length;
  const keptPrefix = prefix.slice(Math.max(0, prefix.length - prefixRoom));
  const gap = [prefixMark, ...keptPrefix, suffixMark, ...keptSuffix, middleMark, ...begun];
  const files = encodeFiles(fill, tokenizer, room - gap.length);
  const droppedTokens = prefix.length - keptPrefix.length + suffix.length - keptSuffix.length + files.droppedTokens;
  return { tokenIds: [...files.tokenIds, ...gap], droppedTokens };
}

/** The other files, and the beginning of the one with the gap. */
function encodeFiles(fill: FillInMiddle, tokenizer: Tokenizer, room: number): FilledPrompt {
  const { files = [], repository = "repository", path = "file" } = fill;
  if (files.length === 0) return { tokenIds: [], droppedTokens: 0 };
  const [nameMark, fileMark] = ["<|repo_name|>", "<|file_sep|>"].map((token) => requireMark(tokenizer, token));
  const head = [nameMark, ...tokenizer.encode(`${repository}\n`)];
  const own = [fileMark, ...tokenizer.encode(`${path}\n`)];
  let left = room - head.length - own.length;
  let droppedTokens = 0;
  const kept: number[][] = [];
  for (const file of files.toReversed()) {
    const tokenIds = [fileMark, ...tokenizer.encode(`${file.path}\n${file.text}\n`)];
    if (tokenIds.length <= left) kept.unshift(tokenIds);
    else droppedTokens += tokenIds.length;
    // A file in front of one that did not fit is left out, too.
    left = tokenIds.length <= left ? left - tokenIds.length : 0;
  }
  return { tokenIds: kept.length === 0 ? [] : [...head, ...kept.flat(), ...own], droppedTokens };
}

function requireMark(tokenizer: Tokenizer, token: string): number {
  const id = tokenizer.idOf(token);
  if (id !== undefined) return id;
  const message =
    `The model cannot fill a gap: its vocabulary has no ${token}. ` +
    "Leave the suffix out, or use a model such as Qwen2.5-Coder or Qwen3-Coder.";
  throw new QwenError("request/wrong-model", message, { details: { field: "suffix" } });
}
