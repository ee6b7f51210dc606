import { shelves } from "./catalogue.ts";
import type { Phrasings } from "./domain.ts";

// Prints how much there is to be learnt.

const intents = shelves.flatMap(({ entries }) => entries.flatMap((entry) => entry.intents));
const templates = intents.flatMap(({ en, de }) => [...wordings(en), ...wordings(de)]);
const numTools = shelves.reduce((sum, { entries }) => sum + entries.length, 0);
const numPhrases = templates.reduce((sum, template) => sum + numAlternatives(template), 0);
console.log(
  `${numTools} tools, ${intents.length} intents, ${templates.length} wordings, with alternatives ${numPhrases}`,
);

function wordings({ imperative = [], infinitive = [], other = [] }: Phrasings): string[] {
  return [...imperative, ...infinitive, ...other];
}

/** Inner choices are made first, as `choose` does. */
function numAlternatives(template: string): number {
  const inner = /\[([^[\]]*)\]/.exec(template);
  return inner ? inner[1]!.split("|").length * numAlternatives(template.replace(inner[0], "")) : 1;
}
