import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { makeGguf } from "../gguf/make-gguf.ts";
import { fileTypes, type Mix } from "../gguf/mixes.ts";
import { rewriteGguf } from "../gguf/rewrite-gguf.ts";

const folder = join(import.meta.dirname, "../../.models");
const cockpit = join(import.meta.dirname, "../../../models/cockpit/cockpit-q8_0.gguf");
/** No Q4_K: Cockpit's rows are shorter than that format's blocks of 256. */
const cockpitFormats: Readonly<Partial<Record<Mix, string>>> = { f16: "F16", q8_0: "Q8_0", q4_0: "Q4_0" };

/** The path of a model in the given mix, made first if it is not there; undefined where there is no such model. */
export async function testModel(size: string, mix: Mix): Promise<string | undefined> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${size}-${mix}.gguf`);
  if (size === "cockpit") return cockpitModel(path, mix);
  if (!existsSync(path)) await makeGguf({ size, mix, seed: 1, path });
  return path;
}

async function cockpitModel(path: string, mix: Mix): Promise<string | undefined> {
  const formatId = cockpitFormats[mix];
  if (!formatId) return undefined;
  if (mix === "q8_0") return cockpit;
  // Always anew: Cockpit may have been trained again.
  await rewriteGguf(cockpit, path, formatId, fileTypes[mix]);
  return path;
}

/** A file with the same weights in float32. The next call overwrites it. */
export async function inFloat32(path: string): Promise<string> {
  const target = join(folder, "float32.gguf");
  await rewriteGguf(path, target, "F32", 0);
  return target;
}
