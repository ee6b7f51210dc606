import { SseDecoder, type SseEvent } from "@qwents/protocol";
import type { AppOptions } from "./app.ts";
import { createApp } from "./app.ts";

/** Calls an app without a socket. */
export function callsTo(options: AppOptions) {
  const app = createApp(options);
  return {
    get: async (path: string, headers: Record<string, string> = {}) => app.request(path, { headers }),
    post: async (path: string, body: unknown, init: RequestInit = {}) =>
      app.request(path, {
        method: "POST",
        body: typeof body === "string" ? body : JSON.stringify(body),
        ...init,
        headers: { "content-type": "application/json", ...init.headers },
      }),
  };
}

/** A request body of one user message and further fields. */
export function chatBody(fields: object = {}) {
  return { messages: [{ role: "user", content: "hi" }], ...fields };
}

export async function eventsOf(response: Response): Promise<SseEvent[]> {
  return new SseDecoder().push(new Uint8Array(await response.arrayBuffer()));
}

export function until(condition: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const deadline = Date.now() + 5000;
    const poll = () => {
      if (condition()) resolve();
      else if (Date.now() > deadline) reject(new Error(`never came true: ${condition}`));
      else setTimeout(poll, 2);
    };
    poll();
  });
}
