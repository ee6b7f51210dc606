import { addBarrier } from "./barrier.ts";
import { COMMAND_HEADER_BYTES } from "./command-list.ts";
import type { FunctionHandle } from "./emitter/function-builder.ts";
import { ModuleBuilder } from "./emitter/module-builder.ts";
import { f32, i32 } from "./emitter/scalar.ts";
import type { ArgumentLocals, ArgumentTypes, Kernel, KernelContext, WasmFeatures } from "./kernel.ts";
import { MAXIMUM_PAGES } from "./shared-memory.ts";

/** The functions of an instance of the module. */
export interface KernelExports {
  /**
   * Runs the command list in [list, end), of which the work is divided among `numThreads`. Every thread below `numActive`
   * calls it, with its own number, and also does what is for its number plus `numActive`, plus twice that, …: the same is
   * computed however many there are.
   */
  run(list: number, end: number, thread: number, numThreads: number, numActive: number): void;
}

export interface AssembledModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Place of each kernel in the module's table. */
  readonly tableIndices: ReadonlyMap<Kernel, number>;
}

/**
 * One module of all kernels, built for what the runtime can do, and the interpreter of command lists. It imports so many
 * memories: the shared one, and those of weights.
 */
export function assembleModule(kernels: readonly Kernel[], features: WasmFeatures, numMemories = 1): AssembledModule {
  const module = new ModuleBuilder({ initialPages: 1, maximumPages: MAXIMUM_PAGES, count: numMemories });
  const tableIndices = new Map<Kernel, number>();
  for (const kernel of new Set(kernels)) {
    tableIndices.set(kernel, module.tableEntry(addKernel(module, kernel, features)));
  }
  module.export("run", addRun(module));
  return { bytes: module.encode(), tableIndices };
}

function addKernel(module: ModuleBuilder, kernel: Kernel, features: WasmFeatures): FunctionHandle<"void"> {
  const kernelType = kernelTypeOf(module);
  return module.function({ block: "i32", thread: "i32", numThreads: "i32" }, "void", (f, parameters) => {
    const { block, ...threads } = parameters;
    const runKernel: KernelContext["runKernel"] = (tableIndex, block) =>
      f.callIndirect(kernelType, tableIndex, block, threads.thread, threads.numThreads);
    const args = Object.entries(kernel.args).map(([name, type], index) => {
      const word = type === "i32" ? i32.load(block, 4 * index) : f32.load(block, 4 * index);
      return [name, f.let(type, word)];
    });
    kernel.build(f, Object.fromEntries(args) as ArgumentLocals<ArgumentTypes>, { ...threads, features, runKernel });
  });
}

const kernelTypeOf = (module: ModuleBuilder): number => module.functionType(["i32", "i32", "i32"], "void");

function addRun(module: ModuleBuilder): FunctionHandle<"void"> {
  const barrier = addBarrier(module);
  const kernelType = kernelTypeOf(module);
  const parameters = { list: "i32", end: "i32", thread: "i32", numThreads: "i32", numActive: "i32" } as const;
  return module.function(parameters, "void", (f, { list: at, end, thread, numThreads, numActive }) => {
    const part = f.local("i32");
    f.while(i32.ltU(at, end), () => {
      f.if(i32.and(i32.load(at, 8), i32.gtU(numActive, 1)), () => f.do(f.call(barrier, thread, numActive)));
      f.for(part, thread, numThreads, numActive, () =>
        f.do(f.callIndirect(kernelType, i32.load(at), i32.add(at, COMMAND_HEADER_BYTES), part, numThreads)),
      );
      f.increase(at, i32.load(at, 4));
    });
  });
}
