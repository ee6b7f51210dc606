import { QwenError } from "../errors.ts";
import type { GgufCheckpoint, TensorRecord } from "./checkpoint.ts";
import { type GgufHeader, readGgufHeader } from "./gguf-header.ts";
import { badSplit, modelName, partNames, type SplitPart, splitPartOf } from "./gguf-split.ts";
import { placeTensors } from "./gguf-tensors.ts";
import { quoted } from "./quoted.ts";
import type { ByteRange, Source } from "./source.ts";

interface Part {
  readonly source: Source;
  readonly header: GgufHeader;
}

/**
 * Opens a GGUF model by its file, or by any part of a split one; the others come from `openSibling`, by name. Takes
 * over the source: it is closed with the checkpoint, or at once when this fails.
 * @throws QwenError `gguf/…`, `files/…`
 */
export async function openGguf(
  source: Source,
  openSibling: (fileName: string) => Promise<Source>,
): Promise<GgufCheckpoint> {
  const sources = [source];
  const close = async () => {
    await Promise.all(sources.map((opened) => opened.close()));
  };
  try {
    const first = { source, header: await readGgufHeader(source) };
    const split = splitPartOf(source.name, first.header.metadata);
    const parts = split ? await readAllParts(first, split, openSibling, sources) : [first];
    return {
      container: "gguf",
      name: modelName(source.name),
      version: parts[0].header.version,
      alignment: parts[0].header.alignment,
      metadata: parts[0].header.metadata,
      metadataBytes: metadataBytes(parts[0]),
      tensors: tensorsOf(parts),
      sizeBytes: parts.reduce((sum, part) => sum + part.source.sizeBytes, 0),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** All parts in order. Whatever is opened is added to `sources`, for the caller to close. */
async function readAllParts(
  given: Part,
  split: SplitPart,
  openSibling: (fileName: string) => Promise<Source>,
  sources: Source[],
): Promise<Part[]> {
  const parts: Part[] = [];
  for (const [index, name] of partNames(given.source.name, split).entries()) {
    parts.push(index === split.index ? given : await readPart(name, { ...split, index }, openSibling, sources));
  }
  const numTensors = parts.reduce((sum, { header }) => sum + header.tensors.length, 0);
  if (numTensors === split.numTensors) return parts;
  throw badSplit(given.source.name, `expected ${split.numTensors} tensors in all parts, found ${numTensors}`);
}

async function readPart(
  name: string,
  expected: SplitPart,
  openSibling: (fileName: string) => Promise<Source>,
  sources: Source[],
): Promise<Part> {
  const source = await openSibling(name);
  sources.push(source);
  const header = await readGgufHeader(source);
  const found = splitPartOf(name, header.metadata);
  if (found?.index === expected.index && found.count === expected.count) return { source, header };
  throw badSplit(name, `expected part ${expected.index + 1} of ${expected.count} inside, found another file`);
}

function metadataBytes({ source, header }: Part): Map<string, ByteRange> {
  return new Map([...header.metadataPlaces].map(([key, place]) => [key, { source, ...place }]));
}

function tensorsOf(parts: readonly Part[]): Map<string, TensorRecord> {
  const tensors = new Map<string, TensorRecord>();
  for (const { source, header } of parts) {
    for (const record of placeTensors(source, header)) {
      if (tensors.has(record.name)) {
        throw new QwenError(
          "gguf/bad-tensor",
          `${source.name}: tensor ${quoted(record.name)} is in another part as well`,
        );
      }
      tensors.set(record.name, record);
    }
  }
  return tensors;
}
