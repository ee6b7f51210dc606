import type { Intent, Phrasings, Values } from "../domain.ts";
import { joined, SWITCH_AGAIN, switchedOff, switchedOn, type Thing } from "./switching.ts";

interface Wordings {
  readonly en?: Partial<Phrasings>;
  readonly de?: Partial<Phrasings>;
}

/** What is switched by a boolean, and what else is said for it. */
export interface Switch {
  readonly tool: string;
  readonly thing: Thing;
  /** Further ways to say it. */
  readonly on?: Wordings;
  readonly off?: Wordings;
  /** Arguments beside `on`. */
  readonly more?: Values;
  readonly weight?: number;
}

/** Two intents, on and off, of a tool with a boolean parameter `on`. */
export function switchIntents({ tool, thing, on = {}, off = {}, more = {}, weight = 1 }: Switch): Intent[] {
  return [true, false].map((wanted) => {
    const usual = wanted ? switchedOn(thing) : switchedOff(thing);
    const extra = wanted ? on : off;
    return {
      tool,
      en: joined(usual.en, extra.en ?? {}),
      de: joined(usual.de, extra.de ?? {}),
      args: (values: Values) => ({ on: values.on ?? wanted, ...more }),
      followUps: wanted ? SWITCH_AGAIN.toOff : SWITCH_AGAIN.toOn,
      weight,
    };
  });
}
