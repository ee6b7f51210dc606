import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatById } from "../quant/index.ts";
import type { QuantFormat } from "../quant/quant-format.ts";
import { bytesSource } from "./bytes-source.ts";
import { requireFormat } from "./checkpoint.ts";
import { openGguf } from "./gguf.ts";
import { encodeGguf, type GgufArrayValue, type GgufTensor, type GgufValue, ggufChunks } from "./gguf-writer.ts";
import type { PackedTexts } from "./packed-texts.ts";
import type { Source } from "./source.ts";

const format = (id: string) => formatById(id) as QuantFormat;

const filled = (length: number, seed = 1) => Uint8Array.from({ length }, (_, i) => (i * 31 + seed) & 255);

const someTensors: GgufTensor<Uint8Array>[] = [
  { name: "token_embd.weight", shape: [3, 64], layout: format("Q8_0"), data: filled(6 * 34) },
  { name: "blk.0.attn_norm.weight", shape: [5], layout: format("F32"), data: filled(20, 2) },
  { name: "blk.0.experts.weight", shape: [2, 3, 256], layout: format("Q4_K"), data: filled(6 * 144, 3) },
];

const everyValue = new Map<string, GgufValue>([
  ["general.architecture", { type: "string", value: "qwen3" }],
  ["text", { type: "string", value: "\uFEFF naïve 漢字 😀\0" }],
  ["u8", { type: "u8", value: 255 }],
  ["i8", { type: "i8", value: -128 }],
  ["u16", { type: "u16", value: 65_535 }],
  ["i16", { type: "i16", value: -32_768 }],
  ["u32", { type: "u32", value: 2 ** 32 - 1 }],
  ["i32", { type: "i32", value: -(2 ** 31) }],
  ["u64", { type: "u64", value: 2 ** 53 - 1 }],
  ["large u64", { type: "u64", value: 2n ** 64n - 1n }],
  ["i64", { type: "i64", value: -5 }],
  ["large i64", { type: "i64", value: -(2n ** 63n) }],
  ["f32", { type: "f32", value: 0.5 }],
  ["f64", { type: "f64", value: 1e-300 }],
  ["yes", { type: "bool", value: true }],
  ["no", { type: "bool", value: false }],
  ["strings", { type: "array", of: "string", values: ["a", "", "Ġb"] }],
  ["bytes", { type: "array", of: "u8", values: [0, 255] }],
  ["i32s", { type: "array", of: "i32", values: [-1, 2] }],
  ["u32s", { type: "array", of: "u32", values: [4e9] }],
  ["u64s", { type: "array", of: "u64", values: [1n, 2n ** 60n] }],
  ["f32s", { type: "array", of: "f32", values: [0.25, -1] }],
  ["bools", { type: "array", of: "bool", values: [true, false] }],
  ["empty", { type: "array", of: "string", values: [] }],
  ["nested", nest({ type: "array", of: "string", values: ["x"] }, 2)],
]);

function nest(inner: GgufArrayValue, times: number): GgufArrayValue {
  return times === 0 ? inner : { type: "array", of: "array", values: [nest(inner, times - 1)] };
}

const noSibling = async (name: string): Promise<Source> => {
  throw new Error(`asked for ${name}`);
};

function open(bytes: Uint8Array, name = "model.gguf") {
  return openGguf(bytesSource(name, bytes), noSibling);
}

/** A header with one u32 of metadata at 24, and one tensor. `patch` writes into it. */
function patched(patch: (view: DataView) => void, tensors = someTensors): Uint8Array {
  const bytes = encodeGguf({ metadata: new Map([["k", { type: "u32", value: 7 }]]), tensors });
  patch(new DataView(bytes.buffer));
  return bytes;
}
/** Where fields lie in that file: after magic, version and two counts comes the key: length, "k", type, value. */
const KEY_LENGTH_AT = 24;
const VALUE_TYPE_AT = 33;
const NAME_LENGTH_AT = 41;
const DIMENSIONS_AT = NAME_LENGTH_AT + 8 + "token_embd.weight".length;
const TYPE_AT = DIMENSIONS_AT + 4 + 2 * 8;

