import { describeBytes } from "../../core/describe-bytes.ts";
import { QwenError } from "../../errors.ts";
import { CONTROL_BYTES } from "./control-block.ts";

const PAGE_BYTES = 65536;
/** 4 GiB, all that 32-bit addresses reach. */
export const MAXIMUM_PAGES = 65536;
/** The last page stays out of use, so that the address behind any region is still a 32-bit number. */
export const USABLE_BYTES = (MAXIMUM_PAGES - 1) * PAGE_BYTES;
const ALIGNMENT = 64;

export const alignUp = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/**
 * The memory that the host and all threads work in: the control block, then what lives until the backend is closed
 * (weights, unless they have memories of their own, and caches), one after the other, then what lives for a step. It
 * grows when something needs room and never shrinks. Addresses are numbers from 0 to 2^32; kernels see them as 32-bit
 * patterns.
 */
export class SharedMemory {
  readonly memory = newMemory();
  #machineBytes: number;
  #persistentEnd = CONTROL_BYTES;
  /** Everything from here on has never been written. */
  #usedEnd = CONTROL_BYTES;

  /** @param machineBytes memory that this process can have at most */
  constructor(machineBytes: number) {
    this.#machineBytes = machineBytes;
  }

  /** So much of the machine's memory is used elsewhere. */
  setAside(sizeBytes: number): void {
    this.#machineBytes -= sizeBytes;
  }

  /** The bytes as they are now: ask anew after anything that may grow the memory. */
  get buffer(): SharedArrayBuffer {
    return this.memory.buffer as unknown as SharedArrayBuffer;
  }

  /** The first byte that is free for what lives for a step. */
  get persistentEnd(): number {
    return this.#persistentEnd;
  }

  /** Bytes in use, or in use at the largest step so far. */
  get usedBytes(): number {
    return this.#usedEnd;
  }

  /** Bytes that the process can have, less what is used elsewhere. */
  get machineBytes(): number {
    return this.#machineBytes;
  }

  /** Bytes that can still be had. */
  get availableBytes(): number {
    return Math.min(USABLE_BYTES, this.#machineBytes) - this.#persistentEnd;
  }

  /** Bytes, zero at first, that stay reserved for ever. `what` is for messages. @throws QwenError `engine/out-of-memory` */
  allocate(sizeBytes: number, what: string): number {
    const address = this.#persistentEnd;
    const writtenEnd = Math.min(this.#usedEnd, address + sizeBytes);
    this.reserveForStep(sizeBytes, what);
    new Uint8Array(this.buffer).fill(0, address, writtenEnd);
    this.#persistentEnd = address + alignUp(sizeBytes);
    return address;
  }

  /** Makes sure that there are so many bytes from `persistentEnd` on. @throws QwenError `engine/out-of-memory` */
  reserveForStep(sizeBytes: number, what: string): void {
    if (sizeBytes > this.availableBytes) {
      throw outOfMemory(
        `${what} needs ${describeBytes(sizeBytes)}, but only ${describeBytes(this.availableBytes)} are left; ` +
          "use a smaller model, a shorter context or fewer sequences at once",
      );
    }
    const end = this.#persistentEnd + alignUp(sizeBytes);
    growMemory(this.memory, end, what);
    this.#usedEnd = Math.max(this.#usedEnd, end);
  }
}

/** A memory of one page that can grow to 4 GiB. @throws QwenError `engine/out-of-memory` */
export function newMemory(): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: MAXIMUM_PAGES, shared: true });
  } catch (cause) {
    throw outOfMemory("the engine needs 4 GiB of address space, which this process can not have", cause);
  }
}

/** Makes it so many bytes, if it has fewer. @throws QwenError `engine/out-of-memory` */
export function growMemory(memory: WebAssembly.Memory, sizeBytes: number, what: string): void {
  const pages = Math.ceil((sizeBytes - memory.buffer.byteLength) / PAGE_BYTES);
  if (pages <= 0) return;
  try {
    memory.grow(pages);
  } catch (cause) {
    throw outOfMemory(`the system refused ${describeBytes(pages * PAGE_BYTES)} for ${what}; free memory first`, cause);
  }
}

function outOfMemory(message: string, cause?: unknown): QwenError {
  return new QwenError("engine/out-of-memory", message, { cause });
}
