import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TensorPiece } from "../../../packages/engine/src/models/define-model.ts";
import { findModel } from "../../../packages/engine/src/models/index.ts";
import { byteTokenizer } from "../../../tests/convert/text-files.fixture.ts";

type Json = Readonly<Record<string, unknown>>;

/** Writes a folder as on the hub: this configuration, random float32 weights under the hub's names, a tokenizer of bytes. */
export function writeRandomFolder(folder: string, config: Json & { readonly vocab_size: number }): void {
  mkdirSync(folder, { recursive: true });
  const header: Record<string, object> = {};
  const parts: Uint8Array[] = [];
  let begin = 0;
  for (const { name, shape } of hubTensors(config)) {
    const values = randomValues(
      name,
      shape.reduce((product, size) => product * size, 1),
    );
    const end = begin + values.byteLength;
    header[name] = { dtype: "F32", shape, data_offsets: [begin, end] };
    parts.push(new Uint8Array(values.buffer));
    begin = end;
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  writeFileSync(join(folder, "model.safetensors"), Buffer.concat([length, text, ...parts]));
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
  writeFileSync(join(folder, "tokenizer.json"), JSON.stringify(byteTokenizer(config.vocab_size)));
}

/** As checkpoints have them: a tensor an expert, projections in one where that is usual. */
function hubTensors(config: Json): TensorPiece[] {
  const definition = findModel(config);
  const pieces = definition.weights(definition.config(config)).flatMap(({ name, shape, hubForms }) => {
    return [...(hubForms?.[0] ?? [{ name, shape }])];
  });
  // What several weights are parts of comes once.
  return [...new Map(pieces.map((piece) => [piece.name, piece])).values()];
}

function randomValues(name: string, count: number): Float32Array<ArrayBuffer> {
  let state = [...name].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0, 7);
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32 - 0.5;
  };
  const isNorm = name.includes("norm");
  return Float32Array.from({ length: count }, () =>
    isNorm ? 1 + 0.1 * uniform() : 0.1 * (uniform() + uniform() + uniform()),
  );
}
