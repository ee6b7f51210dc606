import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createApp } from "@qwents/server";
import { hashKey, newKey } from "@qwents/server/keys";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FakeEngine } from "../../../server/src/fake-engine.fixture.ts";
import { createProgram } from "../program.ts";
import { reportError } from "../terminal/report-error.ts";
import { changeKeys } from "./change-keys.ts";
import { keyFilePath, readKeys } from "./key-file.ts";
import { watchedKeys } from "./watched-keys.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "qwents-keys-"));
  vi.stubEnv("XDG_CONFIG_HOME", folder);
  vi.stubEnv("APPDATA", folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

async function run(...args: string[]) {
  const printed = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      printed[name] += text;
      return true;
    }),
  );
  try {
    await (await createProgram(["keys"])).parseAsync(["keys", ...args], { from: "user" });
    return { exitCode: 0, ...printed };
  } catch (error) {
    const exitCode = reportError(error);
    return { exitCode, ...printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const kept = async (name: string) => ({ name, sha256: await hashKey(newKey()), created: new Date().toISOString() });
const isPosix = process.platform !== "win32";

describe("the command", () => {
  test("shows a key once, and keeps its hash for the user alone", async () => {
    const { stdout } = await run("add", "anna", "--limit", "concurrent=2", "--limit", "maxTokens=500");
    const key = stdout.trim();
    expect(key).toMatch(/^qwents_/);
    const file = readFileSync(keyFilePath(), "utf8");
    expect(file).not.toContain(key.slice("qwents_".length));
    expect(readKeys(keyFilePath())).toMatchObject([
      { name: "anna", sha256: await hashKey(key), limits: { concurrent: 2, maxTokens: 500 } },
    ]);
    if (isPosix) expect(statSync(keyFilePath()).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(keyFilePath()))).toEqual(["keys.json"]);
    const list = await run("list");
    expect(list.stdout).toMatch(/anna.*concurrent=2 maxTokens=500/);
    expect(list.stdout).not.toContain(key);
  });

  test("deletes keys by name", async () => {
    await run("add", "anna");
    await run("add", "ben");
    expect((await run("rm", "anna", "ben")).exitCode).toBe(0);
    expect((await run("list")).stderr).toContain("no keys yet");
  });

  test.each([
    [["add", "anna"], "a key of anna already"],
    [["add", "two words"], "can not be a key's name"],
    [["add", "ben", "--limit", "speed=1"], "concurrent=N"],
    [["add", "ben", "--limit", "waiting=0"], "concurrent=N"],
    [["rm", "nobody"], "no key of nobody"],
  ])("%j is refused, and changes nothing", async (args, words) => {
    await run("add", "anna");
    const { exitCode, stderr } = await run(...args);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(words)]);
    expect(readKeys(keyFilePath()).map(({ name }) => name)).toEqual(["anna"]);
  });
});

describe("the file", () => {
  test.each([
    ["{", "no JSON"],
    ["[]", "expected keys"],
    ['{"keys":[{"name":"anna","sha256":"abc","created":""}]}', "expected keys"],
    [`{"keys":[{"name":"@any","sha256":"${"0".repeat(64)}","created":""}]}`, "expected keys"],
    [`{"keys":[{"name":"a","sha256":"${"0".repeat(64)}","created":"","limits":{"waiting":-1}}]}`, "expected keys"],
  ])("%j is refused", (text, words) => {
    const path = join(folder, "keys.json");
    writeFileSync(path, text, { mode: 0o600 });
    expect(() => readKeys(path)).toThrow(words);
  });

  test.runIf(isPosix)("that others may write is refused", async () => {
    await run("add", "anna");
    chmodSync(keyFilePath(), 0o666);
    expect(() => readKeys(keyFilePath())).toThrow("chmod 600");
  });

  test("two that change it at once do not undo each other", async () => {
    const path = join(folder, "keys.json");
    const keys = await Promise.all(["a", "b", "c"].map(kept));
    const done = await Promise.allSettled(keys.map((key) => changeKeys(path, (all) => [...all, key])));
    const written = keys.filter((_, i) => done[i].status === "fulfilled");
    expect(written.length).toBeGreaterThan(0);
    expect(readKeys(path)).toEqual(written);
    for (const result of done) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ message: /try again/ });
    }
  });

  test("what a crash has left is in nobody's way for long", async () => {
    const path = join(folder, "keys.json");
    writeFileSync(`${path}.new`, "{");
    await expect(changeKeys(path, (all) => all)).rejects.toThrow("try again");
    utimesSync(`${path}.new`, 1000, 1000);
    await changeKeys(path, (all) => all);
    expect(readKeys(path)).toEqual([]);
  });
});

describe("a running server", () => {
  test("takes note of changes, looking at the file once a second at most", async () => {
    let now = 0;
    const keys = watchedKeys(keyFilePath(), { onProblem: () => {}, now: () => now });
    const app = createApp({ engine: new FakeEngine({}), keys });
    const statusWith = async (key: string) =>
      (await app.request("/v1/models", { headers: { authorization: `Bearer ${key}` } })).status;
    const key = (await run("add", "anna")).stdout.trim();
    expect(await statusWith("none")).toBe(200);
    now += 1000;
    expect([await statusWith("none"), await statusWith(key)]).toEqual([401, 200]);
    await run("rm", "anna");
    now += 999;
    expect(await statusWith(key)).toBe(200);
    now += 1;
    expect(await statusWith(key)).toBe(401);
  });

  test("goes on with the keys it knows when the file is spoilt, and says so once", async () => {
    await run("add", "anna");
    const problems: unknown[] = [];
    const keys = watchedKeys(keyFilePath(), { onProblem: (error) => problems.push(error), intervalMs: 0 });
    writeFileSync(keyFilePath(), "{");
    for (let i = 0; i < 3; i++) expect(keys().map(({ name }) => name)).toEqual(["anna"]);
    expect(problems).toMatchObject([{ code: "server/bad-keys" }]);
  });

  test("refuses to start open to others without keys", async () => {
    const { serve } = await import("@qwents/server/node");
    const engine = new FakeEngine({});
    const started = serve({ engine, hostname: "0.0.0.0", port: 0, keys: () => [] });
    await expect(started).rejects.toMatchObject({ code: "server/needs-key", message: /keys add NAME.*--no-auth/ });
    const [key] = [{ ...(await kept("anna")) }];
    const server = await serve({ engine, hostname: "0.0.0.0", port: 0, keys: () => [key] });
    expect((await fetch(`${server.url}/v1/models`)).status).toBe(401);
    await server.close(0);
  });
});
