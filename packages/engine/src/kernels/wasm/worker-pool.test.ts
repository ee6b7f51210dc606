import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { startThread } from "#platform";
import type { Thread, ThreadHost } from "../../platform/threads.ts";
import { i32 } from "./emitter/scalar.ts";
import { defineKernel } from "./kernel.ts";
import { add } from "./kernels/add.ts";
import { WasmRuntime } from "./runtime.ts";

/** Thread 1 runs until the word at `flag` changes, which nobody does; the others come to the barrier. */
const hang = defineKernel({
  name: "hang",
  args: { flag: "i32" },
  build: (f, { flag }, { thread }) => f.if(i32.eq(thread, 1), () => f.while(i32.eqz(i32.atomicLoad(flag)), () => {})),
});

const trap = defineKernel({
  name: "trap",
  args: { zero: "i32" },
  build: (f, { zero }, { thread }) => f.if(i32.eq(thread, 1), () => f.drop(i32.divU(1, zero))),
});

async function start(options: { startThread?: ThreadHost["startThread"] } = {}): Promise<WasmRuntime> {
  return WasmRuntime.start(() => [add, hang, trap], { numThreads: 2, ...options });
}

function recordHang(runtime: WasmRuntime): void {
  const step = runtime.beginStep();
  const flag = step.upload(new Int32Array(1));
  step.command(hang, { flag });
  step.command(hang, { flag });
}

async function runAdd(runtime: WasmRuntime): Promise<Float32Array> {
  const step = runtime.beginStep();
  const x = step.upload(Float32Array.of(1, 2, 3, 4));
  step.command(add, { x, y: x, out: x, vectors: 1 });
  return (await runtime.run([{ buffer: x, length: 4 }]))[0];
}

test("closing during a step rejects it", async () => {
  const runtime = await start();
  await runAdd(runtime);
  recordHang(runtime);
  const result = runtime.run([]);
  setTimeout(() => runtime.close(), 20);
  await expect(result).rejects.toMatchObject({ code: "engine/closed" });
  await expect(runAdd(runtime)).rejects.toMatchObject({ code: "engine/closed" });
  await runtime.close();
});

test("a trap in one thread fails the step and all later ones", async () => {
  const runtime = await start();
  runtime.beginStep().command(trap, { zero: 0 });
  const failed = { code: "engine/worker-failed", message: expect.stringMatching(/thread 1 died: divide by zero/) };
  await expect(runtime.run([])).rejects.toMatchObject(failed);
  await expect(runAdd(runtime)).rejects.toMatchObject(failed);
  await runtime.close();
});

test("a thread that is killed fails the step, whatever the others do", async () => {
  const threads: Thread[] = [];
  const runtime = await start({
    startThread: (...args) => {
      const thread = startThread(...args);
      threads.push(thread);
      return thread;
    },
  });
  await runAdd(runtime);
  recordHang(runtime);
  const result = runtime.run([]);
  setTimeout(() => threads[0].terminate(), 20);
  await expect(result).rejects.toMatchObject({ code: "engine/worker-failed" });
  await runtime.close();
});

test("a thread that dies while idle fails the next step", async () => {
  const threads: Thread[] = [];
  const runtime = await start({
    startThread: (...args) => {
      const thread = startThread(...args);
      threads.push(thread);
      return thread;
    },
  });
  await threads[1].terminate();
  await expect(runAdd(runtime)).rejects.toMatchObject({ code: "engine/worker-failed" });
  await runtime.close();
});

/** Runs a program in a process of its own; `runtime` is there, and a step has run. */
async function runProcess(code: string): Promise<string> {
  const preamble = `
    const { WasmRuntime } = await import(${JSON.stringify(new URL("./runtime.ts", import.meta.url))});
    const { add } = await import(${JSON.stringify(new URL("./kernels/add.ts", import.meta.url))});
    const runtime = await WasmRuntime.start(() => [add], { numThreads: 2 });
    const step = runtime.beginStep();
    const x = step.upload(Float32Array.of(1, 2, 3, 4));
    step.command(add, { x, y: x, out: x, vectors: 1 });
    const [values] = await runtime.run([{ buffer: x, length: 4 }]);`;
  const args = ["--conditions=qwents-source", "--input-type=module", "--eval", preamble + code];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { timeout: 10_000 });
  return stdout + stderr;
}

test("a process that forgot to close ends by itself", async () => {
  expect(await runProcess("console.log(String(values));")).toBe("2,4,6,8\n");
});

test("idle threads use no processor time", async () => {
  const code = `
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { user, system } = process.cpuUsage(before);
    console.log((user + system) / 1000 < 150);`;
  expect(await runProcess(code)).toBe("true\n");
});
