import { assembleModule, type KernelExports } from "../assemble-module.ts";
import { COMMAND_HEADER_BYTES, COMMAND_HEADER_WORDS } from "../command-list.ts";
import type { Kernel, WasmFeatures } from "../kernel.ts";
import type { Argument, Recorder, StepBuffer, WasmWeight } from "../recorder.ts";
import { layoutFor, linearKernels } from "./index.ts";

const PAGE_BYTES = 65536;
const ALIGNMENT = 64;

/**
 * A recorder for tests and probes of the linear kernels alone: it runs every command at once, on one thread in
 * the place of several, the last thread first.
 */
export class ImmediateRecorder implements Recorder {
  readonly features: WasmFeatures;
  /** Threads that kernels share their work among. */
  numThreads = 1;
  readonly #memory = new WebAssembly.Memory({ initial: 1, maximum: PAGE_BYTES, shared: true });
  readonly #tableIndices: ReadonlyMap<Kernel, number>;
  readonly #exports: KernelExports;
  readonly #addresses = new Map<StepBuffer, number>();
  #end = ALIGNMENT;

  constructor(features: WasmFeatures, kernels: readonly Kernel[] = linearKernels(features)) {
    this.features = features;
    const { bytes, tableIndices } = assembleModule(kernels, features);
    this.#tableIndices = tableIndices;
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory: this.#memory } });
    this.#exports = instance.exports as unknown as KernelExports;
  }

  /** Address of fresh memory, filled with bytes that are NaN as float32, so that no kernel gets by with zeros. */
  allocate(sizeBytes: number): number {
    const address = this.#end;
    this.#end += Math.ceil((sizeBytes + ALIGNMENT) / ALIGNMENT) * ALIGNMENT;
    const missing = Math.ceil((this.#end - this.#memory.buffer.byteLength) / PAGE_BYTES);
    if (missing > 0) this.#memory.grow(missing);
    this.bytes(address, this.#end - address).fill(0xff);
    return address;
  }

  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, address, length);
  }

  addressOf(buffer: StepBuffer): number {
    return this.#addresses.get(buffer)!;
  }

  floats(buffer: StepBuffer, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, this.addressOf(buffer), length);
  }

  buffer(sizeBytes: number): StepBuffer {
    const buffer = { sizeBytes };
    this.#addresses.set(buffer, this.allocate(sizeBytes));
    return buffer;
  }

  upload(data: Int32Array | Float32Array): StepBuffer {
    const buffer = this.buffer(data.byteLength);
    this.bytes(this.addressOf(buffer), data.byteLength).set(
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    );
    return buffer;
  }

  tableIndexOf(kernel: Kernel): number {
    return this.#tableIndices.get(kernel)!;
  }

  /** Forgets everything behind an address that `allocate` has given. */
  release(address: number): void {
    this.#end = address;
    this.#addresses.clear();
  }

  command(kernel: Kernel, args: Readonly<Record<string, Argument>>): void {
    const { list, end } = this.#encode(kernel, args);
    for (let thread = this.numThreads - 1; thread >= 0; thread--) {
      this.#exports.run(list, end, thread, this.numThreads, this.numThreads);
    }
  }

  /** The command as a list of its own in memory. */
  #encode(kernel: Kernel, args: Readonly<Record<string, Argument>>): { readonly list: number; readonly end: number } {
    const names = Object.keys(kernel.args);
    const numBytes = COMMAND_HEADER_BYTES + 4 * names.length;
    const list = this.allocate(numBytes);
    const words = new DataView(this.#memory.buffer, list, numBytes);
    words.setUint32(0, this.tableIndexOf(kernel), true);
    words.setUint32(4, numBytes, true);
    words.setUint32(8, 0, true);
    for (const [index, name] of names.entries()) {
      words.setUint32(4 * (COMMAND_HEADER_WORDS + index), this.#resolve(args[name]), true);
    }
    return { list, end: list + numBytes };
  }

  #resolve(argument: Argument): number {
    if (typeof argument === "number") return argument;
    if ("buffer" in argument) return this.addressOf(argument.buffer) + argument.offset;
    return this.addressOf(argument);
  }

  /** Puts a matrix [rows, columns], given as the bytes of a file, into the layout of the linear kernels. */
  weight(formatId: string, shape: readonly [number, number], file: Uint8Array): WasmWeight {
    const [rows, columns] = shape;
    const layout = layoutFor(formatId, this.features);
    const sizeBytes = Math.ceil(rows / layout.groupRows) * layout.groupBytes(columns);
    const address = this.allocate(sizeBytes);
    // Files align tensors, not rows: an odd address must do.
    const source = this.allocate(file.length + 2) + 2;
    this.bytes(source, file.length).set(file);
    const numThreads = this.numThreads;
    this.numThreads = 1;
    this.command(layout.repack, { source, target: address, rows, columns });
    this.numThreads = numThreads;
    return { name: formatId, shape, formatId, sizeBytes, address, layout };
  }
}
