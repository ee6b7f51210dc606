export { findPath, listFolder, openFile } from "./browser-files.ts";
export { hardwareThreads, machineMemoryBytes, startThread, threadOwner } from "./browser-threads.ts";
