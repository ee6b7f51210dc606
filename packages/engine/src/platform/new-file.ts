/** A file that is being written. It has its name only once it is whole; until then it lies beside it, with ".part" behind. */
export interface NewFile {
  /** Any part, in any order, several at once. @throws QwenError `files/disk-full`, `files/unwritable` */
  write(offset: number, bytes: Uint8Array): Promise<void>;
  /** Gives it its name, in place of what may bear it, once all bytes have reached the disk. @throws as `write` */
  finish(): Promise<void>;
  /** Leaves nothing of it. */
  discard(): Promise<void>;
}
