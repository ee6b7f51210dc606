import { QwenError } from "@qwents/engine";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeCatalog, type FakeModel } from "./fake-catalog.fixture.ts";
import type { EngineLease } from "./loaded-engine.ts";
import { ModelManager, type ModelManagerOptions } from "./model-manager.ts";
import type { UseOptions } from "./waiters.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function managed(models: readonly FakeModel[], options: ModelManagerOptions = {}, isManual = false) {
  const catalog = new FakeCatalog(models, { isManual });
  const manager = new ModelManager(catalog, options);
  const slot = async (name: string) => (await manager.find(name)) ?? expect.unreachable(`no ${name}`);
  const use = async (name: string, how: UseOptions = {}): Promise<EngineLease> => (await slot(name)).use(how);
  /** Uses it for a moment. */
  const touch = async (name: string, how: UseOptions = {}) => (await use(name, how)).release();
  return { catalog, manager, slot, use, touch };
}

/** Lets everything happen that waits for no clock. */
const settle = () => vi.advanceTimersByTimeAsync(0);

const [a, b, c] = ["a", "b", "c"].map((id) => ({ id }));

test("loads on first use, once for all who ask meanwhile, and tells them how far it is", async () => {
  const { catalog, use } = managed([a], {}, true);
  const seen: number[] = [];
  const first = use("a", { onProgress: ({ loadedBytes }) => seen.push(loadedBytes) });
  await settle();
  catalog.loads[0].progress({ phase: "weights", loadedBytes: 3, totalBytes: 5 });
  const second = use("a", { onProgress: ({ loadedBytes }) => seen.push(10 * loadedBytes) });
  await settle();
  catalog.loads[0].end();
  const [one, other] = await Promise.all([first, second]);
  expect(one.loaded).toBe(other.loaded);
  expect(catalog.loads).toHaveLength(1);
  expect(seen).toEqual([3, 30]);
});

test("models that are used at once share the threads", async () => {
  const { catalog, use } = managed([a, b, c]);
  const sharing = () => ["a", "b", "c"].map((id) => catalog.engines.get(id)?.numSharing);
  const [first, second] = [await use("a"), await use("b")];
  expect(sharing()).toEqual([2, 2, undefined]);
  const third = await use("c");
  expect(sharing()).toEqual([3, 3, 3]);
  second.release();
  first.release();
  expect(sharing()).toEqual([1, 1, 1]);
  const again = await use("a");
  expect(sharing()).toEqual([2, 2, 2]);
  catalog.engines.get("a")?.die(new QwenError("engine/worker-failed", "gone"));
  await settle();
  expect(sharing().slice(1)).toEqual([1, 1]);
  again.release();
  third.release();
});

test("unloads what nobody used for a while, and loads it again", async () => {
  const { catalog, slot, use, touch } = managed([a], { keepAliveMs: 1000 });
  const lease = await use("a");
  await vi.advanceTimersByTimeAsync(5000);
  expect(catalog.loaded).toEqual(["a"]);
  expect((await slot("a")).expiresAt).toBeUndefined();
  lease.release();
  lease.release();
  expect((await slot("a")).expiresAt).toBe(Date.now() + 1000);
  await vi.advanceTimersByTimeAsync(999);
  await touch("a");
  await vi.advanceTimersByTimeAsync(999);
  expect(catalog.loaded).toEqual(["a"]);
  await vi.advanceTimersByTimeAsync(1);
  expect(catalog.loaded).toEqual([]);
  await touch("a");
  expect(catalog.loads).toHaveLength(2);
});

test("a model or a request has its own time: for ever, none, or until it is unloaded", async () => {
  const { catalog, touch } = managed([{ ...a, keepAliveMs: Number.POSITIVE_INFINITY }, b], { keepAliveMs: 1000 });
  await touch("a");
  await touch("b", { keepAliveMs: 3000 });
  await touch("b");
  await vi.advanceTimersByTimeAsync(2999);
  expect(catalog.loaded).toEqual(["a", "b"]);
  await vi.advanceTimersByTimeAsync(1);
  expect(catalog.loaded).toEqual(["a"]);
  await touch("b");
  await vi.advanceTimersByTimeAsync(1000);
  expect(catalog.loaded).toEqual(["a"]);
  await touch("a", { keepAliveMs: 0 });
  await settle();
  expect(catalog.loaded).toEqual([]);
});

test("its timer keeps no process alive", async () => {
  const spy = vi.spyOn(globalThis, "setTimeout");
  const { touch } = managed([a]);
  await touch("a");
  const timer = spy.mock.results.at(-1)?.value;
  expect(spy.mock.lastCall?.[1]).toBe(300_000);
  expect(timer.hasRef()).toBe(false);
});

