import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { i32 } from "../emitter/scalar.ts";

/** Items that threads take, a chunk at a time, until there are none left. */
export interface Chunks {
  /** Address of the first item that nobody has taken: a word that was 0 when the step began. */
  readonly next: Local<"i32">;
  readonly count: Local<"i32">;
  /** Items in a chunk. */
  readonly length: Local<"i32">;
}

/**
 * Runs `body` for each item that this thread takes. A thread that is slow, or gone for a while, takes less: fixed
 * shares would have the others wait for it.
 */
export function forEachTaken(
  f: FunctionBuilder,
  { next, count, length }: Chunks,
  body: (item: Local<"i32">) => void,
): void {
  const [item, end] = f.locals("i32", 2);
  const from = f.let("i32", i32.atomicAdd(next, length));
  f.while(i32.ltS(from, count), () => {
    f.set(end, i32.add(from, length));
    f.set(end, i32.select(end, count, i32.ltS(end, count)));
    f.for(item, from, end, 1, () => body(item));
    f.set(from, i32.atomicAdd(next, length));
  });
}
