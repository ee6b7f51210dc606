import { type Download, type DownloadEvent, readSse } from "@qwents/protocol";
import { type RunningServer, serve } from "@qwents/server/node";
import { fakeEngine } from "../chat/fake-engine.fixture.ts";
import { bytesOf, megabyte, setUpPull } from "../hub/pull.fixture.ts";
import { type LibraryOptions, type OpenLibrary, openLibrary } from "./library.ts";

const labels = ["Q4_K_M", "Q8_0", "BF16"];
/** Three models of 3 MiB each. */
const usualFiles = Object.fromEntries(labels.map((label, i) => [`Tiny-${label}.gguf`, bytesOf(3 * megabyte, i + 1)]));

type Options = Partial<LibraryOptions> & { readonly files?: Readonly<Record<string, Buffer>> };

/** A hub, and a server on loopback that brings models from it. */
export async function setUpLibrary({ files = usualFiles, ...options }: Options = {}) {
  const run = await setUpPull(files);
  let opened = await open();

  async function open(): Promise<{ library: OpenLibrary; server: RunningServer }> {
    const { retries } = run.options;
    const usual = { settings: run.settings, allowPrivateUrls: false, ...(retries && { retries }) };
    const library = await openLibrary({ ...usual, ...options });
    return { library, server: await serve({ engine: fakeEngine([]), library, port: 0 }) };
  }

  async function close(): Promise<void> {
    await opened.server.close(0);
    await opened.library.close();
  }

  async function call(method: string, path: string, body?: object) {
    const response = await fetch(`${opened.server.url}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const text = await response.text();
    return { status: response.status, text, body: JSON.parse(text) };
  }

  async function eventsOf(id: string): Promise<DownloadEvent[]> {
    const response = await fetch(`${opened.server.url}/v1/downloads/${id}?stream=true`);
    const events: DownloadEvent[] = [];
    for await (const { data } of readSse(response.body!)) events.push(JSON.parse(data));
    return events;
  }

  return {
    ...run,
    url: () => opened.server.url,
    call,
    eventsOf,
    begin: async (model: string): Promise<Download> => (await call("POST", "/v1/downloads", { model })).body,
    /** What it came to. */
    ended: async (id: string): Promise<Download> => (await eventsOf(id)).at(-1)!.download,
    async until(id: string, condition: (download: Download) => boolean): Promise<Download> {
      for (;;) {
        const { body } = await call("GET", `/v1/downloads/${id}`);
        if (condition(body)) return body;
        if (!["queued", "running"].includes(body.status)) throw new Error(`it is ${JSON.stringify(body)}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    /** The same server another day. */
    async restart(): Promise<void> {
      await close();
      opened = await open();
    },
    async [Symbol.asyncDispose]() {
      await close();
      await run[Symbol.asyncDispose]();
    },
  };
}
