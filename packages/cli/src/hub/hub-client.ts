import { QwenError } from "@qwents/engine";
import { networkFault, statusFault } from "./hub-faults.ts";
import type { HubAccount } from "./hub-settings.ts";
import type { HubSite } from "./hub-site.ts";
import type { Fetch } from "./public-fetch.ts";
import { PassingFault } from "./retry.ts";
import { SilenceTimer } from "./silence-timer.ts";

const mostRedirects = 10;
const longestSilenceMs = 60_000;

export interface HubRequest {
  /** What is asked for, for messages: addresses can hold secrets. */
  readonly subject: string;
  readonly signal: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer of status 200 or 206 (or 416, to a range). Read `chunks` or call `cancel`. */
export interface HubAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Where redirects led. */
  readonly url: URL;
  /** The body. @throws PassingFault when it is cut off or nothing more comes */
  readonly chunks: AsyncGenerator<Uint8Array<ArrayBuffer>>;
  cancel(): Promise<void>;
}

export interface HubClientOptions {
  /** A connection on which nothing comes for so long counts as broken. Default 60 s. */
  readonly silenceMs?: number;
  /** Default: the global one. */
  readonly fetch?: Fetch | undefined;
}

/** HTTP GET that follows redirects and sends the token to the hub's own origin only. */
export class HubClient {
  readonly #site: HubSite;
  readonly #origin: string;
  readonly #token: string | undefined;
  readonly #silenceMs: number;
  readonly #fetch: Fetch;

  constructor(site: HubSite, { endpoint, token }: Omit<HubAccount, "folder">, options: HubClientOptions = {}) {
    this.#site = site;
    this.#silenceMs = options.silenceMs ?? longestSilenceMs;
    this.#fetch = options.fetch ?? ((url, init) => fetch(url, init));
    this.#origin = new URL(endpoint).origin;
    this.#token = token;
  }

  /** @throws QwenError `hub/refused`, `hub/not-found`, `hub/bad-answer`; PassingFault `hub/unreachable` */
  async get(url: URL, request: HubRequest): Promise<HubAnswer> {
    const silence = new SilenceTimer(this.#silenceMs);
    const signal = AbortSignal.any([request.signal, silence.signal]);
    const faultOf = (error: unknown, host: string): unknown => {
      if (request.signal.aborted) return request.signal.reason;
      if (silence.signal.aborted) return tooQuiet(host, this.#silenceMs);
      return error instanceof QwenError ? error : networkFault(error, host, this.#site.variables);
    };
    try {
      const { response, at } = await this.#follow(url, { ...request, signal });
      return {
        status: response.status,
        headers: response.headers,
        url: at,
        chunks: chunksOf(response, silence, (error) => faultOf(error, at.host)),
        async cancel() {
          silence.stop();
          await drop(response);
        },
      };
    } catch (error) {
      silence.stop();
      throw faultOf(error, url.host);
    }
  }

  /** By hand, since `fetch` would not let us see to it where the token goes. */
  async #follow(url: URL, request: HubRequest): Promise<{ response: Response; at: URL }> {
    let at = url;
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const headers = { ...request.headers, ...this.#authorization(at) };
      const response = await this.#fetch(at, { headers, redirect: "manual", signal: request.signal });
      const { status } = response;
      if (status === 200 || status === 206 || status === 416) return { response, at };
      await drop(response);
      const target = status >= 300 && status < 400 ? response.headers.get("location") : null;
      if (target === null) throw this.#statusFault(response, at, request);
      at = redirected(at, target);
    }
    throw new QwenError("hub/bad-answer", `${url.host} sends ${request.subject} from address to address without end`);
  }

  #authorization(url: URL): Readonly<Record<string, string>> {
    return this.#token !== undefined && url.origin === this.#origin ? this.#site.authorization(this.#token) : {};
  }

  #statusFault({ status, headers }: Response, at: URL, { subject }: HubRequest): QwenError {
    const withToken = at.origin === this.#origin ? this.#token !== undefined : undefined;
    return statusFault(status, headers, { subject, host: at.host, withToken, variables: this.#site.variables });
  }
}

function redirected(from: URL, target: string): URL {
  const to = URL.parse(target, from);
  const isSafe = to && (to.protocol === "https:" || to.protocol === from.protocol) && !to.username && !to.password;
  if (isSafe) return to;
  throw new QwenError("hub/bad-answer", `${from.host} redirects to an address that is not safe to follow`);
}

async function* chunksOf(response: Response, silence: SilenceTimer, faultOf: (error: unknown) => unknown) {
  try {
    for await (const chunk of response.body ?? []) {
      silence.heard();
      yield chunk;
    }
  } catch (error) {
    throw faultOf(error);
  } finally {
    silence.stop();
  }
}

/** A body nobody reads would hold its connection. */
async function drop(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => {});
}

const tooQuiet = (host: string, ms: number): PassingFault =>
  new PassingFault("hub/unreachable", `nothing came from ${host} for ${ms / 1000} s; check the network`);
