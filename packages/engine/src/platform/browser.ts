export { createFile, findPath, listFolder, openFile } from "./browser-files.ts";
export { setRuntimeFlags } from "./browser-runtime-flags.ts";
export { nextTask } from "./browser-tasks.ts";
export { hardwareThreads, machineMemoryBytes, startThread, threadOwner } from "./browser-threads.ts";
