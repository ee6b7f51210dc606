import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { answerOf, cockpit, collect, isAlive, startScripted, untilGone } from "./processes.fixture.ts";
import { startEngineProcess, startProcess } from "./start-engine-process.ts";

const options = { numThreads: 2, contextLength: 1024 };
const endless = { prompt: "One, two, three,", ignoreEos: true };
const failed = expect.objectContaining({ code: "engine/worker-failed" });

test("killed under load, it fails all calls, and says so", async () => {
  const engine = await startEngineProcess(cockpit, options);
  const pid = engine.pid as number;
  const answers = Array.from({ length: 8 }, () => answerOf(engine.generate(endless)));
  const ends = Promise.allSettled([...answers, engine.tokenize("x".repeat(100_000))]);
  await sleep(100);
  process.kill(pid, "SIGKILL");
  for (const end of (await ends).slice(0, 8)) expect(end).toMatchObject({ status: "rejected", reason: failed });
  const reason = await engine.failed;
  expect(reason).toMatchObject({ code: "engine/worker-failed", details: { signal: "SIGKILL" } });
  expect(reason.message).toMatch(/'cockpit-q8_0' ended unexpectedly: it was killed \(SIGKILL\)/);
  expect(engine.status).toMatchObject({ runningSequences: 0, memoryBytes: 0 });
  await expect(engine.tokenize("x")).rejects.toBe(reason);
  await expect(collect(engine.generate(endless))).rejects.toBe(reason);
  expect(isAlive(pid)).toBe(false);
  await engine.close();
});

test("stopped, it gives no sign of life and is ended; computing for long is one", async () => {
  const engine = await startScripted("", { silenceMs: 1500 });
  const pid = engine.pid as number;
  const end = collect(engine.generate({ prompt: "do:compute" })).catch((error: unknown) => error);
  expect(await Promise.race([end, sleep(2500, "computes")])).toBe("computes");
  process.kill(pid, "SIGSTOP");
  expect(await end).toEqual(failed);
  expect((await engine.failed).message).toMatch(/no sign of life for 1.5 s/);
  await untilGone(pid);
  await engine.close();
});

test("a compute thread that dies under load ends the process, after its callers were told", async () => {
  const engine = await startProcess(new URL("./mortal-child.fixture.ts", import.meta.url), cockpit, options);
  const answers = Array.from({ length: 4 }, () => answerOf(engine.generate(endless)));
  const ends = Promise.allSettled(answers);
  await sleep(100);
  process.kill(engine.pid as number, "SIGUSR2");
  for (const end of await ends) expect(end).toMatchObject({ status: "rejected", reason: failed });
  expect(await engine.failed).toMatchObject({
    message: expect.stringMatching(/thread 1 died/),
    details: { thread: 1 },
  });
  expect(isAlive(engine.pid as number)).toBe(false);
});

test("closing fails what runs, refuses what comes, and ends the process; signals to the whole group do not", async () => {
  const engine = await startEngineProcess(cockpit, options);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.kill(engine.pid as number, signal);
  expect(await answerOf(engine.generate({ ...endless, maxTokens: 5 }))).toMatchObject({ finishReason: "length" });
  const running = expect(answerOf(engine.generate(endless))).rejects.toMatchObject({ code: "engine/closed" });
  await sleep(50);
  const closing = engine.close();
  await expect(engine.tokenize("x")).rejects.toMatchObject({ code: "engine/closed" });
  await running;
  await closing;
  await engine.close();
  expect(isAlive(engine.pid as number)).toBe(false);
  expect(await Promise.race([engine.failed, "nothing failed"])).toBe("nothing failed");
});

