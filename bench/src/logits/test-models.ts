import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { quantizationTypes, quantizeModel } from "../../../packages/engine/src/convert/quantize-model.ts";
import type { QuantizationType } from "../../../packages/engine/src/convert/recipes.ts";
import { makeHubFolder } from "../../../tests/cockpit/cockpit-files.fixture.ts";
import { makeGguf } from "../gguf/make-gguf.ts";
import { fileTypes, type Mix } from "../gguf/mixes.ts";

const folder = join(import.meta.dirname, "../../.models");
const cockpit = join(import.meta.dirname, "../../../models/cockpit/cockpit-q8_0.gguf");
const quantized = "-quantized";

/** What a file can be asked for: a mix of random blocks, or a type that weights are quantised to. */
export type TestMix = Mix | QuantizationType;

/**
 * The path of a model in the given mix, made first if it is not there; undefined where there is no such model. "cockpit"
 * is quantised from safetensors, but for the file in the repository; "tiny-quantized" from "tiny" in f16.
 */
export async function testModel(size: string, mix: TestMix): Promise<string | undefined> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${size}-${mix}.gguf`);
  if (size === "cockpit") return mix === "q8_0" ? cockpit : await cockpitModel(path, mix);
  if (size.endsWith(quantized)) return await quantizedModel(size.slice(0, -quantized.length), path, mix);
  if (!(mix in fileTypes)) return undefined;
  if (!existsSync(path)) await makeGguf({ size, mix: mix as Mix, seed: 1, path });
  return path;
}

const isType = (mix: TestMix): mix is QuantizationType => (quantizationTypes as readonly string[]).includes(mix);

/** Always anew: Cockpit may have been trained again. */
async function cockpitModel(path: string, mix: TestMix): Promise<string | undefined> {
  if (!isType(mix)) return undefined;
  const source = await makeHubFolder();
  try {
    await quantizeModel(source.folder, path, { type: mix, overwrite: true });
    return path;
  } finally {
    await source.remove();
  }
}

/** Always anew: how weights are rounded may have changed. */
async function quantizedModel(size: string, path: string, mix: TestMix): Promise<string | undefined> {
  const source = await testModel(size, "f16");
  if (!source || !isType(mix)) return undefined;
  await quantizeModel(source, path, { type: mix, overwrite: true });
  return path;
}

/** A file with the same weights in float32. The next call overwrites it. */
export async function inFloat32(path: string): Promise<string> {
  const target = join(folder, "float32.gguf");
  await quantizeModel(path, target, { type: "f32", overwrite: true });
  return target;
}
