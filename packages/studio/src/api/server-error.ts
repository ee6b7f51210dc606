interface ServerErrorOptions {
  readonly status: number;
  readonly code: string | null;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/** A request that failed. Its message is the server's own, in English; pages say it by `app/error-text.ts`. */
export class ServerError extends Error {
  override readonly name = "ServerError";
  /** HTTP status; 0 where no answer came, or it broke off. */
  readonly status: number;
  /** The server's code, or "unreachable", "broken_off", "bad_response". */
  readonly code: string | null;
  readonly requestId: string | undefined;

  constructor(message: string, { status, code, requestId, cause }: ServerErrorOptions) {
    super(message, { cause });
    this.status = status;
    this.code = code;
    this.requestId = requestId;
  }
}