describe("loading that comes to nothing", () => {
  test("gives the engine's own error", async () => {
    const missing = startEngineProcess("/nowhere/model.gguf");
    await expect(missing).rejects.toMatchObject({ name: "QwenError", code: "files/not-found" });
  });

  test("because the process ended", async () => {
    await expect(startScripted("exit")).rejects.toMatchObject({ code: "engine/worker-failed", details: { code: 4 } });
  });

  test("because there is no process to be had", async () => {
    const { execPath } = process;
    process.execPath = "/nowhere/node";
    const started = startScripted();
    process.execPath = execPath;
    await expect(started).rejects.toMatchObject({
      code: "engine/worker-failed",
      message: expect.stringMatching(/could not be started/),
    });
  });

  test("because it was called off, or who hears of it throws", async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort(new Error("enough"));
    await expect(startScripted("hang", { signal: controller.signal, onProgress })).rejects.toThrow("enough");
    await expect(startScripted("", { signal: AbortSignal.abort(new Error("no")) })).rejects.toThrow("no");
    const failing = () => {
      throw new Error("cannot draw");
    };
    await expect(startScripted("hang", { onProgress: failing })).rejects.toThrow("cannot draw");
  });
});

describe("an engine that goes wrong", () => {
  test("a bug is an error of its own and harms no other call; a process that ends leaves its last words", async () => {
    const engine = await startScripted();
    const error = await collect(engine.generate({ prompt: "do:bug" })).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "Error", message: "a bug", stack: expect.stringContaining("scripted-child") });
    expect(await collect(engine.generate({ prompt: "on" }))).toHaveLength(1);
    await expect(collect(engine.generate({ prompt: "do:exit" }))).rejects.toEqual(failed);
    expect(await engine.failed).toMatchObject({ details: { code: 3, stderr: ["last words"] } });
  });

  test("a message that is none ends it", async () => {
    const engine = await startScripted();
    await expect(collect(engine.generate({ prompt: "do:babble" }))).rejects.toEqual(failed);
    expect((await engine.failed).message).toContain('said "nonsense"');
    expect(isAlive(engine.pid as number)).toBe(false);
  });

  test("one that broke down answers its callers first, then its process ends", async () => {
    const engine = await startScripted();
    const hanging = collect(engine.generate({ prompt: "do:nothing" })).catch((reason: unknown) => reason);
    await expect(collect(engine.generate({ prompt: "do:break down" }))).rejects.toMatchObject({
      details: { thread: 1 },
    });
    expect(await engine.failed).toMatchObject({ code: "engine/worker-failed", message: "Compute thread 1 died." });
    expect(await hanging).toEqual(failed);
    await untilGone(engine.pid as number);
  });

  test("one that does not close is ended by force", async () => {
    const engine = await startScripted("stubborn");
    const hanging = collect(engine.generate({ prompt: "do:nothing" })).catch((reason: unknown) => reason);
    await engine.close();
    expect(await hanging).toMatchObject({ code: "engine/closed" });
    expect(isAlive(engine.pid as number)).toBe(false);
  });
});

/** Runs a program that starts an engine's process and says its id; `then` is what it does next. */
async function startParent(then: string) {
  const module = new URL("./start-engine-process.ts", import.meta.url);
  const code = `
    const { startEngineProcess } = await import(${JSON.stringify(module)});
    const engine = await startEngineProcess(${JSON.stringify(cockpit)}, ${JSON.stringify(options)});
    const reader = engine.generate(${JSON.stringify(endless)})[Symbol.asyncIterator]();
    await reader.next();
    console.log(engine.pid);
    ${then}`;
  const args = ["--conditions=qwents-source", "--input-type=module", "--eval", code];
  const parent = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(parent, "exit");
  const [line] = await once(parent.stdout, "data");
  return { parent, ended, pid: Number(String(line)) };
}

test("it ends when its parent is killed", async () => {
  const killed = await startParent("await new Promise(() => setInterval(() => {}, 1000));");
  expect(isAlive(killed.pid)).toBe(true);
  killed.parent.kill("SIGKILL");
  await untilGone(killed.pid);
});

test("a program that forgot to close ends by itself", async () => {
  const { ended, pid } = await startParent("await reader.return();");
  expect(await ended).toEqual([0, null]);
  await untilGone(pid);
});
