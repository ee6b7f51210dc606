import { expect, test } from "vitest";
import { ModuleBuilder } from "./module-builder.ts";
import { f32, i32, memory } from "./scalar.ts";
import { f32x4, v128 } from "./simd.ts";

function instantiate(build: (module: ModuleBuilder) => void): {
  bytes: DataView;
  call: Record<string, CallableFunction>;
} {
  const shared = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
  const builder = new ModuleBuilder({ initialPages: 1, maximumPages: 4 });
  build(builder);
  const module = new WebAssembly.Module(builder.encode());
  const instance = new WebAssembly.Instance(module, { env: { memory: shared } });
  return { bytes: new DataView(shared.buffer), call: instance.exports as Record<string, CallableFunction> };
}

test("a loop over vectors adds what is in memory", () => {
  const { bytes, call } = instantiate((module) => {
    const sum = module.function({ x: "i32", byteLength: "i32" }, "f32", (f, { x, byteLength }) => {
      const i = f.local("i32");
      const total = f.local("v128");
      f.for(i, 0, byteLength, 16, () => f.set(total, f32x4.add(total, v128.load(i32.add(x, i)))));
      const lanes = [0, 1, 2, 3].map((lane) => f32x4.extractLane(total, lane));
      f.return(lanes.reduce((a, b) => f32.add(a, b)));
    });
    module.export("sum", sum);
  });
  for (let i = 0; i < 64; i++) bytes.setFloat32(256 + 4 * i, i, true);
  expect(call.sum(256, 256)).toBe((63 * 64) / 2);
  expect(call.sum(256, 0)).toBe(0);
});

test("branches, calls through the table, constants of every size", () => {
  const { call } = instantiate((module) => {
    const results = [0, 1, -1, 63, 64, -64, -65, 2 ** 31 - 1, -(2 ** 31)].map((value) =>
      module.function({}, "i32", (f) => f.return(i32.const(value))),
    );
    for (const [index, target] of results.entries()) module.export(`constant${index}`, target);
    const double = module.function({ address: "i32" }, "void", (f, { address }) =>
      f.do(i32.store(address, i32.mul(i32.load(address), 2))),
    );
    const negate = module.function({ address: "i32" }, "void", (f, { address }) =>
      f.do(i32.store(address, i32.sub(0, i32.load(address)))),
    );
    const entries = [double, negate].map((target) => module.tableEntry(target));
    const type = module.functionType(["i32"], "void");
    const apply = module.function({ which: "i32", value: "i32" }, "i32", (f, { which, value }) => {
      f.do(i32.store(0, value));
      f.if(i32.leS(which, 1), () => f.do(f.callIndirect(type, i32.add(which, entries[0]), i32.const(0))));
      f.return(i32.load(0));
    });
    module.export("apply", apply);
  });
  const constants = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((index) => call[`constant${index}`]());
  expect(constants).toEqual([0, 1, -1, 63, 64, -64, -65, 2 ** 31 - 1, -(2 ** 31)]);
  expect([call.apply(0, 21), call.apply(1, 21), call.apply(2, 21)]).toEqual([42, -21, 21]);
});

test("a constant is there wherever it was asked for first, and once however often", () => {
  const { call } = instantiate((module) => {
    const pick = module.function({ late: "i32" }, "f32", (f, { late }) => {
      const constants: unknown[] = [];
      const lane = (value: number) => {
        const constant = f.constant(f32x4.const(value));
        constants.push(constant);
        return f32x4.extractLane(constant, 3);
      };
      f.if(late, () => {
        f.for(f.local("i32"), 0, late, 1, () => f.drop(lane(2)));
        f.return(lane(3));
      });
      f.return(f32.add(lane(2), lane(3)));
      expect(new Set(constants).size).toBe(2);
    });
    module.export("pick", pick);
  });
  expect([call.pick(0), call.pick(4)]).toEqual([5, 3]);
});

test("atomics and bulk memory", () => {
  const { bytes, call } = instantiate((module) => {
    const run = module.function({}, "i32", (f) => {
      f.do(memory.fill(128, 7, 16));
      f.do(memory.copy(144, 128, 16));
      f.drop(i32.atomicAdd(144, 1));
      f.drop(memory.atomicNotify(144, -1));
      f.return(memory.atomicWait32(144, 0, -1n));
    });
    module.export("run", run);
  });
  expect(call.run()).toBe(1);
  expect(bytes.getInt32(144, true)).toBe(0x07070708);
});