describe("openGguf", () => {
  it("reads every kind of metadata value", async () => {
    const { metadata } = await open(encodeGguf({ metadata: everyValue, tensors: [] }));
    const read = Object.fromEntries(metadata);
    expect(read).toEqual({
      "general.architecture": "qwen3",
      text: "\uFEFF naïve 漢字 😀\0",
      u8: 255,
      i8: -128,
      u16: 65_535,
      i16: -32_768,
      u32: 2 ** 32 - 1,
      i32: -(2 ** 31),
      u64: 2 ** 53 - 1,
      "large u64": 2n ** 64n - 1n,
      i64: -5,
      "large i64": -(2n ** 63n),
      f32: 0.5,
      f64: 1e-300,
      yes: true,
      no: false,
      strings: ["a", "", "Ġb"],
      bytes: Int32Array.of(0, 255),
      i32s: Int32Array.of(-1, 2),
      u32s: [4e9],
      u64s: [1, 2n ** 60n],
      f32s: Float32Array.of(0.25, -1),
      bools: [true, false],
      empty: [],
      nested: [[["x"]]],
    });
    expect([...metadata.keys()]).toEqual([...everyValue.keys()]);
  });

  it("tells where each value stands, so that another file can have it as it is", async () => {
    const { metadata, metadataBytes } = await open(encodeGguf({ metadata: everyValue, tensors: [] }));
    const copied = new Map<string, GgufValue>([["first", { type: "bool", value: true }]]);
    for (const [key, { source, offset, length }] of metadataBytes) {
      copied.set(key, { type: "encoded", bytes: await source.read(offset, length) });
    }
    const again = await open(encodeGguf({ metadata: copied, tensors: someTensors }));
    expect([...again.metadata]).toEqual([["first", true], ...metadata]);
  });

  it.each([undefined, 1, 64, 4096])("places tensors, alignment %s", async (alignment) => {
    const metadata = new Map<string, GgufValue>(
      alignment === undefined ? [] : [["general.alignment", { type: "u32", value: alignment }]],
    );
    const bytes = encodeGguf({ metadata, tensors: someTensors });
    const checkpoint = await open(bytes, "My-Model.gguf");
    expect(checkpoint).toMatchObject({ container: "gguf", name: "My-Model", version: 3, alignment: alignment ?? 32 });
    expect(checkpoint.sizeBytes).toBe(bytes.length);
    expect([...checkpoint.tensors.keys()]).toEqual(someTensors.map((tensor) => tensor.name));
    for (const { name, shape, layout, data } of someTensors) {
      const record = checkpoint.tensors.get(name);
      expect(record).toMatchObject({ name, shape, formatId: layout.id, format: layout });
      const { source, offset, length } = record?.data ?? expect.fail();
      expect(offset % (alignment ?? 32)).toBe(0);
      expect(await source.read(offset, length)).toEqual(data);
    }
  });

  it("refuses a long list of strings of which one is no text", async () => {
    const values = Array.from({ length: 5000 }, (_, i) => (i % 2 ? "é" : `漢${i}`));
    const bytes = encodeGguf({ metadata: new Map([["list", { type: "array", of: "string", values }]]), tensors: [] });
    const { metadata } = await openGguf(bytesSource("m.gguf", bytes), noSibling);
    expect([...(metadata.get("list") as PackedTexts)]).toEqual(values);
    for (const [text, damage] of [
      ["漢4998", 0xff],
      ["é", 0x28],
    ] as const) {
      const damaged = bytes.slice();
      damaged[Buffer.from(bytes).lastIndexOf(text) + 1] = damage;
      await expect(openGguf(bytesSource("m.gguf", damaged), noSibling)).rejects.toMatchObject({
        code: "gguf/bad-header",
        message: expect.stringMatching(/"list".*UTF-8/),
      });
    }
  });

  it("reads a header longer than the first read, and reads no tensor data", async () => {
    const tokens = Array.from({ length: 100_000 }, (_, i) => `token ${i}`);
    const metadata = new Map<string, GgufValue>([
      ["tokenizer.ggml.tokens", { type: "array", of: "string", values: tokens }],
    ]);
    const bytes = encodeGguf({ metadata, tensors: someTensors });
    let furthest = 0;
    const source: Source = {
      ...bytesSource("model.gguf", bytes),
      sizeBytes: 2 ** 40,
      read: async (offset, length) => {
        furthest = Math.max(furthest, offset + length);
        return bytes.subarray(offset, offset + length);
      },
    };
    const checkpoint = await openGguf(source, noSibling);
    expect([...(checkpoint.metadata.get("tokenizer.ggml.tokens") as PackedTexts)]).toEqual(tokens);
    expect(furthest).toBeLessThanOrEqual(2 ** 24);
  });

  it("lets types it cannot compute with be inspected", async () => {
    const tq1 = { id: "TQ1_0", ggmlType: 34, blockLength: 256, blockBytes: 54 };
    const unheardOf = { id: "", ggmlType: 999, blockLength: 1, blockBytes: 3 };
    const tensors = [
      { name: "a", shape: [2, 256], layout: tq1, data: filled(108) },
      { name: "b", shape: [7], layout: unheardOf, data: filled(21) },
      { name: "c", shape: [4], layout: unheardOf, data: filled(12) },
    ];
    const checkpoint = await open(encodeGguf({ metadata: new Map(), tensors }));
    const records = [...checkpoint.tensors.values()];
    expect(records.map((record) => record.formatId)).toEqual(["TQ1_0", "type 999", "type 999"]);
    expect(records.map((record) => record.data.length)).toEqual([108, 32, 32]);
    for (const record of records) {
      expect(() => requireFormat(record)).toThrow(expect.objectContaining({ code: "model/unsupported-format" }));
    }
  });

  it("reads version 2 and refuses others", async () => {
    expect((await open(patched((view) => view.setUint32(4, 2, true)))).version).toBe(2);
    const cases: [number, RegExp][] = [
      [0, /of version 0; .*convert/],
      [1, /of version 1; .*convert/],
      [4, /of version 4; .*update qwen\.ts/],
      [0x03000000, /big-endian; .*convert/],
    ];
    for (const [version, message] of cases) {
      await expect(open(patched((view) => view.setUint32(4, version, true)))).rejects.toMatchObject({
        code: "gguf/unsupported-version",
        message: expect.stringMatching(message),
      });
    }
  });

  const hostile: [string, string, (view: DataView) => void][] = [
    ["a wrong magic", "gguf/bad-magic", (view) => view.setUint8(0, 0x46)],
    ["2^64 - 1 tensors", "gguf/bad-header", (view) => view.setBigUint64(8, 2n ** 64n - 1n, true)],
    ["more tensors than there are", "files/truncated", (view) => view.setBigUint64(8, 5n, true)],
    ["2^60 keys", "gguf/bad-header", (view) => view.setBigUint64(16, 2n ** 60n, true)],
    ["a key of 2^60 bytes", "files/truncated", (view) => view.setBigUint64(KEY_LENGTH_AT, 2n ** 60n, true)],
    ["an empty key", "gguf/bad-header", (view) => view.setBigUint64(KEY_LENGTH_AT, 0n, true)],
    ["a key that is not UTF-8", "gguf/bad-header", (view) => view.setUint8(KEY_LENGTH_AT + 8, 0xff)],
    ["an unknown value type", "gguf/bad-header", (view) => view.setUint32(VALUE_TYPE_AT, 13, true)],
    ["a truth value of 7", "gguf/bad-header", (view) => view.setUint32(VALUE_TYPE_AT, 7, true)],
    ["a name of 2^53 bytes", "files/truncated", (view) => view.setBigUint64(NAME_LENGTH_AT, 2n ** 53n, true)],
    ["an empty name", "gguf/bad-header", (view) => view.setBigUint64(NAME_LENGTH_AT, 0n, true)],
    ["2^32 - 1 dimensions", "gguf/bad-header", (view) => view.setUint32(DIMENSIONS_AT, 2 ** 32 - 1, true)],
    ["a dimension of 0", "gguf/bad-header", (view) => view.setBigUint64(DIMENSIONS_AT + 4, 0n, true)],
    ["a product that overflows", "gguf/bad-header", (view) => view.setBigUint64(DIMENSIONS_AT + 4, 2n ** 62n, true)],
    ["rows that no block fits", "gguf/bad-tensor", (view) => view.setBigUint64(DIMENSIONS_AT + 4, 33n, true)],
    ["more rows than bytes", "files/truncated", (view) => view.setBigUint64(DIMENSIONS_AT + 12, 2n ** 40n, true)],
    ["an offset past the end", "files/truncated", (view) => view.setBigUint64(TYPE_AT + 4, 2n ** 45n, true)],
    ["an offset of 2^64 - 32", "gguf/bad-tensor", (view) => view.setBigUint64(TYPE_AT + 4, 2n ** 64n - 32n, true)],
    ["an offset out of line", "gguf/bad-tensor", (view) => view.setBigUint64(TYPE_AT + 4, 8n, true)],
    ["tensors that overlap", "gguf/bad-tensor", (view) => view.setBigUint64(TYPE_AT + 4, 224n, true)],
  ];
  it.each(hostile)("refuses %s", async (_, code, patch) => {
    await expect(open(patched(patch))).rejects.toMatchObject({ name: "QwenError", code });
  });

  it("refuses duplicate tensors", async () => {
    await expect(open(patched(() => {}, [someTensors[0], someTensors[0]]))).rejects.toMatchObject({
      code: "gguf/bad-tensor",
    });
  });

  it("refuses duplicate keys", async () => {
    const metadata = new Map<string, GgufValue>([
      ["aa", { type: "u8", value: 0 }],
      ["ab", { type: "u8", value: 0 }],
    ]);
    const bytes = encodeGguf({ metadata, tensors: [] });
    bytes[KEY_LENGTH_AT + 8 + 2 + 4 + 1 + 8 + 1] = "a".charCodeAt(0);
    await expect(open(bytes)).rejects.toMatchObject({ code: "gguf/bad-header" });
  });

  it.each([0, 3, 24, 33, 2 ** 31])("refuses alignment %d", async (alignment) => {
    const metadata = new Map<string, GgufValue>([["general.alignment", { type: "i64", value: alignment }]]);
    const code = alignment === 2 ** 31 ? "files/truncated" : "gguf/bad-header";
    await expect(open(encodeGguf({ metadata, tensors: someTensors }))).rejects.toMatchObject({ code });
  });

  it("refuses arrays nested too deep", async () => {
    const deep = nest({ type: "array", of: "u8", values: [] }, 8);
    await expect(open(encodeGguf({ metadata: new Map([["deep", deep]]), tensors: [] }))).rejects.toMatchObject({
      code: "gguf/bad-header",
    });
  });

  it("refuses more array elements than memory should hold, before it holds them", async () => {
    const bytes = encodeGguf({ metadata: new Map([["a", { type: "array", of: "u8", values: [] }]]), tensors: [] });
    const file = new Uint8Array(2 ** 24 + 100);
    file.set(bytes);
    new DataView(file.buffer).setBigUint64(24 + 8 + 1 + 4 + 4, BigInt(2 ** 24), true);
    await expect(open(file)).rejects.toMatchObject({ code: "gguf/bad-header" });
  });

  it("refuses a header beyond the longest, without reading it", async () => {
    const bytes = encodeGguf({ metadata: new Map([["a", { type: "string", value: "" }]]), tensors: [] });
    new DataView(bytes.buffer).setBigUint64(24 + 8 + 1 + 4, 2n ** 33n, true);
    const source: Source = { ...bytesSource("model.gguf", bytes), sizeBytes: 2 ** 40 };
    await expect(openGguf({ ...source, read: async () => bytes }, noSibling)).rejects.toMatchObject({
      code: "gguf/bad-header",
    });
  });

  it("refuses every truncation", async () => {
    const bytes = encodeGguf({ metadata: everyValue, tensors: someTensors });
    const last = someTensors[2].data.length % 32;
    for (let length = 0; length < bytes.length - (32 - last); length++) {
      await expect(open(bytes.subarray(0, length))).rejects.toMatchObject({ code: "files/truncated" });
    }
  });

  it("gives back whatever the writer wrote", async () => {
    const name = fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" });
    const shape = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
    const spec = fc.record({ name, shape, wide: fc.constantFrom("F16", "Q8_0", "Q6_K") });
    const contents = fc.record({
      texts: fc.uniqueArray(fc.tuple(name, fc.string({ unit: "grapheme" })), { selector: ([key]) => key }),
      specs: fc.uniqueArray(spec, { selector: (one) => one.name, maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(contents, async ({ texts, specs }) => {
        const tensors = specs.map((one, i) => {
          const layout = format(one.wide);
          const shape = one.shape.with(-1, one.shape[one.shape.length - 1] * layout.blockLength);
          const blocks = one.shape.reduce((a, b) => a * b, 1);
          return { name: one.name, shape, layout, data: filled(blocks * layout.blockBytes, i) };
        });
        const metadata = new Map(texts.map(([key, value]) => [key, { type: "string", value } as GgufValue]));
        const checkpoint = await open(encodeGguf({ metadata, tensors }));
        expect([...checkpoint.metadata]).toEqual(texts);
        for (const tensor of tensors) {
          const { data, shape } = checkpoint.tensors.get(tensor.name) ?? expect.fail();
          expect(shape).toEqual(tensor.shape);
          expect(await data.source.read(data.offset, data.length)).toEqual(tensor.data);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("split models", () => {
  const partName = (index: number, count = 3) =>
    `M-${String(index + 1).padStart(5, "0")}-of-${String(count).padStart(5, "0")}.gguf`;

  function part(index: number, overrides: Record<string, number> = {}, tensor = someTensors[index]): Uint8Array {
    const split = { "split.no": index, "split.count": 3, "split.tensors.count": 3, ...overrides };
    const metadata = new Map<string, GgufValue>([
      ...(index === 0 ? [["general.name", { type: "string", value: "whole" }] as const] : []),
      ...Object.entries(split).map(([key, value]) => [key, { type: "u16", value }] as const),
    ]);
    return encodeGguf({ metadata, tensors: [tensor] });
  }

  /** Opens part `first`; counts what is left open. */
  async function openParts(parts: Uint8Array[], first: number, name = partName(first)) {
    const files = new Map(parts.map((bytes, i) => [partName(i), bytes]));
    let numOpen = 0;
    const sourceOf = (fileName: string, bytes: Uint8Array): Source => {
      numOpen++;
      const close = async () => {
        numOpen--;
      };
      return { ...bytesSource(fileName, bytes), close };
    };
    const opening = openGguf(sourceOf(name, parts[first]), async (fileName) =>
      sourceOf(fileName, files.get(fileName) ?? expect.fail(fileName)),
    );
    return { result: await opening.catch((error) => error), numOpen: () => numOpen };
  }

  it.each([0, 1, 2])("open from part %d", async (first) => {
    const parts = [part(0), part(1), part(2)];
    const { result, numOpen } = await openParts(parts, first);
    expect(result.name).toBe("M");
    expect(result.metadata.get("general.name")).toBe("whole");
    expect([...result.tensors.keys()]).toEqual(someTensors.map((tensor) => tensor.name));
    expect(result.sizeBytes).toBe(parts.reduce((sum, bytes) => sum + bytes.length, 0));
    for (const { name, data } of someTensors) {
      const { source, offset, length } = result.tensors.get(name).data;
      expect(await source.read(offset, length)).toEqual(data);
    }
    await result.close();
    expect(numOpen()).toBe(0);
  });

  it.each<[string, Uint8Array[], string, string?]>([
    ["a wrong part", [part(0), part(2), part(2)], "gguf/bad-split"],
    ["another count", [part(0), part(1, { "split.count": 2 }), part(2)], "gguf/bad-split"],
    ["a part that is a whole model", [part(0), part(1, { "split.count": 1 }), part(2)], "gguf/bad-split"],
    ["too few tensors", [part(0, { "split.tensors.count": 4 }), part(1), part(2)], "gguf/bad-split"],
    ["the same tensor twice", [part(0), part(1, {}, someTensors[0]), part(2)], "gguf/bad-tensor"],
    ["a part number beyond the count", [part(0, { "split.no": 3 }), part(1), part(2)], "gguf/bad-split"],
    ["a renamed file", [part(0), part(1), part(2)], "gguf/bad-split", "renamed.gguf"],
    ["a truncated part", [part(0), part(1).subarray(0, 160), part(2)], "files/truncated"],
  ])("refuse %s, and leave nothing open", async (_, parts, code, name) => {
    const { result, numOpen } = await openParts(parts, 0, name);
    expect(result).toMatchObject({ name: "QwenError", code });
    expect(numOpen()).toBe(0);
  });
});

describe("ggufChunks", () => {
  it("writes the same bytes in pieces", async () => {
    const whole = encodeGguf({ metadata: everyValue, tensors: someTensors });
    const inPieces = someTensors.map((tensor) => ({
      ...tensor,
      data: async function* () {
        for (let i = 0; i < tensor.data.length; i += 10) yield tensor.data.subarray(i, i + 10);
      },
    }));
    const chunks: number[] = [];
    for await (const chunk of ggufChunks({ metadata: everyValue, tensors: inPieces })) chunks.push(...chunk);
    expect(Uint8Array.from(chunks)).toEqual(whole);
  });

  it("notices data of the wrong length", () => {
    const wrong = [{ ...someTensors[0], data: filled(7) }];
    expect(() => encodeGguf({ metadata: new Map(), tensors: wrong })).toThrow("has 7 bytes, expected 204");
  });
});
