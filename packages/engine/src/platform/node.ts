export { findPath, listFolder, openFile } from "./node-files.ts";
export { hardwareThreads, machineMemoryBytes, startThread, threadOwner } from "./node-threads.ts";
