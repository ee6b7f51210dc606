import { QwenError } from "../errors.ts";

export interface StopResult {
  /** Text that is certainly before any stop string. */
  readonly text: string;
  /** The stop string that was found; nothing after it counts. */
  readonly stop?: string;
}

/**
 * Looks for stop strings in text that comes in parts. The first one to be complete ends the text, of several that end
 * together the longest; how the text is parted makes no difference. Only what may be the beginning of a stop string is
 * held back.
 */
export class StopStrings {
  readonly #automata: readonly PrefixAutomaton[];
  #held = "";

  /** @throws QwenError `request/invalid` for an empty stop string */
  constructor(stops: readonly string[]) {
    if (stops.includes("")) throw new QwenError("request/invalid", "Stop strings must not be empty.");
    this.#automata = stops.map((stop) => new PrefixAutomaton(stop));
  }

  /** What may be the beginning of a stop string. */
  get held(): string {
    return this.#held;
  }

  push(text: string): StopResult {
    const pending = this.#held + text;
    for (let i = this.#held.length; i < pending.length; i++) {
      const stop = this.#advance(pending.charCodeAt(i));
      if (stop === undefined) continue;
      this.#held = "";
      return { text: pending.slice(0, i + 1 - stop.length), stop };
    }
    const numHeld = this.#automata.reduce((most, automaton) => Math.max(most, automaton.matched), 0);
    this.#held = pending.slice(pending.length - numHeld);
    return { text: pending.slice(0, pending.length - numHeld) };
  }

  /** What was held back, when no more text comes; or none that may belong to it, so that what comes is looked at anew. */
  flush(): string {
    const held = this.#held;
    this.#held = "";
    for (const automaton of this.#automata) automaton.matched = 0;
    return held;
  }

  /** The longest stop string that `unit` completes. */
  #advance(unit: number): string | undefined {
    let longest: string | undefined;
    for (const automaton of this.#automata) {
      if (automaton.advance(unit) && automaton.pattern.length > (longest?.length ?? 0)) longest = automaton.pattern;
    }
    return longest;
  }
}

/** How much of the beginning of a pattern the text so far ends with, by Knuth, Morris and Pratt. */
class PrefixAutomaton {
  readonly pattern: string;
  matched = 0;
  /** [n] the longest proper prefix of the first i + 1 units that is also their suffix. */
  readonly #borders: Int32Array;

  constructor(pattern: string) {
    this.pattern = pattern;
    this.#borders = new Int32Array(pattern.length);
    for (let i = 1; i < pattern.length; i++) {
      this.#borders[i] = this.#extend(this.#borders[i - 1], pattern.charCodeAt(i));
    }
  }

  /** Takes in one UTF-16 unit; true if the pattern is complete, after which the automaton must not be used. */
  advance(unit: number): boolean {
    this.matched = this.#extend(this.matched, unit);
    return this.matched === this.pattern.length;
  }

  #extend(matched: number, unit: number): number {
    let length = matched;
    while (length > 0 && this.pattern.charCodeAt(length) !== unit) length = this.#borders[length - 1];
    return this.pattern.charCodeAt(length) === unit ? length + 1 : 0;
  }
}
