import { QwenError } from "@qwents/engine";
import type { HubSite } from "./hub-site.ts";
import { PassingFault } from "./retry.ts";

/** What was asked for, for messages. */
export interface Asked {
  /** A repository or a file, as the user knows it. */
  readonly subject: string;
  readonly host: string;
  /** Whether the token went along; undefined where a token has no say. */
  readonly withToken: boolean | undefined;
  readonly variables: HubSite["variables"];
}

/** An answer that is not the one hoped for, as an error that says what to do. */
export function statusFault(status: number, headers: Headers, asked: Asked): QwenError {
  const { subject, host, variables } = asked;
  if (status === 401 || status === 403) return new QwenError("hub/refused", refusal(status, headers, asked));
  if (status === 404 || status === 410) {
    return new QwenError("hub/not-found", `there is no ${subject} on ${host}; check the name`);
  }
  if (status === 429) {
    const retryAfterMs = retryAfter(headers.get("retry-after"));
    const wait = retryAfterMs === undefined ? "a while" : `${Math.ceil(retryAfterMs / 1000)} s`;
    const message = `${host} takes no more requests from here (429); wait ${wait}, or set ${variables.token} for a higher limit`;
    return new PassingFault("hub/unreachable", message, { retryAfterMs });
  }
  if (status === 408 || status >= 500) {
    const retryAfterMs = retryAfter(headers.get("retry-after"));
    return new PassingFault("hub/unreachable", `${host} is in trouble (${status}); try again later`, { retryAfterMs });
  }
  return new QwenError("hub/bad-answer", `${host} answered ${status} for ${subject}, which is no answer to a download`);
}

function refusal(status: number, headers: Headers, { subject, host, withToken, variables }: Asked): string {
  const start = `${host} refuses ${subject} (${status})`;
  if (withToken === undefined) return `${start}; the address may have expired, or want a login`;
  if (headers.get("x-error-code") === "GatedRepo") {
    return `${start}: accept its terms on its page there, then set ${variables.token} to a token of that account`;
  }
  if (withToken) return `${start}: check the name, and that ${variables.token} is valid and may read it`;
  return `${start}: there is no such repository, or it is private; check the name, or set ${variables.token}`;
}

/** Seconds or a date. @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 */
function retryAfter(value: string | null): number | undefined {
  if (value === null || value.trim() === "") return undefined;
  const seconds = Number(value);
  const ms = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1000;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** No connection, or one that was cut. */
export function networkFault(cause: unknown, host: string, { endpoint }: HubSite["variables"]): PassingFault {
  const code = codeOf(cause);
  const wasCut = code !== undefined && /^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(code);
  const what = wasCut ? "was cut" : `failed${code === undefined ? "" : ` (${code})`}`;
  const message = `the connection to ${host} ${what}; check the network, and ${endpoint} if it names a mirror`;
  return new PassingFault("hub/unreachable", message, { cause });
}

/** `fetch` wraps what happened, sometimes twice. */
function codeOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return undefined;
}
