import { fstatSync } from "node:fs";
import { UsageError } from "./usage-error.ts";

const mostBytes = 64 * 1024 * 1024;

/** All of standard input as UTF-8 text. @throws UsageError beyond 64 MiB */
export async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of process.stdin) {
    sizeBytes += chunk.length;
    if (sizeBytes > mostBytes) throw new UsageError("standard input is larger than 64 MiB; give less text");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/**
 * Whether a shell connected standard input to a pipe or file. A socket, which a parent program may have left open
 * without a thought, does not count.
 */
export function hasPipedInput(): boolean {
  try {
    const stat = fstatSync(0);
    return stat.isFIFO() || (stat.isFile() && stat.size > 0);
  } catch {
    return false;
  }
}
