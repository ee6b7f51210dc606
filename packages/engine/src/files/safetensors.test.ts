import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bytesSource } from "./bytes-source.ts";
import { requireFormat } from "./checkpoint.ts";
import { readSafetensors } from "./safetensors.ts";

const golden = new URL("../../../../tests/golden/qwen3/", import.meta.url);

function fileOf(header: unknown, dataLength: number): Uint8Array {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + dataLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  for (let i = 0; i < dataLength; i++) bytes[8 + json.length + i] = i;
  return bytes;
}

const read = (bytes: Uint8Array) => readSafetensors(bytesSource("model.safetensors", bytes));
const readHeader = (header: unknown, dataLength: number) => read(fileOf(header, dataLength));
const tensor = (dtype: unknown, shape: unknown, begin: unknown, end: unknown) => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe("readSafetensors", () => {
  it("reads tensors of all dtypes as bytes, and floats as formats", async () => {
    const header = {
      __metadata__: { format: "pt" },
      c: tensor("I64", [1], 14, 22),
      a: tensor("F32", [2, 1], 0, 8),
      b: tensor("BF16", [], 8, 10),
      empty: tensor("F16", [0, 3], 10, 10),
      f16: tensor("F16", [2], 10, 14),
      f4: tensor("F4", [3, 2], 22, 25),
      "never heard of": tensor("X9", [5], 25, 26),
      small: tensor("U8", [1], 26, 27),
    };
    const { tensors, metadata } = await readHeader(header, 27);
    expect([...metadata]).toEqual([["format", "pt"]]);
    expect([...tensors.keys()]).toEqual(["a", "b", "empty", "f16", "c", "f4", "never heard of", "small"]);
    const formats = [...tensors.values()].map((record) => [record.formatId, record.format?.id]);
    expect(formats).toEqual([
      ["F32", "F32"],
      ["BF16", "BF16"],
      ["F16", "F16"],
      ["F16", "F16"],
      ["I64", undefined],
      ["F4", undefined],
      ["X9", undefined],
      ["U8", undefined],
    ]);
    const wide = tensors.get("c") ?? expect.fail();
    expect([...(await wide.data.source.read(wide.data.offset, wide.data.length))]).toEqual([
      14, 15, 16, 17, 18, 19, 20, 21,
    ]);
    expect(() => requireFormat(wide)).toThrow(expect.objectContaining({ code: "model/unsupported-format" }));
  });

  it("takes a tensor called __proto__ for one", async () => {
    const { tensors } = await readHeader('{"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}', 1);
    expect([...tensors.keys()]).toEqual(["__proto__"]);
  });

  it("reads a file without tensors, and a padded header", async () => {
    expect((await readHeader("{}   ", 0)).tensors.size).toBe(0);
  });

  it("reads golden files: shapes, floats and integers", async () => {
    const bytes = new Uint8Array(readFileSync(new URL("case-1.safetensors", golden)));
    const facts = JSON.parse(readFileSync(new URL("case-1.json", golden), "utf8"));
    const { tensors } = await read(bytes);
    const raw = async (name: string) => {
      const { data } = tensors.get(name) ?? expect.fail();
      return (await data.source.read(data.offset, data.length)).slice();
    };
    expect(tensors.get("input.input_ids")).toMatchObject({ shape: [1, 37], formatId: "I32" });
    expect([...new Int32Array((await raw("input.input_ids")).buffer)]).toEqual(facts.input_ids);
    const logits = tensors.get("logits") ?? expect.fail();
    const values = new Float32Array(37 * 512);
    requireFormat(logits).dequantize(await raw("logits"), values);
    const largest = Array.from({ length: 37 }, (_, t) => {
      const row = values.subarray(512 * t, 512 * t + 512);
      return row.indexOf(Math.max(...row));
    });
    expect(largest).toEqual(facts.argmax);
  });

  const one = tensor("F32", [2], 0, 8);
  it.each<[string, unknown, number, string]>([
    ["text that is not JSON", "{]", 0, "safetensors/bad-header"],
    ["a list", [one], 8, "safetensors/bad-header"],
    ["too deep a nesting", "[".repeat(5), 0, "safetensors/bad-header"],
    ["an entry that is a number", { a: 1 }, 0, "safetensors/bad-tensor"],
    ["an entry that is null", { a: null }, 0, "safetensors/bad-tensor"],
    ["no dtype", { a: tensor(undefined, [2], 0, 8) }, 8, "safetensors/bad-tensor"],
    ["a shape that is text", { a: tensor("F32", "2", 0, 8) }, 8, "safetensors/bad-tensor"],
    ["a negative size", { a: tensor("F32", [-2], 0, 8) }, 8, "safetensors/bad-tensor"],
    ["a broken size", { a: tensor("F32", [0.5, 4], 0, 8) }, 8, "safetensors/bad-tensor"],
    ["a shape whose product overflows", { a: tensor("F32", [2 ** 40, 2 ** 40], 0, 8) }, 8, "safetensors/bad-tensor"],
    ["too many dimensions", { a: tensor("F32", Array(9).fill(1), 0, 4) }, 4, "safetensors/bad-tensor"],
    ["three offsets", { a: { ...one, data_offsets: [0, 8, 8] } }, 8, "safetensors/bad-tensor"],
    ["offsets back to front", { a: tensor("X9", [2], 8, 0) }, 8, "safetensors/bad-tensor"],
    ["a length that does not fit", { a: tensor("F32", [2], 0, 12) }, 12, "safetensors/bad-tensor"],
    ["half a byte", { a: tensor("F4", [3], 0, 2) }, 2, "safetensors/bad-tensor"],
    ["an overlap", { a: one, b: tensor("F32", [1], 4, 8) }, 8, "safetensors/bad-tensor"],
    ["a gap", { a: one, b: tensor("F32", [1], 12, 16) }, 16, "safetensors/bad-tensor"],
    ["data past the end", { a: one }, 4, "files/truncated"],
    ["bytes after the data", { a: one }, 9, "safetensors/bad-header"],
    ["metadata that is a list", { __metadata__: [] }, 0, "safetensors/bad-header"],
    ["metadata that is no text", { __metadata__: { a: 1 } }, 0, "safetensors/bad-header"],
  ])("refuses %s", async (_, header, dataLength, code) => {
    await expect(readHeader(header, dataLength)).rejects.toMatchObject({ name: "QwenError", code });
  });

  it("refuses headers longer than the file, or than any header", async () => {
    const bytes = fileOf({ a: one }, 8);
    const view = new DataView(bytes.buffer);
    view.setBigUint64(0, 1000n, true);
    await expect(read(bytes)).rejects.toMatchObject({ code: "files/truncated" });
    view.setBigUint64(0, 2n ** 63n, true);
    await expect(read(bytes)).rejects.toMatchObject({ code: "safetensors/bad-header" });
    await expect(read(new Uint8Array(7))).rejects.toMatchObject({ code: "files/truncated" });
  });

  it("refuses every truncation", async () => {
    const bytes = fileOf({ a: one }, 8);
    for (let length = 0; length < bytes.length; length++) {
      await expect(read(bytes.subarray(0, length))).rejects.toMatchObject({ code: "files/truncated" });
    }
  });
});
