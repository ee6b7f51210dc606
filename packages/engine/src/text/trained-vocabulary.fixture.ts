import type { MetadataValue } from "../files/checkpoint.ts";
import { tokenOfBytes } from "./byte-alphabet.ts";
import { type PreTokenizerName, preTokenizers } from "./pre-tokenizer.ts";

// Words in which marks stand between letters, at their end, and after other things; and the beginnings of much else.
const lessons = `
हिन्दी में नमस्ते दुनिया, क्षेत्र और ज्ञान; कि की कु कू के कै को कौ कं कः क़ ख़
ภาษาไทย สวัสดีครับ น้ำ ที่ นี่ ก็ได้ กำลัง เรียนรู้ ผู้ใหญ่ ป่า ม้า ไม่ใช่
العَرَبِيَّةُ مُحَمَّدٌ السَّلَامُ عَلَيْكُمْ وَالْقُرْآنُ שָׁלוֹם עֲלֵיכֶם בְּרֵאשִׁית
q̇ṽ x̂ȳ m̃ ã̱ ọ̈ Việt Nam tiếng Việt những người Größe straße naïve café Ångström
你好世界 日本語のテスト、カタカナ 한국어 각각 안녕하세요 ☕️ 👩‍👩‍👧‍👦 👍🏽 🇲🇾🇩🇪 1️⃣ ⚠️ ✅
function main() { return 0x1F + 12345.678e-9; } // it's they're we'll I'd DON'T
\t\tif (a != b) {\r\n\t\t\tprint("a, b");\r\n\t\t}\r\n\r\n    indented    more
the theory of these other things that there then thus — “quoted” … (see: a/b/c.txt)`;

const controlTokens = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"];
const textTokens = ["<tool_call>", "</tool_call>", "<think>", "</think>"];

/** A small byte-level BPE vocabulary in both containers, trained here on text that one of the pre-tokenizers has cut. */
export interface TrainedVocabulary {
  readonly tokenizerJson: Record<string, unknown>;
  readonly metadata: Map<string, MetadataValue>;
}

export function trainVocabulary(pre: PreTokenizerName, numMerges: number): TrainedVocabulary {
  const { pattern, hubPattern } = preTokenizers.find(({ name }) => name === pre)!;
  const bytes = Array.from({ length: 256 }, (_, byte) => tokenOfBytes([byte]));
  const { tokens, merges } = train(pieces(pattern), bytes, numMerges);
  const added = [...controlTokens, ...textTokens];
  const all = [...tokens, ...added];
  const kinds = all.map((token) => (controlTokens.includes(token) ? 3 : textTokens.includes(token) ? 4 : 1));
  const isSpecial = (content: string) => controlTokens.includes(content);
  return {
    tokenizerJson: {
      added_tokens: added.map((content, i) => ({
        id: tokens.length + i,
        content,
        normalized: false,
        special: isSpecial(content),
      })),
      normalizer: { type: "NFC" },
      pre_tokenizer: {
        type: "Sequence",
        pretokenizers: [
          { type: "Split", pattern: { Regex: hubPattern }, behavior: "Isolated", invert: false },
          { type: "ByteLevel", add_prefix_space: false, trim_offsets: false, use_regex: false },
        ],
      },
      post_processor: null,
      decoder: { type: "ByteLevel" },
      model: {
        type: "BPE",
        ignore_merges: false,
        vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
        merges: merges.map((merge) => merge.split(" ")),
      },
    },
    metadata: new Map<string, MetadataValue>([
      ["tokenizer.ggml.model", "gpt2"],
      ["tokenizer.ggml.pre", pre],
      ["tokenizer.ggml.tokens", all],
      ["tokenizer.ggml.token_type", Int32Array.from(kinds)],
      ["tokenizer.ggml.merges", merges],
    ]),
  };
}

/** Each as its bytes' tokens. */
function pieces(pattern: string): string[][] {
  const text = lessons.normalize("NFC");
  return Array.from(text.matchAll(new RegExp(pattern, "gu")), ([piece]) =>
    Array.from(new TextEncoder().encode(piece), (byte) => tokenOfBytes([byte])),
  );
}

/** Merges the most frequent pair, over and over; of several the first in the order of code units. */
function train(words: string[][], bytes: readonly string[], numMerges: number) {
  const tokens = [...bytes];
  const merges: string[] = [];
  while (merges.length < numMerges) {
    const counts = new Map<string, number>();
    for (const word of words) {
      for (let i = 0; i + 1 < word.length; i++) {
        const pair = `${word[i]} ${word[i + 1]}`;
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      }
    }
    const [best] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    if (best === undefined) break;
    const [left, right] = best[0].split(" ");
    merges.push(best[0]);
    if (!tokens.includes(left + right)) tokens.push(left + right);
    for (const word of words) {
      for (let i = 0; i + 1 < word.length; i++) {
        if (word[i] === left && word[i + 1] === right) word.splice(i, 2, left + right);
      }
    }
  }
  return { tokens, merges };
}
