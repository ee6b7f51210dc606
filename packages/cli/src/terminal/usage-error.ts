import { QwenError } from "@qwents/engine";

/** Wrong usage that shows only after the options were read. */
export class UsageError extends QwenError {
  constructor(message: string, cause?: unknown) {
    super("request/invalid", message, { cause });
  }
}
