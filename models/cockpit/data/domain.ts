import type { Draw } from "./draw.ts";

export type Language = "en" | "de";
export type Value = string | number | boolean | readonly Value[];
export type Values = Readonly<Record<string, Value>>;

/** What a slot was filled with: how it is said, and what a call carries. */
export interface Filled {
  readonly text: string;
  readonly value: Value;
}

export type Slot = (draw: Draw) => Filled;

/** One parameter of a tool. The key it stands under is its usual name. */
export interface ParameterDefinition {
  readonly type: "string" | "number" | "integer" | "boolean" | "array";
  /** Of an array's items, which are strings. */
  readonly enum?: readonly string[];
  readonly description: readonly string[];
  /** Other names, seen in training. */
  readonly names?: readonly string[];
  readonly optional?: boolean;
}

/** A tool as programs may offer it, under many names. */
export interface ToolDefinition {
  /** Other names, seen in training; the key it stands under is its usual name. snake_case. */
  readonly names: readonly string[];
  /** Names never seen in training, for measuring. snake_case. */
  readonly heldNames: readonly string[];
  /** English sentences that each say all that is needed to choose the tool. */
  readonly description: readonly string[];
  /** Other tools that can do some of what people want of it: where one of them is offered, it is not missing. */
  readonly standIns?: readonly string[];
  readonly parameters: Readonly<Record<string, ParameterDefinition>>;
  /** What the program answers, by usual names. Values should differ from call to call. */
  readonly result: (args: Values, draw: Draw) => Values;
  /** What is said then: decided by arguments and result alone, with the result's values in it. */
  readonly answer: Readonly<Record<Language, (args: Values, result: Values) => string>>;
}

/** Templates: [a|b|] chooses, {slot} fills. No capital at the start and no end mark: those are added by chance. */
export interface Phrasings {
  /** English: a plain imperative, which also stands behind "could you". German: du-imperative. */
  readonly imperative?: readonly string[];
  /** German only: infinitive at the end, which stands behind "kannst du". */
  readonly infinitive?: readonly string[];
  /** Anything else: questions, wishes, statements, single words. */
  readonly other?: readonly string[];
  /** Other wordings, as different as people are, never used in training. */
  readonly held: readonly string[];
}

/** What is said right after an exchange of the same intent; everything not mentioned stays as it was. */
export interface FollowUp {
  readonly en: readonly string[];
  readonly de: readonly string[];
  /** Slots that are filled anew. */
  readonly slots?: readonly string[];
  /** Values that change without being said in a slot. */
  readonly set?: Values;
  /** It wants another thing of the kind: nothing that was said of the first one holds for it. */
  readonly another?: boolean;
}

/** An utterance that lacks something, the question back, and what completes it. */
export interface Incomplete {
  readonly en: { readonly say: readonly string[]; readonly ask: string; readonly complete: readonly string[] };
  readonly de: { readonly say: readonly string[]; readonly ask: string; readonly complete: readonly string[] };
}

/** One thing that people want, and the call that it becomes. */
export interface Intent {
  readonly tool: string;
  readonly slots?: Readonly<Record<string, Slot>>;
  readonly en: Phrasings;
  readonly de: Phrasings;
  /** Arguments by usual names, from the values of the slots that were said and `set` of a follow-up. */
  readonly args: (values: Values) => Values;
  /** Whether the values that were drawn go together; otherwise all is drawn again. */
  readonly fits?: (values: Values) => boolean;
  /** Slots that may be corrected in the next turn: "no, {slot}". */
  readonly correctable?: readonly string[];
  readonly followUps?: readonly FollowUp[];
  readonly incomplete?: readonly Incomplete[];
  /** How often it is chosen beside others; 1 if absent. */
  readonly weight?: number;
}

export interface Domain {
  readonly tools: Readonly<Record<string, ToolDefinition>>;
  readonly intents: readonly Intent[];
}
