type State =
  | "value"
  | "firstElement"
  | "firstKey"
  | "key"
  | "colon"
  | "after"
  | "string"
  | "escape"
  | "hex1"
  | "hex2"
  | "hex3"
  | "hex4"
  | "minus"
  | "zero"
  | "integer"
  | "point"
  | "fraction"
  | "exponent"
  | "exponentSign"
  | "exponentDigits"
  | "t"
  | "tr"
  | "tru"
  | "f"
  | "fa"
  | "fal"
  | "fals"
  | "n"
  | "nu"
  | "nul";

/** Characters, and where each of them leads. */
type Steps = readonly (readonly [characters: string, next: State])[];

const digits = "0123456789";
const hexDigits = `${digits}abcdefABCDEF`;
const exponentStep: Steps[number] = ["eE", "exponent"];

/** All that needs no memory. A number may also end where it stands in the states of `numberEnds`. */
const steps: Partial<Record<State, Steps>> = {
  value: [
    ['"', "string"],
    ["-", "minus"],
    ["0", "zero"],
    ["123456789", "integer"],
    ["t", "t"],
    ["f", "f"],
    ["n", "n"],
  ],
  colon: [[":", "value"]],
  escape: [
    ['"\\/bfnrt', "string"],
    ["u", "hex1"],
  ],
  hex1: [[hexDigits, "hex2"]],
  hex2: [[hexDigits, "hex3"]],
  hex3: [[hexDigits, "hex4"]],
  hex4: [[hexDigits, "string"]],
  minus: [
    ["0", "zero"],
    ["123456789", "integer"],
  ],
  zero: [[".", "point"], exponentStep],
  integer: [[digits, "integer"], [".", "point"], exponentStep],
  point: [[digits, "fraction"]],
  fraction: [[digits, "fraction"], exponentStep],
  exponent: [
    [digits, "exponentDigits"],
    ["+-", "exponentSign"],
  ],
  exponentSign: [[digits, "exponentDigits"]],
  exponentDigits: [[digits, "exponentDigits"]],
  t: [["r", "tr"]],
  tr: [["u", "tru"]],
  tru: [["e", "after"]],
  f: [["a", "fa"]],
  fa: [["l", "fal"]],
  fal: [["s", "fals"]],
  fals: [["e", "after"]],
  n: [["u", "nu"]],
  nu: [["l", "nul"]],
  nul: [["l", "after"]],
};

const numberEnds: readonly State[] = ["zero", "integer", "fraction", "exponentDigits"];
const spaced: readonly State[] = ["value", "firstElement", "firstKey", "key", "colon", "after"];

/** Whether JSON and what is around it may have this character between its parts. */
export function isJsonSpace(character: string): boolean {
  return character === " " || character === "\n" || character === "\r" || character === "\t";
}

/**
 * Reads one JSON object, a character at a time, and knows of each whether it can come there.
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export class JsonObjectAutomaton {
  readonly #maxDepth: number;
  #state: State = "value";
  /** Brackets that are open, the innermost last. */
  #open = "";
  #isKey = false;

  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth;
  }

  /** Objects and arrays that are open. */
  get depth(): number {
    return this.#open.length;
  }

  /** Takes in one character. False if no object goes on like this: it must not be used then, nor after the object's end. */
  advance(character: string): boolean {
    const next = this.#next(character);
    if (next === undefined) return false;
    this.#state = next;
    return true;
  }

  #next(character: string): State | undefined {
    if (this.#open === "") return character === "{" ? this.#enter(character) : undefined;
    const isNumberOver = numberEnds.includes(this.#state) && stepOf(this.#state, character) === undefined;
    const state = isNumberOver ? "after" : this.#state;
    if (state === "string") return this.#goOnString(character);
    if (spaced.includes(state) && isJsonSpace(character)) return state;
    if (state === "after") return this.#goOnAfter(character);
    if (state === "firstKey" && character === "}") return this.#leave(character);
    if (state === "firstElement" && character === "]") return this.#leave(character);
    if (state === "firstKey" || state === "key") {
      this.#isKey = character === '"';
      return this.#isKey ? "string" : undefined;
    }
    if (state === "firstElement" || state === "value") {
      return character === "{" || character === "[" ? this.#enter(character) : stepOf("value", character);
    }
    return stepOf(state, character);
  }

  #goOnString(character: string): State | undefined {
    if (character === "\\") return "escape";
    if (character !== '"') return character < " " ? undefined : "string";
    const next = this.#isKey ? "colon" : "after";
    this.#isKey = false;
    return next;
  }

  #goOnAfter(character: string): State | undefined {
    if (character === ",") return this.#open.endsWith("{") ? "key" : "value";
    return this.#leave(character);
  }

  #enter(bracket: string): State | undefined {
    if (this.#open.length === this.#maxDepth) return undefined;
    this.#open += bracket;
    return bracket === "{" ? "firstKey" : "firstElement";
  }

  #leave(bracket: string): State | undefined {
    if (bracket !== (this.#open.endsWith("{") ? "}" : "]")) return undefined;
    this.#open = this.#open.slice(0, -1);
    return "after";
  }
}

function stepOf(state: State, character: string): State | undefined {
  return steps[state]?.find(([characters]) => characters.includes(character))?.[1];
}
