import type { Source } from "../files/source.ts";
import type { NewFile } from "./new-file.ts";

/** What lies at a path. */
export interface FoundPath {
  readonly kind: "file" | "folder";
  /** Absolute. */
  readonly path: string;
  /** The last part of the path. */
  readonly name: string;
  /** Path of the folder it lies in; `<folder>/<name>` is the path of a neighbour. */
  readonly folder: string;
}

/** Where models can be looked at, on this machine or elsewhere. */
export interface ReadableFiles {
  /** Opens a file for reading. @throws QwenError `files/not-found`, `files/unreadable` */
  openFile(path: string): Promise<Source>;
  /** Looks at a path. @throws QwenError `files/not-found`, `files/unreadable` */
  findPath(path: string): Promise<FoundPath>;
  /** Names in a folder, sorted. @throws QwenError `files/not-found`, `files/unreadable` */
  listFolder(path: string): Promise<readonly string[]>;
}

/** What the engine needs of a platform's files. */
export interface FileSystem extends ReadableFiles {
  /** Begins a file of `sizeBytes`. @throws QwenError `files/disk-full`, `files/unwritable` */
  createFile(path: string, sizeBytes: number): Promise<NewFile>;
}