test("a budget unloads what was not used for the longest, never what is in use, last what is to stay", async () => {
  const stays = { ...a, keepAliveMs: Number.POSITIVE_INFINITY };
  const { catalog, use, touch } = managed([stays, b, c, { id: "d" }, { id: "e" }], { memoryBytes: 30 });
  for (const id of ["a", "b", "c"]) {
    await touch(id);
    await vi.advanceTimersByTimeAsync(1);
  }
  await touch("b");
  await touch("d");
  expect(catalog.loaded.sort()).toEqual(["a", "b", "d"]);
  const [busyB, busyD] = [await use("b"), await use("d")];
  await touch("e");
  expect(catalog.loaded.sort()).toEqual(["b", "d", "e"]);
  busyB.release();
  busyD.release();
});

test("what does not fit beside what is in use waits for it, in order, or is refused after a time", async () => {
  const { catalog, use, touch } = managed([a, b, c], { memoryBytes: 20, maxWaitMs: 4000 });
  const [onA, onB] = [await use("a"), await use("b")];
  const waiting = use("c");
  const refused = expect(waiting).rejects.toMatchObject({ status: 503, code: "no_memory_for_model" });
  await vi.advanceTimersByTimeAsync(4000);
  await refused;
  expect(catalog.loaded).toEqual(["a", "b"]);
  const again = touch("c");
  await vi.advanceTimersByTimeAsync(10);
  onB.release();
  await again;
  expect(catalog.loaded).toEqual(["a", "c"]);
  onA.release();
});

test("what is too large for the budget is refused at once and evicts nobody", async () => {
  const { catalog, use, touch } = managed([a, { ...b, memoryBytes: 21 }], { memoryBytes: 20 });
  await touch("a");
  await expect(use("b")).rejects.toMatchObject({ status: 503, code: "model_too_large" });
  expect(catalog.loaded).toEqual(["a"]);
});

test("a model in constant use makes room for one that waits, and comes back after it", async () => {
  const { catalog, use } = managed([a, b], { memoryBytes: 10 });
  const first = await use("a");
  const onB = use("b");
  await vi.advanceTimersByTimeAsync(100);
  const second = await use("a");
  await vi.advanceTimersByTimeAsync(5000);
  const third = use("a");
  first.release();
  second.release();
  const leaseB = await onB;
  expect(catalog.loaded).toEqual(["b"]);
  leaseB.release();
  await third;
  expect(catalog.loads.map(({ id }) => id)).toEqual(["a", "b", "a"]);
});

test("who waited in vain leaves the others as they were", async () => {
  const { catalog, use } = managed([a, b], { memoryBytes: 10, maxWaitMs: 8000 });
  await use("a");
  const gone = new AbortController();
  const onB = use("b", { signal: gone.signal });
  await vi.advanceTimersByTimeAsync(6000);
  const onA = use("a");
  await settle();
  gone.abort(new Error("gone"));
  await expect(onB).rejects.toThrow("gone");
  await onA;
  expect(catalog.loads).toHaveLength(1);
});

test("models that turn out larger than thought push out others, but not themselves", async () => {
  const { catalog, touch } = managed([a, { ...b, actualBytes: 25 }], { memoryBytes: 20 });
  await touch("a");
  await touch("b");
  await settle();
  expect(catalog.loaded).toEqual(["b"]);
});

test("a load goes on when nobody waits for it any more, unless its memory is needed", async () => {
  const { catalog, use, touch } = managed([a, b], { memoryBytes: 10 }, true);
  const gone = new AbortController();
  const leaving = use("a", { signal: gone.signal });
  await settle();
  gone.abort(new Error("gone"));
  await expect(leaving).rejects.toThrow("gone");
  catalog.loads[0].end();
  await touch("a");
  expect(catalog.loads).toHaveLength(1);

  const onB = use("b");
  await settle();
  catalog.loads[1].end();
  (await onB).release();
  const other = new AbortController();
  const again = use("a", { signal: other.signal });
  await settle();
  other.abort(new Error("gone"));
  await expect(again).rejects.toThrow("gone");
  const wanted = touch("b");
  await settle();
  expect(catalog.loads[2]).toMatchObject({ id: "a", signal: { aborted: true } });
  catalog.loads[3].end();
  await wanted;
  expect(catalog.loaded).toEqual(["b"]);
});

