import { bytes, choice, type Expression, empty, never, type Range, type Rules, sequence } from "./expression.ts";

/** A text to look for, and what follows it. Without `next` the text can not come at all. */
export interface Trigger {
  readonly text: string;
  readonly next?: Expression;
}

export interface Search {
  /** Any bytes up to the first of the texts, that text, and what follows it; `before` counts as having come already. */
  behind(before?: string): Expression;
}

/**
 * Looks for the first of some texts, none of which is within another.
 * @param mayEnd whether it may also end without any of them
 * @see Aho and Corasick, Efficient string matching, https://doi.org/10.1145/360825.360855
 */
export function searchFor(rules: Rules, triggers: readonly Trigger[], mayEnd = false): Search {
  const texts = new Map(triggers.map(({ text, next = never }) => [toLatin1(text), next]));
  const prefixes = prefixesOf(texts.keys());
  const states = new Map(Array.from(prefixes, (prefix) => [prefix, rules.declare()]));
  const telling = new Set([...texts.keys()].join("")).values().map((character) => character.charCodeAt(0));
  const tellingBytes = [...telling].sort((x, y) => x - y);
  const elsewhere = sequence(bytes(...othersThan(tellingBytes)), states.get("")!);
  for (const [prefix, rule] of states) {
    const ways = tellingBytes.map((byte) => {
      const next = longestEnd(prefix + String.fromCharCode(byte), texts, prefixes);
      return sequence(bytes([byte, byte]), texts.get(next) ?? states.get(next)!);
    });
    rules.define(rule, choice(elsewhere, ...ways, ...(mayEnd ? [empty] : [])));
  }
  return { behind: (before = "") => states.get(longestEnd(toLatin1(before), texts, prefixes))! };
}

/** Bytes as characters of one byte each. */
function toLatin1(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

function prefixesOf(texts: Iterable<string>): Set<string> {
  const prefixes = new Set([""]);
  for (const text of texts) for (let length = 1; length < text.length; length++) prefixes.add(text.slice(0, length));
  return prefixes;
}

/** Of what `seen` ends with the longest that is one of the texts, or that one of them begins with. */
function longestEnd(seen: string, texts: ReadonlyMap<string, unknown>, prefixes: ReadonlySet<string>): string {
  for (let start = 0; start < seen.length; start++) {
    const end = seen.slice(start);
    if (texts.has(end) || prefixes.has(end)) return end;
  }
  return "";
}

function othersThan(known: readonly number[]): Range[] {
  const edges = [-1, ...known, 256];
  return edges.slice(1).flatMap((edge, i): Range[] => (edge - 1 > edges[i] ? [[edges[i] + 1, edge - 1]] : []));
}
