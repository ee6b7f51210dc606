import type * as z from "zod";

/** Whose protocol an endpoint speaks, which also says what its errors look like. */
export type Protocol = "openai" | "anthropic" | "ollama";

/** What a client needs to know of an endpoint. It stands beside the endpoint's schemas, and in `operations.ts`. */
export interface Operation {
  readonly method: "GET" | "POST" | "DELETE";
  /** With parameters in braces: `/v1/models/{id}`. */
  readonly path: string;
  /** The group it is shown in. */
  readonly group: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** In Markdown. */
  readonly description?: string;
  /** Default "openai". */
  readonly protocol?: Protocol;
  /** What the parameters in the path are, by name. */
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly query?: z.ZodObject;
  readonly request?: z.ZodType;
  /** A request to try it with. */
  readonly example?: unknown;
  readonly answer: Answer;
  /** Whether it is answered without a key. */
  readonly isOpen?: boolean;
}

/** What comes with 200, each as far as there is such an answer. */
export interface Answer {
  readonly json?: z.ZodType;
  /** The data of each server-sent event. */
  readonly events?: z.ZodType;
  /** Each line of newline-delimited JSON. */
  readonly lines?: z.ZodType;
  /** The media type of a text. */
  readonly text?: string;
}
