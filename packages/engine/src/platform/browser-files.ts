import { QwenError } from "../errors.ts";
import type { FileSystem } from "./file-system.ts";

const refuse = async (path: string): Promise<never> => {
  throw new QwenError("files/unreadable", `cannot open ${path}: there is no file system here; give the file's bytes`);
};

export const createFile: FileSystem["createFile"] = async (path) => {
  throw new QwenError("files/unwritable", `cannot write ${path}: there is no file system here`);
};
export const openFile: FileSystem["openFile"] = refuse;
export const findPath: FileSystem["findPath"] = refuse;
export const listFolder: FileSystem["listFolder"] = refuse;
