import { readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { trickling } from "../../packages/cli/src/hub/fake-answers.fixture.ts";
import { startFakeHub } from "../../packages/cli/src/hub/fake-hub.fixture.ts";
import type { Download } from "../../packages/protocol/src/downloads.ts";
import { answerTo } from "./answers.ts";
import { failuresOf, type Note, type Outcome } from "./outcome.ts";
import { builtIn, type Serving, startServing } from "./serving.ts";

const model = "qwen3:0.6b";
const diskMiB = 16;
const patienceMs = 60_000;

/** The disk is full while a model is pulled: the download says so, the server goes on, and so does the download when there is room. */
export async function fullDisk(note: Note): Promise<Outcome> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    const failure = "it takes Linux and root, for a file system of its own; see packages/cli/src/hub/pull-disk.test.ts";
    return { rows: [["not run", "no file system"]], failures: [failure] };
  }
  await using hub = await startFakeHub();
  hub.repos.set("Qwen/Qwen3-0.6B-GGUF", new Map([["Qwen3-0.6B-Q8_0.gguf", await readFile(builtIn)]]));
  hub.next("storage", trickling(20_000, 10));
  const env = { HF_ENDPOINT: hub.endpoint, MODELSCOPE_DOMAIN: hub.endpoint, HF_HUB_OFFLINE: "" };
  await using server = await startServing({ env, diskMiB });
  // The mount is the server's own: others see it by way of its process.
  const filler = `/proc/${server.pid}/root${server.home}/cache/filler`;
  const { id } = await call(server, "POST", "/v1/downloads", { model });
  await until(server, id, note, ({ downloaded_bytes }) => (downloaded_bytes ?? 0) > 0);
  await fill(filler);
  const failed = await until(server, id, note, ({ status }) => status === "completed" || status === "failed");
  const meanwhile = await answerTo(server.url, { number: 1, maxTokens: 4 });
  await rm(filler);
  await call(server, "POST", `/v1/downloads/${id}/resume`);
  const resumed = await until(server, id, note, ({ status }) => status === "completed" || status === "failed");
  const answer = await answerTo(server.url, { number: 1, model, maxTokens: 4 }).catch(String);
  const kept = failed.downloaded_bytes ?? 0;
  return {
    rows: [
      ["disk", `${diskMiB} MiB`],
      ["download on the full disk", failed.status],
      ["its error", failed.error?.code ?? "none"],
      ["kept of it", `${kept} of ${failed.total_bytes} bytes`],
      ["resumed with room", resumed.status],
      ["the pulled model answers like its original", String(answer === meanwhile)],
    ],
    failures: failuresOf({
      "the download does not tell that the disk is full": failed.error?.code === "files/disk-full",
      "the server did not answer meanwhile": meanwhile !== "",
      "the download did not go on": resumed.status === "completed",
      "the pulled model does not answer": answer === meanwhile,
    }),
  };
}

/** Until nothing more fits. */
async function fill(path: string): Promise<void> {
  for (const size of [2 ** 20, 4096]) {
    for (;;) {
      try {
        await writeFile(path, Buffer.alloc(size), { flag: "a" });
      } catch {
        break;
      }
    }
  }
}

async function call({ url }: Serving, method: string, path: string, body: object = {}): Promise<Download> {
  const init = method === "GET" ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`${url}${path}`, { method, ...init });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Download;
}

async function until(server: Serving, id: string, note: Note, isReached: (download: Download) => boolean) {
  for (const end = performance.now() + patienceMs; performance.now() < end; await sleep(50)) {
    const download = await call(server, "GET", `/v1/downloads/${id}`);
    note(`${download.status}: ${download.downloaded_bytes} of ${download.total_bytes} bytes`);
    if (isReached(download)) return download;
  }
  throw new Error("the download does not change");
}
