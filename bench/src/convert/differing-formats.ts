import { openCheckpoint } from "../../../packages/engine/src/files/open-checkpoint.ts";

/** Tensors that are of another format in our file than in llama.cpp's, or missing in it: a line each. */
export async function differingFormats(ours: string, theirs: string): Promise<string[]> {
  const [a, b] = [await formatsOf(ours), await formatsOf(theirs)];
  return [...b].filter(([name, id]) => a.get(name) !== id).map(([name, id]) => `${name} is ${a.get(name)}, not ${id}`);
}

async function formatsOf(path: string): Promise<Map<string, string>> {
  const checkpoint = await openCheckpoint(path);
  await checkpoint.close();
  return new Map([...checkpoint.tensors].map(([name, { formatId }]) => [name, formatId]));
}
