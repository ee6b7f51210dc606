import { machineMemoryBytes, QwenError } from "@qwents/engine";
import { formatBytes } from "../terminal/format.ts";

/** What this machine's memory holds at most. */
export const mostModelBytes = machineMemoryBytes();

/** @throws QwenError `model/too-large`, naming what else there is */
export function checkModelSize(name: string, sizeBytes: number, smaller: readonly string[], byForce = "--force"): void {
  if (sizeBytes < mostModelBytes) return;
  const size = `${name} has ${formatBytes(sizeBytes)}, but this machine has ${formatBytes(mostModelBytes)} of memory`;
  const instead = smaller.length > 0 ? `take ${smaller.join(" or ")} instead` : "take a smaller model";
  const message = `${size}; ${instead}, or pull it for another machine with ${byForce}`;
  throw new QwenError("model/too-large", message, { details: { sizeBytes, most: mostModelBytes } });
}
