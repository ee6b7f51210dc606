import { QwenError } from "@qwents/engine";

/** What failed when a file was written, as an error that says what to do. */
export function writeFault(cause: unknown, path: string): QwenError {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ENOSPC" || code === "EDQUOT") return diskFull(path, "the disk is full", cause);
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `cannot write ${path}: ${reason}; HF_HOME names another folder for models`;
  return new QwenError("files/unwritable", message, { details: { path }, cause });
}

export function diskFull(path: string, what: string, cause?: unknown): QwenError {
  const message = `${what}: ${path}; free some space, or let HF_HOME name a folder elsewhere, then pull again`;
  return new QwenError("files/disk-full", message, { details: { path }, cause });
}
