import { type Engine, type LoadOptions, QwenError } from "@qwents/engine";
import { describe, expect, test, vi } from "vitest";
import { builtInModel } from "../find-model.ts";
import { EnginePool } from "./engine-pool.ts";

const path = builtInModel();
const itself = async (engine: Engine) => engine;

/** Loads engines that only know whether they are closed, as soon as `release` is called. */
function slowLoads() {
  const loads: { readonly path: string; readonly options: LoadOptions; readonly release: () => void }[] = [];
  const closed: string[] = [];
  const load = vi.fn((path: string, options: LoadOptions = {}) => {
    const { promise, resolve, reject } = Promise.withResolvers<Engine>();
    const name = `engine ${loads.length}`;
    const close = async () => {
      closed.push(name);
    };
    options.signal?.addEventListener("abort", () => reject(options.signal?.reason));
    loads.push({ path, options, release: () => resolve({ close } as unknown as Engine) });
    return promise;
  });
  return { load, loads, closed };
}

describe("sharing", () => {
  test("nothing is loaded before it is used, and then once for equal models", async () => {
    const { load, loads } = slowLoads();
    const pool = new EnginePool(load);
    const engines = [
      pool.engine(path, { numThreads: 2, contextLength: 512 }),
      pool.engine(path, { contextLength: 512, numThreads: 2, onProgress: () => {} }),
    ];
    expect(load).not.toHaveBeenCalled();
    const got = Promise.all(engines.map((engine) => engine.use(itself)));
    await expect.poll(() => loads.length).toBe(1);
    loads[0].release();
    const [first, second] = await got;
    expect(second).toBe(first);
    expect(await pool.engine(path, { numThreads: 2, contextLength: 512 }).use(itself)).toBe(first);
    expect(pool.engine(path, { numThreads: 1 })).not.toBe(engines[0]);
    expect(pool.engine("cockpit")).not.toBe(engines[0]);
  });

  test("the built-in model has its name, whatever its file is called", async () => {
    const { load, loads } = slowLoads();
    void new EnginePool(load).engine("cockpit", { numThreads: 1 }).use(itself);
    await expect.poll(() => loads.length).toBe(1);
    expect(loads[0]).toMatchObject({ path, options: { id: "cockpit", numThreads: 1 } });
  });

  test.each(["", 1, null])("%j names no model", (name) => {
    expect(() => new EnginePool().engine(name as string)).toThrow(expect.objectContaining({ code: "request/invalid" }));
  });
});

describe("a load that ends badly", () => {
  test("is tried again by the next call", async () => {
    const failure = new QwenError("model/bad-config", "no");
    const { load, loads } = slowLoads();
    load.mockRejectedValueOnce(failure);
    const engine = new EnginePool(load).engine(path);
    const both = await Promise.allSettled([engine.use(itself), engine.use(itself)]);
    expect(both).toMatchObject([{ reason: failure }, { reason: failure }]);
    const again = engine.use(itself);
    await expect.poll(() => loads.length).toBe(1);
    loads[0].release();
    expect(await again).toBeDefined();
  });

  test("a model that is not here says how to bring it", async () => {
    const engine = new EnginePool().engine("nobody/nothing:Q8_0");
    await expect(engine.use(itself)).rejects.toMatchObject({ code: "files/not-found", message: /qwen\.ts pull/ });
  });

  test("one that broke down is loaded anew, once, for all who find out", async () => {
    const { load, loads, closed } = slowLoads();
    const engine = new EnginePool(load).engine(path);
    const first = engine.use(itself);
    await expect.poll(() => loads.length).toBe(1);
    loads[0].release();
    const broken = await first;
    const task = vi.fn(async (used: Engine) => {
      if (used === broken) throw new QwenError("engine/closed", "A thread died.");
      return "done";
    });
    const both = Promise.all([engine.use(task), engine.use(task)]);
    await expect.poll(() => loads.length).toBe(2);
    loads[1].release();
    expect(await both).toEqual(["done", "done"]);
    expect([closed.includes("engine 0"), load.mock.calls.length]).toEqual([true, 2]);
    const failure = new QwenError("engine/closed", "Again.");
    const again = expect(engine.use(() => Promise.reject(failure))).rejects.toBe(failure);
    await expect.poll(() => loads.length).toBe(3);
    loads[2].release();
    await again;
  });

  test("one caller's abort does not keep the others from the engine", async () => {
    const { load, loads } = slowLoads();
    const engine = new EnginePool(load).engine(path);
    const controller = new AbortController();
    const [impatient, patient] = [engine.use(itself, controller.signal), engine.use(itself)];
    await expect.poll(() => loads.length).toBe(1);
    controller.abort(new Error("enough"));
    await expect(impatient).rejects.toThrow("enough");
    await expect(engine.use(itself, controller.signal)).rejects.toThrow("enough");
    loads[0].release();
    expect(await patient).toBeDefined();
    expect(load).toHaveBeenCalledTimes(1);
  });
});

describe("close", () => {
  test("ends engines once, and the next call loads anew", async () => {
    const { load, loads, closed } = slowLoads();
    const pool = new EnginePool(load);
    const engine = pool.engine(path);
    const got = engine.use(itself);
    await expect.poll(() => loads.length).toBe(1);
    loads[0].release();
    await got;
    await Promise.all([engine.close(), pool.close()]);
    await pool.close();
    expect(closed).toEqual(["engine 0"]);
    void engine.use(itself);
    await expect.poll(() => loads.length).toBe(2);
  });

  test("ends what is loading", async () => {
    const { load, loads, closed } = slowLoads();
    const pool = new EnginePool(load);
    const got = pool.engine(path).use(itself);
    const failure = expect(got).rejects.toMatchObject({ code: "engine/closed" });
    await expect.poll(() => loads.length).toBe(1);
    await pool.close();
    await failure;
    expect(closed).toEqual([]);
  });
});
