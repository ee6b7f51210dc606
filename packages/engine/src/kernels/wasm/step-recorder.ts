import { assert } from "../../errors.ts";
import { COMMAND_HEADER_WORDS } from "./command-list.ts";
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
  readonly #buffers: PlannedBuffer[] = [];
  readonly #openWords: { readonly index: number; readonly buffer: PlannedBuffer; readonly offset: number }[] = [];
  #words = new Int32Array(16384);
  #floats = new Float32Array(this.#words.buffer);
  #numWords = 0;
  #phase = 0;

  constructor(numThreads: number, features: WasmFeatures, tableIndices: ReadonlyMap<Kernel, number>) {
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
    assert(tableIndex !== undefined, `kernel ${kernel.name} is not part of the module`);
    const start = this.#numWords;
    this.#ensureRoom(COMMAND_HEADER_WORDS + Object.keys(kernel.args).length);
    if (start > 0 && !options?.independent) this.#phase++;
    this.#numWords = start + COMMAND_HEADER_WORDS;
    for (const name in kernel.args) this.#encode(args[name], kernel.args[name], this.#numWords++);
    this.#words[start] = tableIndex;
    this.#words[start + 1] = 4 * (this.#numWords - start);
    this.#words[start + 2] = options?.independent ? 0 : 1;
  }

  /** Assigns addresses, with the buffers of `outputs` kept to the end, and writes list and uploads into memory. */
  place(memory: SharedMemory, outputs: readonly StepBuffer[]): PlacedStep {
    for (const buffer of outputs) this.#own(buffer).lastPhase = Number.POSITIVE_INFINITY;
    const used = this.#buffers.filter((buffer) => buffer.lastPhase >= 0);
    const plan = planBuffers(used);
    const listStart = memory.persistentEnd;
    const listEnd = listStart + 4 * this.#numWords;
    const base = alignUp(listEnd);
    memory.reserveForStep(base + plan.sizeBytes - listStart, "this step");
    for (const [index, buffer] of used.entries()) buffer.address = base + plan.offsets[index];
    for (const { index, buffer, offset } of this.#openWords) this.#words[index] = buffer.address + offset;
    new Int32Array(memory.buffer, listStart, this.#numWords).set(this.#words.subarray(0, this.#numWords));
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

  #encode(value: Argument, type: "i32" | "f32", index: number): void {
    if (typeof value !== "number") this.#encodeAddress(value, index);
    else if (type === "i32") this.#words[index] = value;
    else this.#floats[index] = value;
  }

  #encodeAddress(value: StepBuffer | BufferAddress, index: number): void {
    const offset = "buffer" in value ? value.offset : 0;
    const buffer = this.#own("buffer" in value ? value.buffer : value);
    if (buffer.firstPhase < 0) buffer.firstPhase = this.#phase;
    buffer.lastPhase = this.#phase;
    this.#openWords.push({ index, buffer, offset });
  }

  #own(buffer: StepBuffer): PlannedBuffer {
    assert(buffer instanceof PlannedBuffer && buffer.owner === this, "the buffer is not of this step");
    return buffer;
  }

  #ensureRoom(words: number): void {
    if (this.#numWords + words <= this.#words.length) return;
    const grown = new Int32Array(2 * (this.#numWords + words));
    grown.set(this.#words);
    this.#words = grown;
    this.#floats = new Float32Array(grown.buffer);
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
    assert(Number.isSafeInteger(sizeBytes) && sizeBytes >= 0, `a buffer of ${sizeBytes} bytes`);
    this.owner = owner;
    this.sizeBytes = sizeBytes;
  }
}

function writeInto(target: SharedArrayBuffer, address: number, data: Int32Array | Float32Array): void {
  if (data instanceof Int32Array) new Int32Array(target, address, data.length).set(data);
  else new Float32Array(target, address, data.length).set(data);
}
