export { kindOfPath, listFolder, openFile } from "./node-files.ts";
