import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { builtInModel } from "./find-model.ts";
import { createProgram } from "./program.ts";
import { reportError } from "./terminal/report-error.ts";

const folder = mkdtempSync(join(tmpdir(), "qwents-program-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Runs the command line in this process; gives what it prints and its exit code. */
async function run(...args: string[]) {
  const printed = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      printed[name] += text;
      return true;
    }),
  );
  try {
    await (await createProgram(args)).parseAsync(args, { from: "user" });
    return { exitCode: 0, ...printed };
  } catch (error) {
    const exitCode = reportError(error, args.includes("--verbose"));
    return { exitCode, ...printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

test("every command has help", async () => {
  const expected = [
    "chat",
    "run",
    "serve",
    "keys",
    "embed",
    "fit",
    "pull",
    "list",
    "show",
    "rm",
    "inspect",
    "tokenize",
    "quantize",
    "bench",
    "trace",
  ];
  const { stdout, exitCode } = await run("--help");
  const commands = [...stdout.matchAll(/^ {2}([a-z]+)(?:\|[a-z]+)? \[options\]/gm)].map(([, name]) => name);
  expect([exitCode, commands]).toEqual([0, expected]);
  for (const command of commands) {
    const help = await run(command, "--help");
    expect(help).toMatchObject({ exitCode: 0, stderr: "", stdout: expect.stringMatching(`qwen.ts ${command}[| ]`) });
  }
});

test("show says what a model is", async () => {
  const { stdout, exitCode } = await run("show");
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^cockpit\ncame from +this package\nlies in .*\nlicence +apache-2\.0\narchitecture +qwen3\n/);
  expect(stdout).toMatch(/\ncontext +4096 tokens\nmemory +8\.0 MiB of weights, 4\.0 KiB for each token of context\n/);
  expect(stdout).toMatch(/\nthinking +answers at once unless told otherwise\ntools +yes, called in JSON\n/);
  expect(stdout).toMatch(/\nanswering \(default\) +temperature 0, topK 20, topP 0\.8, minP 0\n/);
  const { name, licence, template } = JSON.parse((await run("show", "--json")).stdout);
  expect({ name, licence, template }).toMatchObject({ name: "cockpit", licence: "apache-2.0", template: {} });
});

test("the built-in model has a name, too", async () => {
  expect(await run("show", "cockpit")).toEqual(await run("show"));
});

test("a card's data say what the licence of a folder is", async () => {
  const place = fileURLToPath(new URL("../../../tests/golden/qwen3", import.meta.url));
  for (const name of ["config.json", "model.safetensors"]) fileOf(name, readFileSync(join(place, name)));
  const licenceOf = async (card: string): Promise<unknown> => {
    fileOf("README.md", card);
    return JSON.parse((await run("show", folder, "--json")).stdout).licence;
  };
  expect(await licenceOf("---\nlibrary_name: x\nlicense: apache-2.0\n---\n# Card")).toBe("apache-2.0");
  const link = "https://huggingface.co/Qwen/Qwen3.8-Flash-Next/blob/main/LICENSE";
  const own = `---\nlicense: other\nlicense_name: "qwen-community"\nlicense_link: ${link}\n---\n`;
  expect(await licenceOf(own)).toBe(`qwen-community, ${link}`);
  expect(await licenceOf("no data\nlicense: mit")).toBeUndefined();
  for (const name of ["config.json", "model.safetensors", "README.md"]) rmSync(join(folder, name));
});

test("fit looks at what is here, too", async () => {
  const { stdout, exitCode } = await run("fit", builtInModel());
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    / threads? reads? [\d.]+ GB\/s\n\n.*\ncockpit-q8_0\.gguf +8\.3 MiB +\d+ MiB +[\d.]+ tokens\/s +fits, here already\n$/,
  );
  const { machine, fits } = JSON.parse((await run("fit", builtInModel(), "--json", "--context", "100")).stdout);
  expect(machine.readBytesPerSecond).toBeGreaterThan(1e8);
  expect(fits).toMatchObject([{ label: "cockpit-q8_0.gguf", verdict: "fits", isExact: true }]);
});

test("help says how many threads there may be", async () => {
  expect((await run("run", "--help")).stdout.replace(/\s+/g, " ")).toContain("compute threads, 1 to 64");
});

