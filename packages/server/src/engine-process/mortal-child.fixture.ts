// The program of an engine's process, one of whose compute threads dies at SIGUSR2.

import { syncBuiltinESMExports } from "node:module";
import workerThreads from "node:worker_threads";

const threads: workerThreads.Worker[] = [];
workerThreads.Worker = class extends workerThreads.Worker {
  constructor(...args: ConstructorParameters<typeof workerThreads.Worker>) {
    super(...args);
    threads.push(this);
  }
};
syncBuiltinESMExports();
process.on("SIGUSR2", () => void threads[1].terminate());
await import("./main.ts");
