import { QwenError } from "../errors.ts";
import type { GgufCheckpoint, MetadataValue, TensorRecord } from "../files/checkpoint.ts";
import type { GgufValue } from "../files/gguf-writer.ts";
import type { DecoderConfig, ModelDefinition } from "../models/define-model.ts";
import { findModel } from "../models/index.ts";
import { rawConfigOf } from "../models/load-model.ts";
import type { NamedTensor } from "./choose-formats.ts";

/** What a GGUF file has in another order: its tensors are brought into that one. */
const ordered: readonly string[] = ["keyHeadOrder"];
/** GGUF has most numbers in single precision, and some as the product of two. */
const tolerance = 1e-5;

/**
 * Checks that a GGUF file with this metadata will be read as the model that it is made of: not all that config.json may
 * say can be said there.
 * @throws QwenError `model/bad-config`
 */
export function checkSaysTheSame(
  definition: ModelDefinition,
  config: DecoderConfig,
  metadata: ReadonlyMap<string, GgufValue>,
  tensors: readonly NamedTensor[],
): void {
  const raw = rawConfigOf(asRead(metadata, tensors));
  const read = findModel(raw).config(raw);
  const other = differing(config, read) ?? (hasTensors(definition, read, tensors) ? undefined : "the list of tensors");
  if (other === undefined) return;
  throw new QwenError(
    "model/bad-config",
    `a GGUF file cannot hold all of this model's configuration: ${other} would be read back as something else`,
    { details: { field: other } },
  );
}

function hasTensors(definition: ModelDefinition, config: DecoderConfig, tensors: readonly NamedTensor[]): boolean {
  return definition.weights(config).every(({ ggufName }, i) => ggufName === tensors[i]?.name);
}

/** The file as it will be read, as far as a configuration follows from it. */
function asRead(metadata: ReadonlyMap<string, GgufValue>, tensors: readonly NamedTensor[]): GgufCheckpoint {
  const values = new Map<string, MetadataValue>();
  for (const [key, value] of metadata) {
    if (value.type === "f32") values.set(key, Math.fround(Number(value.value)));
    else if (value.type === "array") values.set(key, [...value.values] as MetadataValue[]);
    else if (value.type !== "encoded") values.set(key, value.value);
  }
  const records = tensors.map(({ name, shape }) => [name, { name, shape } as TensorRecord] as const);
  const whole = { name: "", version: 3, alignment: 32, sizeBytes: 0, metadataBytes: new Map(), close: async () => {} };
  return { ...whole, container: "gguf", metadata: values, tensors: new Map(records) };
}

/** The path of the first value that is not about the same; undefined where all are. */
function differing(a: unknown, b: unknown): string | undefined {
  if (typeof a === "number" && typeof b === "number") {
    return Math.abs(a - b) <= tolerance * Math.abs(a) ? undefined : "";
  }
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b ? undefined : "";
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (ordered.includes(key)) continue;
    const inner = differing((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]);
    if (inner !== undefined) return inner === "" ? key : `${key}.${inner}`;
  }
  return undefined;
}
