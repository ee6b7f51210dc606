import { assert } from "../../errors.ts";
import type { CommandList } from "./command-list.ts";
import type { ArgumentTypes, Kernel, WasmFeatures } from "./kernel.ts";
import { planBuffers } from "./plan-buffers.ts";
import type { Argument, BufferAddress, Recorder, StepBuffer } from "./recorder.ts";
import { alignUp, type SharedMemory } from "./shared-memory.ts";

/** Where a planned step lies in memory. */
export interface PlacedStep {
  readonly listStart: number;
  readonly listEnd: number;
}

/**
 * Collects the commands of one step in their final encoding, with the words that are addresses inside buffers left
 * open, and the phases in which each buffer is used. A phase is a run of commands without a barrier between them.
 */
export class StepRecorder implements Recorder {
  readonly numThreads: number;
  readonly features: WasmFeatures;
  readonly #tableIndices: ReadonlyMap<Kernel, number>;
  readonly #list: CommandList;
  readonly #buffers: PlannedBuffer[] = [];
  readonly #openWords: { readonly index: number; readonly buffer: PlannedBuffer; readonly offset: number }[] = [];
  #phase = 0;

  /** `list` is this recorder's to fill until the step is placed. */
  constructor(
    numThreads: number,
    features: WasmFeatures,
    tableIndices: ReadonlyMap<Kernel, number>,
    list: CommandList,
  ) {
    list.clear();
    this.#list = list;
    this.numThreads = numThreads;
    this.features = features;
    this.#tableIndices = tableIndices;
  }

  buffer(sizeBytes: number): StepBuffer {
    return this.#addBuffer(sizeBytes);
  }

  upload(data: Int32Array | Float32Array): StepBuffer {
    const buffer = this.#addBuffer(data.byteLength);
    buffer.data = data.slice();
    buffer.firstPhase = 0;
    return buffer;
  }

  command<A extends ArgumentTypes>(
    kernel: Kernel<A>,
    args: { readonly [K in keyof A]: Argument },
    options?: { readonly independent?: boolean },
  ): void {
    const tableIndex = this.#tableIndices.get(kernel);
    const numArguments = Object.keys(kernel.args).length;
    assert(tableIndex !== undefined, () => `kernel ${kernel.name} is not part of the module`);
    const afterBarrier = !options?.independent;
    if (afterBarrier && this.#list.sizeBytes > 0) this.#phase++;
    this.#list.begin(tableIndex, afterBarrier, numArguments);
    for (const name in kernel.args) this.#encode(args[name], kernel.args[name]);
  }

  /** Assigns addresses, with the buffers of `outputs` kept to the end, and writes list and uploads into memory. */
  place(memory: SharedMemory, outputs: readonly StepBuffer[]): PlacedStep {
    for (const buffer of outputs) this.#own(buffer).lastPhase = Number.POSITIVE_INFINITY;
    const used = this.#buffers.filter((buffer) => buffer.lastPhase >= 0);
    const plan = planBuffers(used);
    const listStart = memory.persistentEnd;
    const listEnd = listStart + this.#list.sizeBytes;
    const base = alignUp(listEnd);
    memory.reserveForStep(base + plan.sizeBytes - listStart, "this step");
    for (const [index, buffer] of used.entries()) buffer.address = base + plan.offsets[index];
    for (const { index, buffer, offset } of this.#openWords) this.#list.set(index, buffer.address + offset);
    new Int32Array(memory.buffer, listStart).set(this.#list.words);
    for (const { data, address } of used) if (data) writeInto(memory.buffer, address, data);
    return { listStart, listEnd };
  }

  /** Address of a buffer, once the step has its place. */
  addressOf(buffer: StepBuffer): number {
    return this.#own(buffer).address;
  }

  #addBuffer(sizeBytes: number): PlannedBuffer {
    const buffer = new PlannedBuffer(this, sizeBytes);
    this.#buffers.push(buffer);
    return buffer;
  }

  #encode(value: Argument, type: "i32" | "f32"): void {
    if (typeof value !== "number") this.#encodeAddress(value);
    else if (type === "i32") this.#list.integer(value);
    else this.#list.float(value);
  }

  #encodeAddress(value: StepBuffer | BufferAddress): void {
    const offset = "buffer" in value ? value.offset : 0;
    const buffer = this.#own("buffer" in value ? value.buffer : value);
    if (buffer.firstPhase < 0) buffer.firstPhase = this.#phase;
    buffer.lastPhase = this.#phase;
    this.#openWords.push({ index: this.#list.integer(0), buffer, offset });
  }

  #own(buffer: StepBuffer): PlannedBuffer {
    assert(buffer instanceof PlannedBuffer && buffer.owner === this, "the buffer is not of this step");
    return buffer;
  }
}

class PlannedBuffer implements StepBuffer {
  readonly owner: StepRecorder;
  readonly sizeBytes: number;
  data: Int32Array | Float32Array | undefined;
  firstPhase = -1;
  lastPhase = -1;
  address = -1;

  constructor(owner: StepRecorder, sizeBytes: number) {
    assert(Number.isSafeInteger(sizeBytes) && sizeBytes >= 0, () => `a buffer of ${sizeBytes} bytes`);
    this.owner = owner;
    this.sizeBytes = sizeBytes;
  }
}

function writeInto(target: SharedArrayBuffer, address: number, data: Int32Array | Float32Array): void {
  if (data instanceof Int32Array) new Int32Array(target, address, data.length).set(data);
  else new Float32Array(target, address, data.length).set(data);
}
