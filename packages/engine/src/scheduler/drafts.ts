import type { CarriedStates } from "./carried-states.ts";
import { lookUpDraft } from "./prompt-lookup.ts";
import type { Sequence } from "./sequence.ts";
import type { SequenceBlocks } from "./sequence-blocks.ts";
import { StepCosts } from "./speculation.ts";
import type { StepPart } from "./step-plan.ts";

/** Guessed tokens of all sequences in a step at most. */
export const maxDraftTokens = 16;
export const noDraft = new Int32Array();

/** A sequence whose next tokens are to be guessed, and how many of them at most. */
export interface DraftDemand {
  readonly sequence: Sequence;
  readonly length: number;
}

export interface DraftOptions {
  readonly blocks: SequenceBlocks;
  /** Absent for models without states. */
  readonly states: CarriedStates | undefined;
  /** Tokens of a step at most. */
  readonly tokenBudget: number;
  readonly promptLookup: boolean;
}

type Guesses = Pick<StepPart, "draft" | "drafter">;

/** What answers are guessed to go on with: as much as pays, and as there is room for. */
export class Drafts {
  readonly #options: DraftOptions;
  readonly #costs = new StepCosts();
  /** What was guessed, or that there is nothing to guess, before the next step is planned. */
  readonly #guesses = new Map<Sequence, Guesses>();

  constructor(options: DraftOptions) {
    this.#options = options;
  }

  /** Of these answers, whom a draft block should guess for: where that pays and where prompt lookup has nothing. */
  demands(answers: readonly Sequence[]): DraftDemand[] {
    const rows = answers.length;
    const [rowCost, guessCost] = [this.#costs.rowCost(rows), this.#costs.guessCost(rows)];
    let left = this.#mostTokens(rows);
    return answers.flatMap((sequence): DraftDemand[] => {
      const found = this.#lookUp(sequence, rows, left);
      this.#guesses.set(sequence, found);
      left -= found.draft.length;
      if (found.draft.length > 0) return [];
      const wanted = sequence.acceptance.model.draftLength(rowCost + guessCost, this.#redoCost(rowCost));
      const length = Math.min(wanted, this.#roomFor(sequence, rows, left));
      if (length <= 0) return [];
      left -= length;
      this.#options.blocks.reserve(sequence, length);
      return [{ sequence, length }];
    });
  }

  /** What the draft block made of a demand. */
  offer(sequence: Sequence, draft: Int32Array): void {
    this.#guesses.set(sequence, { draft, drafter: "model" });
  }

  /** Adds guesses to the parts of a step that only continues answers. */
  addTo(parts: readonly StepPart[]): StepPart[] {
    let left = this.#mostTokens(parts.length);
    return parts.map((part) => {
      const { sequence } = part;
      const guesses = this.#guesses.get(sequence) ?? this.#lookUp(sequence, parts.length, left);
      // Requests that came since they were made took rows, blocks and slots.
      const draft = guesses.draft.subarray(0, this.#roomFor(sequence, parts.length, left));
      if (draft.length > 0) this.#options.states?.beginDraft(sequence);
      left -= draft.length;
      this.#options.blocks.reserve(sequence, draft.length);
      return { ...part, draft, drafter: guesses.drafter };
    });
  }

  /** Forgets what was guessed: a step is planned. */
  clear(): void {
    this.#guesses.clear();
  }

  /** Learns from the time in ms of a step that only continued answers. */
  recordTime(numTokens: number, ms: number): void {
    this.#costs.observe(numTokens, ms);
  }

  /** The same of a pass of the draft block. */
  recordGuessTime(ms: number): void {
    this.#costs.observeGuess(ms);
  }

  #mostTokens(numAnswers: number): number {
    return Math.min(maxDraftTokens, this.#options.tokenBudget - numAnswers);
  }

  /** What followed the last tokens where they stood before; nothing where that does not pay. */
  #lookUp(sequence: Sequence, numAnswers: number, left: number): Guesses {
    const nothing = { draft: noDraft, drafter: "lookup" } as const;
    if (!this.#options.promptLookup) return nothing;
    const room = this.#roomFor(sequence, numAnswers, left);
    if (room <= 0) return nothing;
    const rowCost = this.#costs.rowCost(numAnswers);
    const wanted = sequence.acceptance.lookup.draftLength(rowCost, this.#redoCost(rowCost));
    const length = Math.min(room, wanted);
    return length > 0 ? { draft: lookUpDraft(sequence.tokenIds, length), drafter: "lookup" } : nothing;
  }

  /** With states, rows before a wrong guess are computed again. */
  #redoCost(rowCost: number): number {
    return this.#options.states ? rowCost : 0;
  }

  /** Guesses for a sequence at most, of those that are left to make. */
  #roomFor(sequence: Sequence, numAnswers: number, left: number): number {
    const { blocks, states } = this.#options;
    const untilEnd = sequence.maxLength - sequence.length - 1;
    const room = Math.max(0, Math.min(left, untilEnd, blocks.room(sequence, numAnswers)));
    return states ? states.roomForDraft(sequence, room, numAnswers) : room;
  }
}
