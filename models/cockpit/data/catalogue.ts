import type { Domain, Intent, ToolDefinition } from "./domain.ts";
import * as domains from "./domains/index.ts";
import { withMore, wordingsOf } from "./wordings.ts";

/** A tool with everything that people may want of it. */
export interface Entry {
  readonly key: string;
  readonly definition: ToolDefinition;
  readonly intents: readonly Intent[];
}

/** All tools of a domain; chosen together more often than with others. */
export interface Shelf {
  readonly name: string;
  readonly entries: readonly Entry[];
}

function shelf(name: string, { tools, intents }: Domain): Shelf {
  const more = wordingsOf(name);
  const entries = Object.entries(tools).map(([key, definition]) => ({
    key,
    definition,
    intents: withMore(
      intents.filter((intent) => intent.tool === key),
      more[key],
    ),
  }));
  const strange = Object.keys(more).find((key) => !tools[key]);
  if (strange) throw new Error(`wordings/${name}.json: no tool "${strange}"`);
  const homeless = intents.find((intent) => !tools[intent.tool]);
  if (homeless) throw new Error(`domain ${name}: no tool "${homeless.tool}"`);
  return { name, entries };
}

const { heldDevices, ...trained } = domains;

/** What is trained. */
export const shelves: readonly Shelf[] = Object.entries(trained).map(([name, domain]) => shelf(name, domain));

/** Tools that never occur in training, neither they nor what is said about them. */
export const heldShelf: Shelf = shelf("heldDevices", heldDevices);
