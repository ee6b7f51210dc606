import type { AttachedFile } from "../history/records.ts";

/** Characters of one file that go with a message. */
const maxFileLength = 100_000;
export const maxFiles = 10;
/** Of a larger one, no more than its beginning is read. */
const maxReadBytes = 4 * maxFileLength;

/** What an image, a sound or a film is, which a model may not take. */
export function mediaKind({ type }: File): "image" | "audio" | "video" | undefined {
  return (["image", "audio", "video"] as const).find((kind) => type.startsWith(`${kind}/`) && type !== "image/svg+xml");
}

/** The text of a file; undefined where it is none, or cannot be read: a folder that was dropped, a file that is gone. */
export async function readAttachment(file: File): Promise<AttachedFile | undefined> {
  const bytes = await bytesOf(file.slice(0, maxReadBytes));
  if (bytes === undefined) return undefined;
  const isWhole = bytes.length === file.size;
  const text = textOf(bytes, isWhole);
  if (text === undefined) return undefined;
  return { name: file.name, text: text.slice(0, maxFileLength), isCut: !isWhole || text.length > maxFileLength };
}

async function bytesOf(blob: Blob): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch {
    return undefined;
  }
}

function textOf(bytes: Uint8Array, isWhole: boolean): string | undefined {
  try {
    // Where the bytes are cut, a character may be, too.
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !isWhole });
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}
