import type { Incomplete, Intent, Language, Slot, Values } from "./domain.ts";
import type { Draw, Split } from "./draw.ts";
import { mixed } from "./language/mixed.ts";
import type { OfferedTool } from "./offered-tools.ts";
import { failed } from "./talk/fixed-answers.ts";
import { spacedJson, type Turn } from "./transcript.ts";
import { asTyped, joined, type Said, say, sayIntent } from "./utterance.ts";

/** A call that an utterance asks for, and where it came from. */
export interface Wish {
  readonly intent: Intent;
  readonly tool: OfferedTool;
  readonly said: Said;
  /** By usual names. */
  readonly args: Values;
}

/** What the next turn may refer to. */
export interface Context {
  readonly intent: Intent;
  readonly tool: OfferedTool;
  readonly values: Values;
}

export interface Exchange {
  readonly turns: readonly Turn[];
  /** Absent where the next turn can not refer to this one. */
  readonly context?: Context;
}

/** A wish in this intent's words, or undefined if the offered schema has no place for what was said. */
export function wish(intent: Intent, tool: OfferedTool, draw: Draw, wording: Split): Wish | undefined {
  const said = sayIntent(intent, draw, wording);
  return wishOf(intent, tool, said, said.values);
}

function wishOf(intent: Intent, tool: OfferedTool, said: Said, values: Values): Wish | undefined {
  const args = intent.args(values);
  return tool.argumentsOf(args) ? { intent, tool, said: { ...said, values }, args } : undefined;
}

/** One utterance, its calls, what the tools say, and the answer. */
export function fulfilled(wishes: readonly Wish[], draw: Draw): Exchange {
  const { random, language } = draw;
  const said =
    wishes.length === 1
      ? wishes[0]!.said
      : joined(
          wishes.map((wish) => wish.said),
          language,
          random,
        );
  return {
    turns: [{ role: "user", content: asTyped(said, random) }, ...callsAndAnswer(wishes, draw)],
    ...contextOf(wishes),
  };
}

function contextOf(wishes: readonly Wish[]): { context?: Context } {
  if (wishes.length > 1) return {};
  const { intent, tool, said } = wishes[0]!;
  return { context: { intent, tool, values: said.values } };
}

function callsAndAnswer(wishes: readonly Wish[], draw: Draw): Turn[] {
  const calls = wishes.map(({ tool, args }) => ({ name: tool.name, arguments: tool.argumentsOf(args)! }));
  const outcomes = wishes.map((wish) => outcome(wish, draw));
  return [
    { role: "assistant", content: "", calls },
    { role: "tool", contents: outcomes.map(({ content }) => content) },
    { role: "assistant", content: outcomes.map(({ answer }) => answer).join(" ") },
  ];
}

const ERRORS =
  "no signal|not available|timeout|permission denied|not connected|service unavailable|device is busy|not found|no network|low battery|not allowed while driving|internal error|door is open|sensor fault|account required".split(
    "|",
  );
const NEW_ERROR_SHARE = 0.7;

/** What the program answers to a call, and what is to be said then. */
function outcome({ tool, args }: Wish, draw: Draw): { content: string; answer: string } {
  const { random, language } = draw;
  const write = random.chance(0.6) ? JSON.stringify : spacedJson;
  if (random.chance(0.04)) {
    const error = errorText(draw);
    return { content: write({ error }), answer: failed[language](error) };
  }
  const result = tool.definition.result(args, draw);
  const renames = random.chance(0.5);
  const entries = Object.entries(result).map(([key, value]) => [
    (renames && tool.parameterNames.get(key)) || key,
    value,
  ]);
  const shown = random.chance(0.15) ? { ok: true, ...Object.fromEntries(entries) } : Object.fromEntries(entries);
  return { content: write(shown), answer: tool.definition.answer[language](args, result) };
}

/** In training mostly none of the list, so that it is repeated and not known by heart. */
function errorText(draw: Draw): string {
  const isNew = draw.split === "train" && draw.random.chance(NEW_ERROR_SHARE);
  return isNew ? mixed(ERRORS, draw) : draw.random.pick(ERRORS);
}

const CORRECTIONS: Readonly<Record<Language, readonly string[]>> = {
  en: "no, {x}|no {x}|sorry, {x}|i meant {x}|no, i meant {x}|i mean {x}|not that, {x}|make that {x}|actually {x}|wait, {x}|rather {x}|correction, {x}|{x} i meant|oh no, {x}|no, make it {x}".split(
    "|",
  ),
  de: "nein, {x}|nein {x}|sorry, {x}|ich meinte {x}|nein, ich meinte {x}|ich meine {x}|nicht das, {x}|lieber {x}|doch {x}|doch lieber {x}|warte, {x}|Korrektur, {x}|{x} meinte ich|ach nein, {x}|quatsch, {x}|Moment, {x}".split(
    "|",
  ),
};

/** The next turn about the same thing: a correction or a follow-up. Undefined if there is none. */
export function continued({ intent, tool, values }: Context, draw: Draw): Exchange | undefined {
  const { random, language } = draw;
  const correctable = (intent.correctable ?? []).filter((slot) => values[slot] !== undefined);
  const followUps = (intent.followUps ?? []).filter((followUp) => followUp[language].length > 0);
  if (correctable.length + followUps.length === 0) return undefined;
  const corrects = correctable.length > 0 && (followUps.length === 0 || random.chance(0.5));
  const slots = intent.slots ?? {};
  if (corrects) {
    const slot = random.pick(correctable);
    const template = random.pick(CORRECTIONS[language]).replace("{x}", `{${slot}}`);
    return next(say(template, "other", slots, draw, true), values);
  }
  const followUp = random.pick(followUps);
  const kept = followUp.another ? {} : values;
  return next(say(random.pick(followUp[language]), "other", slots, draw), { ...kept, ...followUp.set });

  function next(said: Said, before: Values): Exchange | undefined {
    const made = wishOf(intent, tool, said, { ...before, ...said.values });
    if (!made) return undefined;
    return {
      turns: [{ role: "user", content: asTyped(said, random) }, ...callsAndAnswer([made], draw)],
      ...contextOf([made]),
    };
  }
}

/** An utterance that lacks something, the question back, the rest, and then the call. */
export function completed(intent: Intent, incomplete: Incomplete, tool: OfferedTool, draw: Draw): Exchange | undefined {
  const { random, language } = draw;
  const slots: Readonly<Record<string, Slot>> = intent.slots ?? {};
  const { say: begin, ask, complete } = incomplete[language];
  const first = say(random.pick(begin), "imperative", slots, draw);
  const second = say(random.pick(complete), "other", slots, draw, true);
  const made = wishOf(intent, tool, second, { ...first.values, ...second.values });
  if (!made) return undefined;
  const turns: Turn[] = [
    { role: "user", content: asTyped(first, random) },
    { role: "assistant", content: ask },
    { role: "user", content: asTyped(second, random) },
  ];
  return { turns: [...turns, ...callsAndAnswer([made], draw)], ...contextOf([made]) };
}