test("a mistake is one line that says what to do", async () => {
  const picture = fileOf("picture.png", "\u0089PNG\r\n\u001a\n and so on");
  const cutOff = fileOf("cut-off.gguf", readFileSync(builtInModel()).subarray(0, 5000));
  vi.stubEnv("PORT", "many");
  for (const name of ["HF_HOME", "XDG_CACHE_HOME"]) vi.stubEnv(name, join(folder, "caches"));
  for (const name of ["HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"]) vi.stubEnv(name, "");
  const cases: [string[], number, string][] = [
    [["nonsense"], 2, "unknown command 'nonsense'"],
    [["run", "--nonsense"], 2, "(see qwen.ts run --help)"],
    [["run", "--threads", "many"], 2, "a whole number from 1 to 64"],
    [["run", "--threads", "0"], 2, "a whole number from 1 to 64"],
    [["bench", "--threads", "65"], 2, "a whole number from 1 to 64"],
    [["run", "--top-p", "2"], 2, "a number from 0 to 1"],
    [["serve", "--port", "70000"], 2, "from 0 to 65535"],
    [["serve"], 2, "value 'many' from env 'PORT'"],
    [["serve", "--allow-host", "https://box.example"], 2, "the name of a host"],
    [["serve", "--allow-host", "box.example:80"], 2, "without scheme, port or path"],
    [["serve", "--allow-origin", "https://box.example/chat"], 2, "Expected an origin"],
    [["run", "missing.gguf", "hello"], 1, "check the path"],
    [["run", cutOff, "hello"], 1, "cut off or damaged"],
    [["run", "hello", "--context", "100000"], 2, "was made for at most"],
    [["embed", "--dimensions", "0"], 2, "a whole number of at least 1"],
    [["inspect", folder], 1, "has no config.json"],
    [["quantize", picture, "a.gguf"], 2, "required option '--type <type>' not specified"],
    [["quantize", picture, "a.gguf", "--type", "q9"], 2, "Expected one of f32, f16"],
    [["quantize", cutOff, picture, "--type", "q8_0"], 2, "is there already; --force replaces it"],
    [["quantize", cutOff, "a.gguf", "--type", "q8_0"], 1, "cut off or damaged"],
    [["inspect", picture], 1, "expected GGUF or safetensors"],
    [["bench", "--context", "100"], 2, "but --context is 100"],
    [["pull", "a/b", "--connections", "17"], 2, "a whole number from 1 to 16"],
    [["pull", "qwen3:900b"], 2, "there is no short name qwen3:900b"],
    [["pull", "qwen3:0.6b", "--offline"], 1, "nothing is fetched offline"],
    [["fit", "nonsense"], 2, "names no model"],
    [["fit", "./missing.gguf"], 1, "there is no ./missing.gguf; check the path"],
    [["pull", ""], 2, '"" names no model'],
    [["pull", "a".repeat(5000)], 2, `${"a".repeat(128)}… names no model`],
    [["rm", "cockpit", "--yes"], 2, "cockpit is part of this package"],
    [["fit", "https://x.example/m.gguf"], 2, "pull looks whether it fits"],
    [["show", "modelscope:a/b:Q8_0"], 1, "qwen.ts pull modelscope:a/b:Q8_0 brings it"],
    [["rm", "qwen3:0.6b", "--yes"], 1, "is not on this machine"],
    [["rm", picture], 2, "names no model that was pulled"],
  ];
  for (const [args, exitCode, words] of cases) {
    const outcome = await run(...args);
    expect(outcome, args.join(" ")).toMatchObject({ exitCode, stdout: "", stderr: expect.stringContaining(words) });
    expect(outcome.stderr).toMatch(/^error: [^\n]+\n$/);
  }
});

test("a port in use is noticed before a model is loaded", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const args = ["serve", "missing.gguf", "--port"];
  expect(await run(...args, String(port))).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/is in use.*--port/),
  });
  server.close();
  expect(await run(...args, "0")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("check the path") });
});

test("--verbose tells where it came from, before or after the command", async () => {
  for (const args of [
    ["--verbose", "inspect", "missing.gguf"],
    ["inspect", "missing.gguf", "--verbose"],
  ]) {
    expect((await run(...args)).stderr).toMatch(/\ncode files\/not-found\n.*\n +at /);
  }
});

test("what a file holds cannot drive the terminal", async () => {
  const config = { model_type: "\u001b]0;title\u0007", architectures: ["\u001b[2J"], note: { deep: "\u009b1m" } };
  fileOf("config.json", JSON.stringify(config));
  const header = JSON.stringify({ "\u001b[2J": { dtype: "F32", shape: [1], data_offsets: [0, 4] } });
  const weights = Buffer.alloc(8 + header.length + 4);
  weights.writeBigUInt64LE(BigInt(header.length));
  weights.write(header, 8);
  const path = fileOf("model.safetensors", weights);
  const { stdout, exitCode } = await run("inspect", path, "--tensors");
  expect(exitCode).toBe(0);
  expect(stdout).toContain("␛[2J");
  expect(stdout).not.toMatch(/[^\P{Cc}\n]/u);
});
