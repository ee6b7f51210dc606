export { findPath, listFolder, openFile } from "./node-files.ts";
export { createFile } from "./node-new-file.ts";
export { setRuntimeFlags } from "./node-runtime-flags.ts";
export { nextTask } from "./node-tasks.ts";
export { hardwareThreads, machineMemoryBytes, startThread, threadOwner } from "./node-threads.ts";
