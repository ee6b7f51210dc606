import { type ErrorCode, QwenError } from "../errors.ts";
import { oneLine } from "./quoted.ts";

/** What a JSON text from outside may amount to. */
export interface JsonLimits {
  readonly maxDepth: number;
  /** Containers and elements together: bounds the memory it takes, which may be thirty times the text. */
  readonly maxValues: number;
}

const MAX_REASON_LENGTH = 200;

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Parses the UTF-8 text of a JSON object. Limits are checked before parsing, so that a hostile text costs no more than
 * its own size.
 * @throws QwenError with `code`
 */
export function parseJsonObject(name: string, bytes: Uint8Array, limits: JsonLimits, code: ErrorCode): JsonObject {
  const value = parseJson(name, bytes, limits, code);
  if (isJsonObject(value)) return value;
  throw new QwenError(code, `${name}: expected a JSON object; the file is damaged, fetch it again`);
}

/** The same for any JSON. @throws QwenError with `code` */
export function parseJson(name: string, bytes: Uint8Array, limits: JsonLimits, code: ErrorCode): unknown {
  const fail = (what: string, cause?: unknown): never => {
    throw new QwenError(code, `${name}: ${what}; the file is damaged, fetch it again`, { cause });
  };
  if (!isWithin(limits, bytes)) fail(`expected JSON of at most ${limits.maxValues} values, ${limits.maxDepth} deep`);
  return parse(bytes, (cause) =>
    fail(`expected JSON, but ${oneLine((cause as Error).message, MAX_REASON_LENGTH)}`, cause),
  );
}

/** Whether a parsed value is an object, not null and not an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parse(bytes: Uint8Array, onError: (cause: unknown) => never): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    return onError(cause);
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Counts brackets and commas outside of strings. */
function isWithin({ maxDepth, maxValues }: JsonLimits, bytes: Uint8Array): boolean {
  let depth = 0;
  let values = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) {
      inString = true;
    } else if (byte === OPEN_BRACKET || byte === OPEN_BRACE) {
      if (++depth > maxDepth || ++values > maxValues) return false;
    } else if (byte === CLOSE_BRACKET || byte === CLOSE_BRACE) {
      depth--;
    } else if (byte === COMMA && ++values > maxValues) {
      return false;
    }
  }
  return true;
}
