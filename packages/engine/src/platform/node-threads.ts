import { availableParallelism, totalmem } from "node:os";
import { parentPort, Worker } from "node:worker_threads";
import { assert } from "../errors.ts";
import type { ThreadHost } from "./threads.ts";

const SOURCE_CONDITION = "--conditions=qwents-source";

export const startThread: ThreadHost["startThread"] = (module, name, events) => {
  const worker = new Worker(module, { name, ...sourceOptions(module) });
  let cause: unknown;
  worker.on("message", events.onMessage);
  worker.on("error", (error) => {
    cause = error;
  });
  worker.once("exit", () => events.onEnd(cause));
  worker.unref();
  return {
    postMessage: (message) => worker.postMessage(message),
    keepProcessAlive: (keep) => (keep ? worker.ref() : worker.unref()),
    terminate: async () => {
      await worker.terminate();
    },
  };
};

export const threadOwner: ThreadHost["threadOwner"] = () => {
  const port = parentPort;
  assert(port, "this module runs in a worker thread only");
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage: (handle) => port.on("message", handle),
  };
};

export const hardwareThreads: ThreadHost["hardwareThreads"] = () => availableParallelism();

/** What this process may have at most: the machine's memory, or the limit of its container. */
export const machineMemoryBytes: ThreadHost["machineMemoryBytes"] = () => {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
};

/** A thread that runs the TypeScript source must find `#platform` in the source too, however its owner was started. */
function sourceOptions(module: URL): { execArgv?: string[] } {
  return module.pathname.endsWith(".ts") ? { execArgv: [SOURCE_CONDITION] } : {};
}
