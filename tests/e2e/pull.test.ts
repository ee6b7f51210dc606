import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { builtInModel } from "../../packages/cli/src/find-model.ts";
import { status, trickling } from "../../packages/cli/src/hub/fake-answers.fixture.ts";
import { type FakeHub, sha256, startFakeHub } from "../../packages/cli/src/hub/fake-hub.fixture.ts";
import { sizeOf } from "../../packages/cli/src/hub/hub-cache.ts";
import { CommandLine } from "./command-line.fixture.ts";

// `qwen.ts pull` in a process of its own, with a hub on loopback.

const root = mkdtempSync(join(tmpdir(), "qwents-e2e-pull-"));
afterAll(() => rmSync(root, { recursive: true }));

const token = "hf_very_secret";
const weights = readFileSync(builtInModel());

async function setUp() {
  const hub = await startFakeHub();
  hub.repos.set("Qwen/Qwen3-0.6B-GGUF", new Map([["Qwen3-0.6B-Q8_0.gguf", weights]]));
  const home = mkdtempSync(join(root, "home-"));
  const folders = { HF_HOME: home, XDG_CACHE_HOME: home, HF_HUB_CACHE: "", HUGGINGFACE_HUB_CACHE: "" };
  const start = (...args: string[]) =>
    new CommandLine(args, {
      HF_ENDPOINT: hub.endpoint,
      HF_TOKEN: token,
      MODELSCOPE_DOMAIN: hub.endpoint,
      MODELSCOPE_API_TOKEN: "",
      HF_HUB_OFFLINE: "",
      ...folders,
    });
  const blob = join(home, "hub/models--Qwen--Qwen3-0.6B-GGUF/blobs", sha256(weights));
  return {
    hub,
    /** What has come so far. */
    partialSize: async () => (await sizeOf(`${blob}.qwents-incomplete`)) ?? 0,
    start,
    run: (...args: string[]) => start(...args).finished,
    [Symbol.asyncDispose]: () => hub[Symbol.asyncDispose](),
  };
}

const rangesOf = (hub: FakeHub) => hub.requests.filter(({ part }) => part === "storage").map(({ range }) => range);

test("a short name is pulled, listed and run", async () => {
  await using line = await setUp();
  const before = await line.run("run", "qwen3:0.6b", "Hello");
  expect(before).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("qwen.ts pull qwen3:0.6b") });
  const pulled = await line.run("pull", "qwen3:0.6b");
  expect(pulled.stdout).toMatch(
    /^qwen3:0\.6b .*pulled .*\n.*Qwen3-0\.6B-Q8_0\.gguf\n\ntry: {2}qwen\.ts chat qwen3:0\.6b\n$/,
  );
  expect(pulled).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(/^Qwen3-0\.6B-Q8_0\.gguf .*\n$/) });
  expect((await line.run("list")).stdout).toMatch(/^qwen3:0\.6b {2}[\d.]+ [KM]iB\n$/);
  for (const name of ["qwen3:0.6b", "Qwen/Qwen3-0.6B-GGUF"]) {
    const { stdout } = await line.run("run", name, "Hello", "--max-tokens", "2", "--json");
    expect(JSON.parse(stdout), name).toMatchObject({ model: "Qwen3-0.6B-Q8_0", usage: { completionTokens: 2 } });
  }
});

test("a model is looked at, pulled from ModelScope, shown, found offline and deleted", async () => {
  await using line = await setUp();
  const name = "modelscope:Qwen/Qwen3-0.6B-GGUF:Q8_0";
  const table = await line.run("pull", name, "--dry-run");
  expect(table).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/\nQ8_0 +8\.3 MiB +\S+ MiB +\S+ tokens\/s +fits\n$/),
  });
  expect((await line.run("pull", name, "--offline")).stderr).toMatch(
    /^error: .* is not here, and nothing is fetched offline/,
  );
  expect((await line.run("pull", name)).exitCode).toBe(0);
  const { stdout } = await line.run("show", name);
  expect(stdout).toContain("ModelScope, https://www.modelscope.cn/models/Qwen/Qwen3-0.6B-GGUF, Q8_0, commit ");
  const requests = line.hub.requests.length;
  expect((await line.run("pull", name, "--offline")).stdout).toContain("was here already");
  expect((await line.run("rm", name)).stderr).toMatch(/^error: nobody is here to ask .* --yes deletes it\n$/);
  expect((await line.run("rm", name, "--yes")).stdout).toMatch(
    /^modelscope:Qwen\/Qwen3-0\.6B-GGUF:Q8_0 +8\.3 MiB freed\n$/,
  );
  expect((await line.run("list")).stderr).toContain("no models yet");
  expect(line.hub.requests).toHaveLength(requests);
});

test("a pull that is killed goes on where it ended", async () => {
  await using line = await setUp();
  for (const [signal, exitCode] of [
    ["SIGKILL", null],
    ["SIGINT", 130],
  ] as const) {
    line.hub.next("storage", trickling(20_000, 20));
    const command = line.start("pull", "qwen3:0.6b");
    const before = await line.partialSize();
    await expect.poll(line.partialSize, { timeout: 30_000 }).toBeGreaterThan(before);
    command.process.kill(signal);
    const { stderr, ...outcome } = await command.finished;
    expect(outcome).toEqual({ exitCode, stdout: "" });
    if (signal === "SIGINT") expect(stderr).toContain("what has come is kept");
    expect((await line.run("list")).stderr).toContain("no models yet");
  }
  expect(await line.run("pull", "qwen3:0.6b")).toMatchObject({ exitCode: 0 });
  const starts = rangesOf(line.hub).map((range) => Number(/\d+/.exec(range ?? "")?.[0] ?? 0));
  expect(starts[1]).toBeGreaterThan(0);
  expect(starts[2]).toBeGreaterThan(starts[1]);
  expect((await line.run("list")).stdout).toContain("qwen3:0.6b");
});

test("faults are one line, and no token is in them", async () => {
  await using line = await setUp();
  line.hub.next("resolve", status(403, { "x-error-code": "GatedRepo" }));
  const gated = await line.run("pull", "qwen3:0.6b", "--verbose");
  expect(gated).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("accept its terms") });
  const unknown = await line.run("pull", "qwen3:900b");
  expect(unknown).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/^error: there is no short name.*\n$/) });
  const nothing = await line.run("pull", "hello");
  expect(nothing).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/^error: hello names no model.*\n$/) });
  expect(JSON.stringify([gated, unknown, nothing])).not.toContain(token);
});
