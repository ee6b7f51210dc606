import { expect, test } from "vitest";
import { assembleModule } from "./assemble-module.ts";
import { COMMAND_HEADER_WORDS } from "./command-list.ts";
import { f32, i32 } from "./emitter/scalar.ts";
import { probeFeatures } from "./features.ts";
import { defineKernel } from "./kernel.ts";

const scale = defineKernel({
  name: "scale",
  args: { x: "i32", factor: "f32" },
  build: (f, { x, factor }) => f.do(f32.store(x, f32.mul(f32.load(x), factor))),
});

const noteThread = defineKernel({
  name: "note-thread",
  args: { out: "i32" },
  build(f, { out }, { thread, numThreads }) {
    f.do(i32.store(out, thread));
    f.do(i32.store(out, numThreads, 4));
  },
});

test("runs a list of commands in order, each with its arguments", () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
  const { bytes, tableIndices } = assembleModule([scale, noteThread, scale], probeFeatures());
  expect([...tableIndices.values()]).toEqual([0, 1]);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const floats = new Float32Array(memory.buffer);
  const words = new Int32Array(memory.buffer);
  floats.set([2.5], 8192 / 4);
  const half = new Int32Array(Float32Array.of(0.5).buffer)[0];
  const record = (index: number, ...args: number[]) => [index, 4 * (COMMAND_HEADER_WORDS + args.length), 1, ...args];
  const list = [...record(0, 8192, half), ...record(1, 8256), ...record(0, 8192, half)];
  words.set(list, 1024);
  (exports.run as CallableFunction)(4096, 4096 + 4 * list.length, 0, 1, 1);
  expect(floats[8192 / 4]).toBe(2.5 / 4);
  expect([...words.subarray(8256 / 4, 8256 / 4 + 2)]).toEqual([0, 1]);
});
