import { CACHE_LINE_BYTES, control } from "./control-block.ts";
import type { Expression } from "./emitter/expression.ts";
import type { FunctionBuilder, FunctionHandle, Local } from "./emitter/function-builder.ts";
import type { ModuleBuilder } from "./emitter/module-builder.ts";
import { i32, memory } from "./emitter/scalar.ts";

/** A look at the barrier takes about half a nanosecond: from a quarter of a microsecond to 50. */
const MIN_SPINS = 500;
const MAX_SPINS = 100_000;

/**
 * Adds the function `barrier(thread, numThreads)`, which returns once all threads have called it. The last one to come
 * opens it; the others look for a while and then sleep.
 *
 * To look takes well under a microsecond when all threads run, to sleep and be woken ten times as long. But a thread
 * that waits on the core that another one needs only delays it. So how long a thread looks follows from how it went
 * before: twice as long each time it was enough, half as long each time it was not.
 */
export function addBarrier(module: ModuleBuilder): FunctionHandle<"void"> {
  return module.function({ thread: "i32", numThreads: "i32" }, "void", (f, { thread, numThreads }) => {
    const opened = f.let("i32", i32.atomicLoad(control.barrierOpened));
    const isLast = i32.eq(i32.add(i32.atomicAdd(control.barrierArrived, 1), 1), numThreads);
    f.if(isLast, () => {
      f.do(i32.atomicStore(control.barrierArrived, 0));
      f.drop(i32.atomicAdd(control.barrierOpened, 1));
      f.if(i32.atomicLoad(control.barrierSleepers), () => f.drop(memory.atomicNotify(control.barrierOpened, -1)));
      f.return();
    });
    const isClosed = i32.eq(i32.atomicLoad(control.barrierOpened), opened);
    const spinsAt = f.let("i32", i32.mul(thread, CACHE_LINE_BYTES));
    const spins = f.let("i32", i32.load(spinsAt, control.barrierSpins));
    spin(f, isClosed, spins);
    f.if(
      isClosed,
      () => {
        f.do(i32.store(spinsAt, atLeast(f, MIN_SPINS, i32.shrU(spins, 1)), control.barrierSpins));
        sleep(f, isClosed, opened);
      },
      () => f.do(i32.store(spinsAt, atMost(f, MAX_SPINS, i32.shl(spins, 1)), control.barrierSpins)),
    );
  });
}

function spin(f: FunctionBuilder, isClosed: Expression<"i32">, spins: Local<"i32">): void {
  const left = f.let("i32", spins);
  f.while(i32.and(isClosed, i32.gtS(left, 0)), () => f.increase(left, -1));
}

function sleep(f: FunctionBuilder, isClosed: Expression<"i32">, opened: Local<"i32">): void {
  f.drop(i32.atomicAdd(control.barrierSleepers, 1));
  f.while(isClosed, () => f.drop(memory.atomicWait32(control.barrierOpened, opened, -1n)));
  f.drop(i32.atomicSub(control.barrierSleepers, 1));
}

function atLeast(f: FunctionBuilder, least: number, value: Expression<"i32">): Expression<"i32"> {
  const local = f.let("i32", value);
  return i32.select(local, least, i32.gtU(local, least));
}

function atMost(f: FunctionBuilder, most: number, value: Expression<"i32">): Expression<"i32"> {
  const local = f.let("i32", value);
  return i32.select(local, most, i32.ltU(local, most));
}
