/** Every way in which outside data or a caller can be at fault. The part before the slash is the room that found it. */
export type ErrorCode =
  | "files/not-found"
  | "files/unreadable"
  | "files/unknown-format"
  | "files/truncated"
  | "files/unwritable"
  | "files/disk-full"
  | "gguf/bad-magic"
  | "gguf/unsupported-version"
  | "gguf/bad-header"
  | "gguf/bad-tensor"
  | "gguf/bad-split"
  | "safetensors/bad-header"
  | "safetensors/bad-tensor"
  | "safetensors/bad-index"
  | "hub/bad-json"
  | "hub/bad-answer"
  | "hub/not-found"
  | "hub/refused"
  | "hub/offline"
  | "hub/unreachable"
  | "hub/wrong-checksum"
  | "model/unsupported-architecture"
  | "model/unsupported-format"
  | "model/bad-config"
  | "model/missing-tensor"
  | "model/bad-shape"
  | "model/mixed-formats"
  | "model/too-large"
  | "model/bad-weights"
  | "model/bad-logits"
  | "tokenizer/missing"
  | "tokenizer/unsupported"
  | "tokenizer/bad-data"
  | "template/missing"
  | "template/bad-template"
  | "template/rejected"
  | "grammar/invalid"
  | "grammar/too-complex"
  | "request/invalid"
  | "request/context-too-long"
  | "request/too-many-waiting"
  | "request/waited-too-long"
  | "request/wrong-model"
  | "engine/closed"
  | "engine/worker-failed"
  | "engine/out-of-memory"
  | "backend/unavailable"
  | "server/cannot-listen"
  | "server/needs-key"
  | "server/bad-keys";

/** What an error carries for programs. */
export interface QwenErrorOptions {
  /** Machine-readable particulars: the field, the offset, what was expected and what came. Never secrets. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/**
 * The one error type that outside data or a caller's mistake leads to. The message says what was expected, what came,
 * and what to do about it. Our own bugs are `assert`s instead.
 */
export class QwenError extends Error {
  override readonly name = "QwenError";
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: QwenErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}

/**
 * Throws a plain `Error` when one of our own invariants is broken: a bug in this package, not in the caller's data.
 * Where a check runs often, give a function: the message is then only made when it is needed.
 */
export function assert(condition: unknown, message: string | (() => string)): asserts condition {
  if (!condition) throw new Error(`internal error: ${typeof message === "string" ? message : message()}`);
}
