import * as z from "zod";

/** The body of every answer that is not a success. @see https://platform.openai.com/docs/guides/error-codes */
export const apiErrorBodySchema = z.object({
  error: z.object({
    message: z.string(),
    type: z.string().describe(`The kind of fault: "invalid_request_error" is the caller's, "server_error" is not.`),
    param: z.string().nullable().describe("Path of the field at fault, e.g. `messages[0].content`."),
    code: z.string().nullable().describe("Machine-readable cause."),
  }),
});

export type ApiErrorBody = z.infer<typeof apiErrorBodySchema>;

/** An error as it goes over the wire, and beside it. */
export interface ApiErrorOptions {
  /** HTTP status; 0 where no answer came at all. */
  readonly status: number;
  readonly type: string;
  readonly code?: string | null;
  readonly param?: string | null;
  /** The server's name for the request, from its `x-request-id` header. */
  readonly requestId?: string;
  /** Whole seconds after which it may go better, where that is known. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** A fault as it goes over the wire: thrown by servers to answer with it, and by the client when it is answered. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly type: string;
  readonly code: string | null;
  readonly param: string | null;
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, options: ApiErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.status = options.status;
    this.type = options.type;
    this.code = options.code ?? null;
    this.param = options.param ?? null;
    this.requestId = options.requestId;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  /** As the OpenAI API writes it. */
  toBody(): ApiErrorBody {
    return { error: { message: this.message, type: this.type, param: this.param, code: this.code } };
  }
}

/** A fault of the request itself: HTTP 400. */
export function invalidRequest(message: string, code: string, param: string | null = null): ApiError {
  return new ApiError(message, { status: 400, type: "invalid_request_error", code, param });
}
