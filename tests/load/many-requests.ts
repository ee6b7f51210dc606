import { Agent, request as send } from "node:http";
import { text as textOf } from "node:stream/consumers";
import { bodyOf, untilIdle } from "./answers.ts";
import { type Inspector, inspect } from "./inspector.ts";
import { failuresOf, mebibytes, type Note, type Outcome, seconds, slopeOf } from "./outcome.ts";
import { modelProcesses, rssOf, type Serving, startServing } from "./serving.ts";

export interface ManyRequests {
  readonly requests: number;
  readonly maxTokens: number;
  /** Each of which asks again when it was answered. */
  readonly clients: number;
}

/** Of all requests, those before memory is compared: caches fill, code is compiled. */
const warmUp = 0.2;
const numSamples = 25;

/** Growth that is a leak: 1 KiB a request, of what is reachable. */
const mostHeapGrowth = 1024;
/** The same of what processes hold, which pages that are partly used make uneven. */
const mostRssGrowth = 4096;
/** Of the server's process at any time: V8 leaves garbage where it is until there is enough of it to be worth a collection. */
const mostRss = 512 * 2 ** 20;

interface Sample {
  readonly answered: number;
  readonly serverBytes: number;
  readonly modelBytes: number;
}

/** Requests one after the other: memory stays what it was, and nothing is left open. */
export async function manyRequests({ requests, maxTokens, clients }: ManyRequests, note: Note): Promise<Outcome> {
  await using server = await startServing({ inspected: true, args: () => ["--threads", "1"] });
  using inspector = await inspect(server.inspector);
  const numWarmUp = Math.floor(warmUp * requests);
  const faults: string[] = [];
  const samples: Sample[] = [];
  const begin = performance.now();
  const run = (from: number, to: number) =>
    askInARow({ server, from, to, maxTokens, clients, faults }, (answered) => {
      note(`${answered} of ${requests}`);
      if (answered % Math.max(1, Math.floor(requests / numSamples)) === 0) samples.push(sampleOf(server, answered));
    });
  await run(0, numWarmUp);
  const before = await restOf(server, inspector);
  await run(numWarmUp, requests);
  const ms = performance.now() - begin;
  const after = await restOf(server, inspector);
  const compared = samples.filter(({ answered }) => answered > numWarmUp);
  const modelGrowth = slopeOf(compared.map(({ answered, modelBytes }) => [answered, modelBytes]));
  // Of the server's samples no line is made: between two collections they rise whatever becomes of the garbage.
  const growthOf = (field: "heapBytes" | "rssBytes") => (after[field] - before[field]) / (requests - numWarmUp);
  const mostServerBytes = Math.max(...samples.map(({ serverBytes }) => serverBytes));
  return {
    rows: [
      ["requests", requests],
      ["at once", clients],
      ["took", seconds(ms)],
      ["not answered with 200", faults.length],
      [`server: heap after collection, after ${numWarmUp}`, mebibytes(before.heapBytes)],
      ["server: the same, after all", mebibytes(after.heapBytes)],
      ["server: growth a request, heap", `${growthOf("heapBytes").toFixed(0)} bytes`],
      [`server: resident after collection, after ${numWarmUp}`, mebibytes(before.rssBytes)],
      ["server: the same, after all", mebibytes(after.rssBytes)],
      ["server: growth a request, resident", `${growthOf("rssBytes").toFixed(0)} bytes`],
      ["server: resident at most, between", mebibytes(mostServerBytes)],
      ["model: growth a request, resident", `${modelGrowth.toFixed(0)} bytes`],
      ["model: resident at the end", mebibytes(modelProcesses(server)[0].rssBytes)],
      ["server: open handles before, after", `${before.handles}, ${after.handles}`],
    ],
    failures: [
      ...faults.slice(0, 3),
      ...failuresOf({
        "requests failed": faults.length === 0,
        "the server's heap grows": growthOf("heapBytes") < mostHeapGrowth,
        "the server's resident memory grows": growthOf("rssBytes") < mostRssGrowth,
        "the server's resident memory is too large": mostServerBytes < mostRss,
        "the model's resident memory grows": modelGrowth < mostRssGrowth,
        "handles are left": after.handles <= before.handles,
      }),
    ],
  };
}

interface Row {
  readonly server: Serving;
  readonly from: number;
  readonly to: number;
  readonly maxTokens: number;
  readonly clients: number;
  readonly faults: string[];
}

async function askInARow({ server, from, to, maxTokens, clients, faults }: Row, onAnswer: (answered: number) => void) {
  let [next, answered] = [from, from];
  const agent = new Agent({ keepAlive: true });
  const client = async () => {
    while (next < to) {
      const { path, body } = requestOf(next++, maxTokens);
      const { status, text } = await post(agent, `${server.url}${path}`, body);
      if (status !== 200 || text.includes('"error":{')) faults.push(`${path}: ${text.slice(0, 200)}`);
      onAnswer(++answered);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  agent.destroy();
}

function post(agent: Agent, url: string, body: object): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    const options = { agent, method: "POST", headers: { "content-type": "application/json" } };
    const request = send(url, options, (response) => {
      textOf(response).then((text) => resolve({ status: response.statusCode, text }), reject);
    });
    request.on("error", reject).end(JSON.stringify(body));
  });
}

/** Kinds of requests take turns. What is kept by intent is not among them. */
function requestOf(number: number, maxTokens: number): { path: string; body: object } {
  const messages = [{ role: "user", content: `Hello, I am number ${number}.` }];
  const chat = { model: "default", messages, max_tokens: maxTokens };
  const ask = { number, maxTokens };
  const kinds = [
    { path: "/v1/chat/completions", body: chat },
    { path: "/v1/chat/completions", body: { ...chat, stream: true } },
    { path: "/v1/completions", body: bodyOf(ask) },
    { path: "/v1/completions", body: { ...bodyOf(ask), stream: false, n: 2, logprobs: 2 } },
    { path: "/v1/messages", body: { ...chat, stream: true } },
    {
      path: "/v1/responses",
      body: { model: "default", input: `${number}`, max_output_tokens: maxTokens, store: false },
    },
    { path: "/api/chat", body: { model: "default", messages, options: { num_predict: maxTokens } } },
    { path: "/tokenize", body: { content: `number ${number}` } },
  ];
  return kinds[number % kinds.length];
}

function sampleOf(server: Serving, answered: number): Sample {
  return { answered, serverBytes: rssOf(server.pid), modelBytes: modelProcesses(server)[0]?.rssBytes ?? 0 };
}

/** Once nothing runs, and connections that nobody uses are closed. */
async function restOf(server: Serving, inspector: Inspector) {
  await untilIdle(server.url);
  await inspector.untilQuiet();
  const heapBytes = await inspector.heapAfterCollection();
  // Pages are given back by another thread.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return { heapBytes, rssBytes: rssOf(server.pid), handles: await inspector.handles() };
}
