export { kindOfPath, listFolder, openFile } from "./browser-files.ts";
