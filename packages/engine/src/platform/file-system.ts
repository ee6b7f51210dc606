import type { Source } from "../files/source.ts";

/** What the engine needs of a platform's files. */
export interface FileSystem {
  /** Opens a file for reading. @throws QwenError `files/not-found`, `files/unreadable` */
  openFile(path: string): Promise<Source>;
  /** What lies at the path; undefined when there is nothing. @throws QwenError `files/unreadable` */
  kindOfPath(path: string): Promise<"file" | "folder" | undefined>;
  /** Names in a folder, sorted. @throws QwenError `files/not-found`, `files/unreadable` */
  listFolder(path: string): Promise<readonly string[]>;
}
