import { type ChildProcessByStdio, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Compiled code, shared by all runs: a server that starts for the first time is slower. */
const compiled = join(tmpdir(), "qwents-load-compiled");
const readyTimeoutMs = 120_000;

export const builtIn = join(root, "models/cockpit/cockpit-q8_0.gguf");

export interface ServingOptions {
  /** Of `qwen.ts serve`, with the folder that is its home. */
  readonly args?: (home: string) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Has the server's inspector listen, on a free port of loopback. */
  readonly inspected?: boolean;
  /** Size of a file system of its own, in memory, on which its caches of models lie. Linux, as root. */
  readonly diskMiB?: number;
  /** Called with the folder that is its home, before it starts. */
  readonly prepare?: (home: string) => Promise<void>;
}

export interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** `qwen.ts serve` in a process of its own, with a home of its own. */
export interface Serving extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** A folder: `config` and `cache` are in it. */
  readonly home: string;
  readonly ended: Promise<Ended>;
  /** Address of its inspector. */
  readonly inspector: string | undefined;
  readonly stderr: () => string;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Starts the server and waits until it listens. */
export async function startServing(options: ServingOptions = {}): Promise<Serving> {
  const home = await mkdtemp(join(tmpdir(), "qwents-load-"));
  await Promise.all(["config", "cache"].map((name) => mkdir(join(home, name))));
  await options.prepare?.(home);
  const child = spawnServer(home, options);
  const ended = once(child, "close").then(([exitCode, signal]): Ended => ({ exitCode, signal }));
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text) => {
      said[name] += text;
    });
  }
  const interrupted = (signal: NodeJS.Signals) => {
    child.kill("SIGKILL");
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  const dispose = async () => {
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
    child.kill("SIGKILL");
    await ended;
    // Processes of models end after it, and write to their caches.
    await rm(home, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
  };
  try {
    const url = await listening(child, () => /listening on (\S+)/.exec(said.stdout)?.[1]);
    const inspector = /ws:\/\/\S+/.exec(said.stderr)?.[0];
    const pid = child.pid as number;
    return { url, pid, home, ended, inspector, stderr: () => said.stderr, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw new Error(`the server did not start: ${said.stderr}`, { cause: error });
  }
}

function spawnServer(home: string, { args = () => [], env = {}, inspected = false, diskMiB }: ServingOptions): Child {
  const inspect = inspected ? ["--inspect=127.0.0.1:0"] : [];
  const node = [process.execPath, ...inspect, "--conditions=qwents-source", "packages/cli/src/main.ts", "serve"];
  const command = [...node, "--port", "0", "--no-studio", ...args(home)];
  const mount = `mount -t tmpfs -o size=${diskMiB}m tmpfs "$0" && exec "$@"`;
  const whole = diskMiB === undefined ? command : ["unshare", "-m", "sh", "-c", mount, join(home, "cache"), ...command];
  const { FORCE_COLOR: _color, QWENTS_API_KEY: _key, PORT: _port, ...inherited } = process.env;
  const folders = {
    HF_HOME: join(home, "cache"),
    XDG_CACHE_HOME: join(home, "cache"),
    HF_HUB_CACHE: "",
    NODE_COMPILE_CACHE: compiled,
  };
  return spawn(whole[0], whole.slice(1), {
    cwd: root,
    env: { ...inherited, ...folders, HUGGINGFACE_HUB_CACHE: "", XDG_CONFIG_HOME: join(home, "config"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function listening(child: Child, address: () => string | undefined): Promise<string> {
  const end = performance.now() + readyTimeoutMs;
  while (performance.now() < end && child.exitCode === null && child.signalCode === null) {
    const url = address();
    if (url !== undefined) return url;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("it does not listen");
}

export interface ProcessFigures {
  readonly pid: number;
  readonly parent: number;
  readonly rssBytes: number;
}

/** Of all processes of this machine. */
function processes(): ProcessFigures[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,rss=,stat="], { encoding: "utf8" }).trim().split("\n");
  const all = lines.map((line) => line.trim().split(/\s+/));
  // What has ended and is not yet waited for is none.
  const living = all.filter(([, , , state]) => !state.startsWith("Z"));
  return living.map(([pid, parent, kibibytes]) => ({
    pid: Number(pid),
    parent: Number(parent),
    rssBytes: Number(kibibytes) * 1024,
  }));
}

/** The processes of its models, in the order in which they were started. */
export function modelProcesses({ pid }: Serving): ProcessFigures[] {
  return processes()
    .filter(({ parent, rssBytes }) => parent === pid && rssBytes > 0)
    .sort((a, b) => a.pid - b.pid);
}

export function rssOf(pid: number): number {
  return processes().find((one) => one.pid === pid)?.rssBytes ?? 0;
}

/** Those of the processes that are still there. */
export function survivors(pids: readonly number[]): number[] {
  const all = new Set(processes().map(({ pid }) => pid));
  return pids.filter((pid) => all.has(pid));
}
