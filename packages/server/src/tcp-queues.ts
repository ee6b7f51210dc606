import { readFile } from "node:fs/promises";
import type { Socket } from "node:net";

const files = ["/proc/net/tcp", "/proc/net/tcp6"];
/** For several who ask at about the same time. */
const freshMs = 1000;

/** What the system holds of connections until the other end has taken it, where Linux tells. */
export class TcpQueues {
  #read: Promise<ReadonlyMap<string, string>> | undefined;
  #readMs = 0;

  /** Other with every byte that is taken, or added; the same for ever where the system does not tell. */
  async of({ localPort, remotePort }: Socket): Promise<string> {
    const now = performance.now();
    if (this.#read === undefined || now - this.#readMs > freshMs) {
      this.#readMs = now;
      this.#read = readQueues();
    }
    return (await this.#read).get(keyOf(localPort, remotePort)) ?? "";
  }
}

const keyOf = (local = 0, remote = 0): string => `${local} ${remote}`;

/** By the ports of both ends: of those that have the same, all together. */
async function readQueues(): Promise<Map<string, string>> {
  const queues = new Map<string, string>();
  for (const path of files) {
    const lines = (await readFile(path, "latin1").catch(() => "")).split("\n");
    for (const line of lines) {
      const [, local, remote, unsent] = /^\s*\d+: \w+:(\w{4}) \w+:(\w{4}) \w\w (\w{8}):/.exec(line) ?? [];
      if (unsent === undefined) continue;
      const key = keyOf(Number.parseInt(local, 16), Number.parseInt(remote, 16));
      queues.set(key, `${queues.get(key) ?? ""}${unsent} `);
    }
  }
  return queues;
}
