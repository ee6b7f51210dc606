import { areDistinct } from "./distinct-texts.ts";
import { type JsonCursor, unusual } from "./json-cursor.ts";
import { PackedTexts } from "./packed-texts.ts";

const QUOTE = 0x22;
const SPACE = 0x20;
/** As many as files may have that `JSON.parse` reads. */
const MAX_MERGES = 1_000_000;

/**
 * Takes an object of tokens with their ids. What is unusual: ids of more than six digits or of two tokens, tokens that are
 * empty or there twice.
 * @returns The tokens by id; empty where an id has none.
 * @throws UnusualJson
 */
export function readVocab(cursor: JsonCursor): PackedTexts {
  const bytes = roomFor(cursor);
  const tokenEnds = new NumberList();
  const ids = new NumberList();
  let end = 0;
  let vocabSize = 0;
  cursor.object(
    () => {
      const begin = end;
      end = cursor.string(bytes, begin);
      if (end === begin) unusual();
      tokenEnds.add(end);
    },
    () => {
      const id = cursor.smallInteger();
      ids.add(id);
      vocabSize = Math.max(vocabSize, id + 1);
    },
  );
  const tokens = byId(bytes.slice(0, end), tokenEnds, ids, vocabSize);
  return areDistinct(tokens) ? tokens : unusual();
}

function byId(bytes: Uint8Array, tokenEnds: NumberList, ids: NumberList, vocabSize: number): PackedTexts {
  const starts = new Uint32Array(vocabSize);
  const ends = new Uint32Array(vocabSize);
  let start = 0;
  for (let i = 0; i < ids.length; i++) {
    const id = ids.numbers[i];
    if (ends[id] !== 0) unusual();
    starts[id] = start;
    ends[id] = start = tokenEnds.numbers[i];
  }
  return new PackedTexts(bytes, starts, ends);
}

/**
 * Takes a list of merges, each "left right" or ["left", "right"]. Unusual is any other form, and what makes that one
 * ambiguous: parts that are empty or have blanks.
 * @returns "left right", by rank.
 * @throws UnusualJson
 */
export function readMerges(cursor: JsonCursor): PackedTexts {
  const bytes = roomFor(cursor);
  const bounds = new NumberList();
  bounds.add(0);
  let begin = 0;
  let end = 0;
  const takePart = () => {
    if (end > begin) bytes[end++] = SPACE;
    end = cursor.string(bytes, end);
  };
  cursor.list(() => {
    begin = end;
    if (cursor.peek() === QUOTE) takePart();
    else cursor.list(takePart);
    if (!isPair(bytes, begin, end) || bounds.length > MAX_MERGES) unusual();
    bounds.add(end);
  });
  const { numbers, length } = bounds;
  return new PackedTexts(bytes.slice(0, end), numbers.slice(0, length - 1), numbers.slice(1, length));
}

/** Whether there is one blank between two parts. */
function isPair(bytes: Uint8Array, begin: number, end: number): boolean {
  let blank = begin;
  for (let i = begin; i < end; i++) {
    if (bytes[i] !== SPACE) continue;
    if (blank > begin) return false;
    blank = i;
  }
  return blank > begin && blank < end - 1;
}

/** Texts are shorter than the JSON that they stand in. */
function roomFor(cursor: JsonCursor): Uint8Array {
  return new Uint8Array(cursor.bytes.length - cursor.at);
}

/** Numbers up to 2^32, as many as come. */
class NumberList {
  numbers = new Uint32Array(1024);
  length = 0;

  add(number: number): void {
    if (this.length === this.numbers.length) {
      const longer = new Uint32Array(2 * this.length);
      longer.set(this.numbers);
      this.numbers = longer;
    }
    this.numbers[this.length++] = number;
  }
}
