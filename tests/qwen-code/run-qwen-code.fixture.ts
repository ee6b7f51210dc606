import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(import.meta.resolve("@qwen-code/qwen-code"));

export interface QwenCodeRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Hosts other than this machine that it tried to reach. */
  readonly foreignHosts: readonly string[];
}

/** A folder for a run, with a home of its own. */
export async function makeFolders() {
  const root = await mkdtemp(join(tmpdir(), "qwen-code-"));
  const folders = { home: join(root, "home"), work: join(root, "work") };
  await mkdir(join(folders.home, ".qwen"), { recursive: true });
  await mkdir(folders.work);
  const settings = {
    general: { enableAutoUpdate: false, disableAutoUpdate: true },
    privacy: { usageStatisticsEnabled: false },
    telemetry: { enabled: false },
  };
  await writeFile(join(folders.home, ".qwen", "settings.json"), JSON.stringify(settings));
  return { ...folders, remove: () => rm(root, { recursive: true, force: true }) };
}

interface RunOptions {
  readonly serverUrl: string;
  readonly home: string;
  readonly work: string;
  readonly args: readonly string[];
  readonly timeoutMs: number;
}

/** Runs it without a terminal, and ends it when its time is over. */
export async function runQwenCode({ serverUrl, home, work, args, timeoutMs }: RunOptions): Promise<QwenCodeRun> {
  const foreignHosts: string[] = [];
  const proxy = await refusingProxy(foreignHosts);
  const proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const env = {
    PATH: process.env.PATH ?? "",
    HOME: home,
    OPENAI_BASE_URL: `${serverUrl}/v1`,
    OPENAI_API_KEY: "none",
    OPENAI_MODEL: "default",
    HTTP_PROXY: proxyUrl,
    HTTPS_PROXY: proxyUrl,
    NO_PROXY: "127.0.0.1,localhost",
    QWEN_USAGE_STATISTICS_ENABLED: "false",
    QWEN_TELEMETRY_ENABLED: "false",
    CI: "1",
    NO_COLOR: "1",
  };
  const child = spawn(process.execPath, [program, "--auth-type", "openai", "--chat-recording=false", ...args], {
    cwd: work,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  clearTimeout(timer);
  proxy.close();
  return { exitCode, ...output, foreignHosts };
}

/** What programs that heed a proxy ask when they want to reach other machines: it notes their names and refuses. */
async function refusingProxy(hosts: string[]): Promise<Server> {
  const server = createServer((request, response) => {
    hosts.push(request.url ?? "");
    response.writeHead(403).end();
  });
  server.on("connect", (request, socket) => {
    hosts.push(request.url ?? "");
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
