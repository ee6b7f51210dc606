import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { createChatTemplate } from "../../../packages/engine/src/text/chat-template.ts";
import { encodeChat } from "../../../packages/engine/src/text/encode-chat.ts";
import { messagesOf } from "../eval/messages.ts";
import { conversation } from "./conversation.ts";
import { group, someOffers } from "./group.ts";
import { Random } from "./random.ts";
import { systemTexts } from "./talk/system-texts.ts";
import { assistantText, pieces, preamble } from "./transcript.ts";
import { cockpitTokenizer } from "./vocabulary.ts";
import { groupRecord, tokensOf } from "./write-groups.ts";

const NUM_GROUPS = 12;
const tokenizer = cockpitTokenizer();
const template = createChatTemplate(readFileSync(new URL("../chat-template.jinja", import.meta.url), "utf8").trimEnd());
const decoded = (ids: readonly number[]): string => tokenizer.decode(ids, { keepSpecial: true });

/** A record read back: the ids of the prefix, and those of each branch with what is target in it. */
function readRecord(record: Buffer) {
  let at = 0;
  const skip = (bytes: number): number => {
    at += bytes;
    return at - bytes;
  };
  const u32 = (): number => record.readUInt32LE(skip(4));
  const ids = (count: number): number[] => Array.from({ length: count }, () => record.readUInt16LE(skip(2)));
  const flags = (count: number): number[] => Array.from({ length: count }, () => record.readUInt8(skip(1)));
  const [prefixLength, numBranches] = [u32(), u32()];
  const prefix = ids(prefixLength);
  const branches = Array.from({ length: numBranches }, () => {
    const length = u32();
    return { ids: ids(length), isTarget: flags(length) };
  });
  return { prefix, branches, rest: record.length - at };
}

describe("the record of a group", () => {
  const indices = Array.from({ length: NUM_GROUPS }, (_, i) => i);

  it.each(indices)("%d decodes to its text, and its targets are what the model writes", (index) => {
    const made = group(index);
    const { prefix, branches, rest } = readRecord(groupRecord(made, tokenizer)!);
    expect(rest).toBe(0);
    expect(branches.length).toBe(made.conversations.length);
    branches.forEach(({ ids, isTarget }, i) => {
      const own = made.conversations[i]!;
      expect(decoded([...prefix, ...ids])).toBe(made.preamble + own.map(({ text }) => text).join(""));
      const written = own.filter((piece) => piece.isTarget).map(({ text }) => text);
      expect(targets(ids, isTarget)).toEqual(written);
      for (const text of written) expect(text.endsWith("<|im_end|>")).toBe(true);
    });
  });

  it("begins with the start of a turn where nothing stands before the conversations", () => {
    const groups = Array.from({ length: 100 }, (_, i) => group(i));
    const made = groups.find(({ preamble }) => preamble === "")!;
    const { prefix, branches } = readRecord(groupRecord(made, tokenizer)!);
    expect(decoded(prefix)).toBe("<|im_start|>");
    expect(decoded([...prefix, ...branches[0]!.ids])).toBe(made.conversations[0]!.map(({ text }) => text).join(""));
  });

  it("leaves out conversations that do not fit the context", () => {
    const { conversations } = group(0);
    const long = [{ text: `<|im_start|>user\n${"zu lang ".repeat(4000)}<|im_end|>\n`, isTarget: false }];
    const record = groupRecord({ preamble: "", conversations: [long, conversations[0]!] }, tokenizer);
    expect(readRecord(record!).branches.length).toBe(1);
    expect(groupRecord({ preamble: "", conversations: [long] }, tokenizer)).toBeUndefined();
  });
});

test("ids of pieces apart are those of the whole at once, and of the prompts that a program would send", () => {
  for (let i = 0; i < 3 * NUM_GROUPS; i++) {
    const random = new Random(`write-groups/${i}`);
    const offers = someOffers(i % 5, random);
    const schemas = offers.map(({ tool }) => tool.schema);
    const system = i % 3 === 0 ? random.pick(systemTexts[i % 2 ? "en" : "de"]) : undefined;
    const turns = conversation(offers, random);
    const before = tokenizer.encode(preamble(system, schemas), { parseSpecial: true });
    turns.forEach((turn, at) => {
      if (turn.role !== "assistant") return;
      const written = pieces(turns.slice(0, at + 1), (other) => other === at);
      const apart = [...before, ...tokensOf(written, tokenizer).ids];
      const messages = [
        ...(system === undefined ? [] : [{ role: "system" as const, content: system }]),
        ...turns.slice(0, at).flatMap(messagesOf),
      ];
      const prompt = encodeChat(
        template,
        tokenizer,
        messages,
        schemas.length > 0 ? schemas.map((s) => s.function) : undefined,
      );
      expect(apart.slice(0, prompt.length)).toEqual(prompt);
      expect(decoded(apart.slice(prompt.length))).toBe(`${assistantText(turn)}<|im_end|>`);
      expect(tokenizer.encode(decoded(apart), { parseSpecial: true })).toEqual(apart);
    });
  }
});

/** The texts of neighbouring ids that are targets. */
function targets(ids: readonly number[], isTarget: readonly number[]): string[] {
  const runs: number[][] = [];
  ids.forEach((id, i) => {
    if (!isTarget[i]) return;
    if (isTarget[i - 1]) runs.at(-1)!.push(id);
    else runs.push([id]);
  });
  return runs.map(decoded);
}
