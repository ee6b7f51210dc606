import { once } from "node:events";
import { parseArgs } from "node:util";
import type { Tokenizer } from "@qwents/engine";
import { type Group, group } from "./group.ts";
import type { Piece } from "./transcript.ts";
import { cockpitTokenizer } from "./vocabulary.ts";

// Writes token ids of groups to standard output, without end, for training/groups.py.
// A group, little-endian: u32 prefix length, u32 branches, u16 prefix ids; a branch: u32 length, u16 ids, u8 is-target.

const MAX_TOKENS = 4000;
/** The prefix of conversations that share nothing else: training wants at least one token. */
const TURN_START = "<|im_start|>";

export interface Tokens {
  readonly ids: readonly number[];
  readonly isTarget: readonly boolean[];
}

export function tokensOf(pieces: readonly Piece[], tokenizer: Tokenizer): Tokens {
  const ids: number[] = [];
  const isTarget: boolean[] = [];
  for (const piece of pieces) {
    for (const id of tokenizer.encode(piece.text, { parseSpecial: true })) {
      ids.push(id);
      isTarget.push(piece.isTarget);
    }
  }
  return { ids, isTarget };
}

/** The record of a group; conversations that do not fit the context are left out. */
export function groupRecord({ preamble, conversations }: Group, tokenizer: Tokenizer): Buffer | undefined {
  const prefix = tokenizer.encode(preamble || TURN_START, { parseSpecial: true });
  const branches = conversations
    .map((pieces) => tokensOf(preamble ? pieces : withoutStart(pieces), tokenizer))
    .filter(({ ids }) => prefix.length + ids.length <= MAX_TOKENS);
  if (branches.length === 0) return undefined;
  const counts = new Uint32Array([prefix.length, branches.length]);
  return Buffer.concat([bytes(counts), ids16(prefix), ...branches.map(branchRecord)]);
}

function withoutStart([first, ...rest]: readonly Piece[]): Piece[] {
  return [{ ...first!, text: first!.text.slice(TURN_START.length) }, ...rest];
}

function branchRecord({ ids, isTarget }: Tokens): Buffer {
  return Buffer.concat([bytes(new Uint32Array([ids.length])), ids16(ids), Buffer.from(isTarget.map(Number))]);
}

const bytes = (array: Uint32Array | Uint16Array): Buffer => Buffer.from(array.buffer);
const ids16 = (ids: readonly number[]): Buffer => bytes(Uint16Array.from(ids));

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { from: { type: "string", default: "0" } } });
  const tokenizer = cockpitTokenizer();
  process.stdout.on("error", () => process.exit()); // The reader has gone.
  for (let index = Number(values.from); ; index++) {
    const record = groupRecord(group(index), tokenizer);
    // A group that does not fit is written empty, so that indices can be counted.
    if (!process.stdout.write(record ?? Buffer.alloc(8))) await once(process.stdout, "drain");
  }
}

if (import.meta.main) await main();
