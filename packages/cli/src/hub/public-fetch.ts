import { type LookupAddress, lookup } from "node:dns";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { Readable } from "node:stream";
import { QwenError } from "@qwents/engine";
import { isPublicAddress } from "./public-address.ts";

/** Sends a GET as `fetch` does, without following redirects. */
export type Fetch = (url: URL, init: FetchInit) => Promise<Response>;

export interface FetchInit {
  readonly headers: Readonly<Record<string, string>>;
  readonly redirect: "manual";
  readonly signal: AbortSignal;
}

/**
 * A `Fetch` that reaches the open internet alone, for addresses that come with requests of others. Addresses are looked at
 * when the connection is made, so a name cannot stand for another one by then. Proxies of the environment are not heeded.
 */
export function publicFetch(isAllowed: (address: string) => boolean = isPublicAddress): Fetch {
  const lookupAllowed = guarded(isAllowed);
  return async (url, { headers, signal }) => {
    checkHost(url, isAllowed);
    const request = url.protocol === "https:" ? requestHttps : requestHttp;
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    // Without an agent, no connection is used that another caller made.
    const outgoing = request(url, { headers, signal, lookup: lookupAllowed, agent: false }, resolve);
    outgoing.on("error", reject);
    outgoing.end();
    return toResponse(await promise);
  };
}

/** @throws QwenError `request/invalid` for an address that is written as a number and not allowed, and for this machine */
export function checkHost(url: URL, isAllowed: (address: string) => boolean = isPublicAddress): void {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (/(^|\.)localhost\.?$/i.test(host) || (isIP(host) !== 0 && !isAllowed(host))) throw notPublic(url.hostname);
}

/** All of a name's addresses have to be allowed, since any of them may be taken. */
function guarded(isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, "");
      if (addresses.length === 0 || !addresses.every(({ address }) => isAllowed(address))) {
        return callback(notPublic(hostname), "");
      }
      if (options.all) return callback(null, addresses);
      return callback(null, addresses[0].address, addresses[0].family);
    });
  };
}

function notPublic(host: string): QwenError {
  const message =
    `${host} is an address of this machine or of a private network, which requests may not reach from here; ` +
    "start the server with --allow-private-urls if they may";
  return new QwenError("request/invalid", message);
}

const withoutBody = [204, 205, 304];

function toResponse(incoming: IncomingMessage): Response {
  const { statusCode: status = 0 } = incoming;
  const headers = new Headers();
  for (let i = 0; i < incoming.rawHeaders.length; i += 2) {
    headers.append(incoming.rawHeaders[i], incoming.rawHeaders[i + 1]);
  }
  if (!withoutBody.includes(status))
    return new Response(Readable.toWeb(incoming) as ReadableStream, { status, headers });
  incoming.resume();
  return new Response(null, { status, headers });
}