test("a load that fails is told, tried again by the next request, and not at once every time", async () => {
  const { catalog, manager, slot, use, touch } = managed([a], {}, true);
  const failures: unknown[] = [];
  manager.observe({ loadFailed: (model) => failures.push(model) });
  const failOnce = async (error: unknown) => {
    const failing = [use("a"), use("a")];
    const told = Promise.allSettled(failing);
    await settle();
    catalog.loads.at(-1)?.end(error);
    return (await told).map((result) => result.status === "rejected" && result.reason.message);
  };
  const message = "The model 'a' does not load: No kernels for it. It is not tried again for 1 s.";
  expect(await failOnce(new QwenError("model/unsupported-format", "No kernels for it."))).toEqual([message, message]);
  await expect(use("a")).rejects.toMatchObject({ status: 503, code: "model_load_failed", message });
  expect((await slot("a")).fault).toMatchObject({ message });
  expect(catalog.loads).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1000);
  const [second] = await failOnce(new QwenError("files/not-found", "There is no /home/me/a.gguf."));
  expect(second).toMatch(/files cannot be read; .* not tried again for 2 s/);
  await vi.advanceTimersByTimeAsync(2000);
  const working = touch("a");
  await settle();
  catalog.loads.at(-1)?.end();
  await working;
  expect(failures).toEqual(["a", "a"]);
});

test("a model that ends by itself is loaded by its next request; others stay as they are", async () => {
  const { catalog, manager, slot, use } = managed([a, b]);
  const crashes: string[] = [];
  manager.observe({ crashed: (model) => crashes.push(model) });
  const [onA, onB] = [await use("a"), await use("b")];
  catalog.engines.get("a")?.die(new QwenError("engine/worker-failed", "killed"));
  await settle();
  expect(crashes).toEqual(["a"]);
  expect((await slot("a")).state.name).toBe("failed");
  expect((await slot("a")).fault).toMatchObject({ code: "model_crashed", message: "The model 'a' broke down: killed" });
  const again = await use("a");
  expect(again.loaded).not.toBe(onA.loaded);
  onA.release();
  expect((await slot("a")).loaded?.isHeld).toBe(true);
  expect((await slot("b")).loaded).toBe(onB.loaded);
});

test("unloading waits for those who use it and keeps others waiting, or is forced", async () => {
  const { catalog, slot, use } = managed([a]);
  const lease = await use("a");
  const unloading = (await slot("a")).unload();
  const next = use("a");
  await settle();
  expect(catalog.loaded).toEqual(["a"]);
  lease.release();
  await unloading;
  expect((await next).loaded).not.toBe(lease.loaded);
  await (await slot("a")).unload({ force: true });
  expect(catalog.loaded).toEqual([]);
});

test("who asks to unload what stays in use is told so after a while; it goes later", async () => {
  const { catalog, slot, use } = managed([a], { maxWaitMs: 3000 });
  const lease = await use("a");
  const told = expect((await slot("a")).unload()).rejects.toMatchObject({ status: 409, code: "model_in_use" });
  await vi.advanceTimersByTimeAsync(3000);
  await told;
  lease.release();
  await settle();
  expect(catalog.loaded).toEqual([]);
});

test("a forced unload ends a load and refuses those who wait; another leaves them theirs", async () => {
  const { catalog, slot, use } = managed([a], {}, true);
  const waiting = use("a");
  await settle();
  await (await slot("a")).unload();
  catalog.loads[0].end();
  (await waiting).release();
  await settle();
  expect(catalog.loaded).toEqual([]);
  const refused = expect(use("a")).rejects.toMatchObject({ status: 503, code: "model_unloaded" });
  await settle();
  await (await slot("a")).unload({ force: true });
  await refused;
  expect(catalog.loads[1].signal.aborted).toBe(true);
});

test("only so many wait for one model", async () => {
  const { catalog, use } = managed([a], { maxWaiting: 2 }, true);
  const waiting = [use("a"), use("a")];
  await settle();
  await expect(use("a")).rejects.toMatchObject({ code: "request/too-many-waiting" });
  catalog.loads[0].end();
  await Promise.all(waiting);
});

test("finds ids, other names, and ids in other letters; follows the catalogue", async () => {
  const { catalog, manager, use } = managed([{ id: "Qwen/Q:Q4", aliases: ["q", "default"] }, { id: "default-x" }]);
  for (const name of ["Qwen/Q:Q4", "q", "default", "qwen/q:q4"]) {
    expect((await manager.find(name))?.model.id).toBe("Qwen/Q:Q4");
  }
  expect(await manager.find("../Q")).toBeUndefined();
  await use("q");
  catalog.models = [b];
  expect((await manager.list()).map(({ model }) => model.id)).toEqual(["b", "Qwen/Q:Q4"]);
  await (await manager.find("q"))?.unload({ force: true });
  expect((await manager.list()).map(({ model }) => model.id)).toEqual(["b"]);
});

test("closing unloads all and refuses those who wait", async () => {
  const { catalog, manager, use } = managed([a, b], { memoryBytes: 10 });
  await use("a");
  const refused = expect(use("b")).rejects.toMatchObject({ code: "engine/closed" });
  await settle();
  await manager.close();
  await refused;
  expect(catalog.loaded).toEqual([]);
});
