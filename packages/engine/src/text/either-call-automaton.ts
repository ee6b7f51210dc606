import type { BegunToolCall, CallAutomaton, WrittenToolCall } from "./call-automaton.ts";

/** Reads one call in whichever of two ways it is written. */
export class EitherCallAutomaton implements CallAutomaton {
  /** Those that have not failed; the last to fail stays. */
  #live: readonly CallAutomaton[];

  constructor(first: CallAutomaton, second: CallAutomaton) {
    this.#live = [first, second];
  }

  get numDone(): number {
    return this.#live[0].numDone;
  }

  get isWhole(): boolean {
    return this.#live[0].isWhole;
  }

  advance(character: string): "open" | "closed" | "failed" {
    const progress = this.#live.map((automaton) => automaton.advance(character));
    const going = this.#live.filter((_, i) => progress[i] !== "failed");
    this.#live = going.length > 0 ? going : this.#live.slice(-1);
    return progress.find((each) => each === "closed") ?? progress.find((each) => each === "open") ?? "failed";
  }

  read(text: string): WrittenToolCall | undefined {
    return this.#live[0].read(text);
  }

  /** Once it is clear which way it is written. */
  begun(text: string, isRead: boolean): BegunToolCall | undefined {
    return this.#live.length === 1 ? this.#live[0].begun(text, isRead) : undefined;
  }
}
