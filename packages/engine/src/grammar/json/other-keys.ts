import { character, choice, type Expression, empty, type Range, repeat, sequence } from "../expression.ts";
import { complement } from "../regex-classes.ts";
import { quoted } from "./json-text.ts";

interface Branch {
  isEnd: boolean;
  readonly next: Map<number, Branch>;
}

const notPlain: readonly Range[] = [
  [0, 0x1f],
  [0x22, 0x22],
  [0x5c, 0x5c],
];
const maxLength = 64;
const anyKeyRest = repeat(character(complement(notPlain)), 0, maxLength);

/** Keys that are none of some names. Without escapes, by which a name could be spelt in another way. */
export function otherKeys(names: readonly string[]): Expression {
  const root: Branch = { isEnd: false, next: new Map() };
  for (const name of names) {
    let branch = root;
    for (const code of Array.from(name, (each) => each.codePointAt(0)!)) {
      const next = branch.next.get(code) ?? { isEnd: false, next: new Map() };
      branch.next.set(code, next);
      branch = next;
    }
    branch.isEnd = true;
  }
  return quoted(unlike(root, maxLength));
}

/** Behind `depth` characters that some names begin with, it takes no further ones of them. */
function unlike({ isEnd, next }: Branch, depth: number): Expression {
  const known = [...next.keys()].map((code): Range => [code, code]);
  const ways = [sequence(character(complement([...notPlain, ...known])), anyKeyRest)];
  if (!isEnd) ways.push(empty);
  if (depth > 0) {
    for (const [code, branch] of next) ways.push(sequence(character([[code, code]]), unlike(branch, depth - 1)));
  }
  return choice(...ways);
}
