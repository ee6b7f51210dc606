import { parseArgs } from "node:util";
import { makeGguf } from "./gguf/make-gguf.ts";
import { fileTypes, type Mix } from "./gguf/mixes.ts";
import { shapes } from "./gguf/shapes.ts";

/*
 * npm run make-gguf -- --size 0.6b|1.7b|4b|8b|3.5-0.8b|tiny|… --mix q8_0|q4_0|q4_k_m|f16|q5_k|… --out FILE [--seed N]
 *
 * A GGUF file of a real Qwen3's shape with its real vocabulary and random weights: for speed and for numeric checks.
 * What it says is noise.
 */

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      size: { type: "string", default: "0.6b" },
      mix: { type: "string", default: "q8_0" },
      out: { type: "string" },
      seed: { type: "string", default: "1" },
    },
  });
  if (!(values.size in shapes) || !(values.mix in fileTypes) || !values.out) {
    const choices = (of: object) => Object.keys(of).join("|");
    console.error(
      `usage: npm run make-gguf -- --size ${choices(shapes)} --mix ${choices(fileTypes)} --out FILE [--seed N]`,
    );
    return 2;
  }
  const mix = values.mix as Mix;
  const sizeBytes = await makeGguf({ size: values.size, mix, seed: Number(values.seed), path: values.out });
  console.log(`${values.out}: ${(sizeBytes / 1e6).toFixed(0)} MB`);
  return 0;
}

process.exitCode = await main();
