import { control } from "./control-block.ts";
import type { FunctionHandle } from "./emitter/function-builder.ts";
import type { ModuleBuilder } from "./emitter/module-builder.ts";
import { i32, memory } from "./emitter/scalar.ts";

/**
 * Adds the function `barrier(numThreads)`, which returns once all threads have called it. The last one to come opens
 * it; the others look for a while, since that takes well under a microsecond when all are on time, and then sleep,
 * since a thread may have lost its core to another program.
 */
export function addBarrier(module: ModuleBuilder): FunctionHandle<"void"> {
  return module.function({ numThreads: "i32" }, "void", (f, { numThreads }) => {
    const opened = f.let("i32", i32.atomicLoad(control.barrierOpened));
    const isLast = i32.eq(i32.add(i32.atomicAdd(control.barrierArrived, 1), 1), numThreads);
    f.if(isLast, () => {
      f.do(i32.atomicStore(control.barrierArrived, 0));
      f.drop(i32.atomicAdd(control.barrierOpened, 1));
      f.if(i32.atomicLoad(control.barrierSleepers), () => f.drop(memory.atomicNotify(control.barrierOpened, -1)));
      f.return();
    });
    const isClosed = i32.eq(i32.atomicLoad(control.barrierOpened), opened);
    const spinsLeft = f.let("i32", i32.load(control.barrierSpins));
    f.while(i32.and(isClosed, i32.gtS(spinsLeft, 0)), () => f.increase(spinsLeft, -1));
    f.if(isClosed, () => {
      f.drop(i32.atomicAdd(control.barrierSleepers, 1));
      f.while(isClosed, () => f.drop(memory.atomicWait32(control.barrierOpened, opened, -1n)));
      f.drop(i32.atomicSub(control.barrierSleepers, 1));
    });
  });
}
