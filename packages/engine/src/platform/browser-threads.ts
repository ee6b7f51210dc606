import type { ThreadHost } from "./threads.ts";

export const startThread: ThreadHost["startThread"] = (module, name, events) => {
  const worker = new Worker(module, { name, type: "module" });
  worker.addEventListener("message", ({ data }) => events.onMessage(data));
  worker.addEventListener("error", (event) => {
    worker.terminate();
    events.onEnd(event.message);
  });
  return {
    postMessage: (message) => worker.postMessage(message),
    keepProcessAlive: () => {},
    terminate: async () => worker.terminate(),
  };
};

export const threadOwner: ThreadHost["threadOwner"] = () => ({
  postMessage: (message) => globalThis.postMessage(message),
  onMessage: (handle) => globalThis.addEventListener("message", ({ data }) => handle(data)),
});

export const hardwareThreads: ThreadHost["hardwareThreads"] = () => navigator.hardwareConcurrency;

export const machineMemoryBytes: ThreadHost["machineMemoryBytes"] = () => Number.POSITIVE_INFINITY;
