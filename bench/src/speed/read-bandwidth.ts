import { parseArgs } from "node:util";
import { measureReadBandwidth } from "../../../packages/engine/src/index.ts";

// A child process of speed.ts: how fast the engine's threads can read memory. Prints JSON.

const { values } = parseArgs({ options: { threads: { type: "string", default: "2" } } });
const bytesPerSecond = await measureReadBandwidth({ numThreads: Number(values.threads), durationMs: 1000 });
console.log(JSON.stringify({ bytesPerSecond }));
