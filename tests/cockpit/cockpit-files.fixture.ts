import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeHubWeights } from "../parity/hub-weights.ts";

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

/** The shipped file. */
export const ggufPath = path("models/cockpit/cockpit-q8_0.gguf");
/** Tokenizer and configuration as on the hub, without weights. */
export const modelFolder = path("models/cockpit");
/** What PyTorch computes with the shipped weights, made by models/cockpit/training/golden.py. */
const goldenFolder = path("tests/golden/cockpit");

const hubFiles = ["config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json"];

/** A folder in the hub's layout with the weights of the GGUF file in bfloat16, and the golden cases. */
export async function makeHubFolder(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const parent = await mkdtemp(join(tmpdir(), "qwents-cockpit-"));
  const folder = join(parent, "cockpit");
  await cp(goldenFolder, folder, { recursive: true });
  for (const name of hubFiles) await cp(join(modelFolder, name), join(folder, name));
  await writeHubWeights(ggufPath, folder);
  return { folder, remove: () => rm(parent, { recursive: true }) };
}
