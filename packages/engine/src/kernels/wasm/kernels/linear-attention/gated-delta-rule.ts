import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { i32, memory } from "../../emitter/scalar.ts";
import { defineKernel } from "../../kernel.ts";
import { chunkRecurrence } from "./chunk-recurrence.ts";
import { deltaRuleArguments } from "./delta-arguments.ts";
import { blockPreparation } from "./delta-block.ts";
import { beginHead, type DeltaHead } from "./delta-head.ts";
import { BLOCK_TOKENS, type DeltaScratch, deltaScratch } from "./delta-scratch.ts";
import { tokenRecurrence } from "./token-recurrence.ts";

/**
 * The gated delta rule over each sequence, see `Ops.gatedDeltaRule`.
 *
 * Threads take (sequence, value head) items one by one from a shared counter. A head's tokens are taken in blocks of 16, of
 * which the thread first puts into its scratch memory what all columns of the state need.
 *
 * Up to 16 rows of a sequence are computed one by one however many they are: what an answer comes to does not depend on how
 * many of its tokens a step takes.
 */
export const gatedDeltaRule = defineKernel({
  name: "gatedDeltaRule",
  args: deltaRuleArguments,
  build(f, args, context) {
    const scratch = deltaScratch(f, args, context);
    const prepare = blockPreparation(f, context.features, scratch, args.queryScale);
    const numItems = f.let("i32", i32.mul(args.numSequences, args.valueHeads));
    const item = f.let("i32", i32.atomicAdd(args.nextItem, 1));
    const [first, count] = f.locals("i32", 2);
    f.while(i32.ltU(item, numItems), () => {
      const head = beginHead(f, args, item);
      f.for(first, 0, head.numRows, BLOCK_TOKENS, () => {
        f.set(count, i32.sub(head.numRows, first));
        f.if(i32.gtS(count, BLOCK_TOKENS), () => f.set(count, BLOCK_TOKENS));
        prepare(head, first, count);
        f.if(
          i32.and(i32.eq(count, BLOCK_TOKENS), i32.gtS(head.numRows, BLOCK_TOKENS)),
          () => chunkRecurrence(f, context.features, head, scratch, args.panelRows),
          () => tokenRecurrence(f, context.features, head, scratch, args.panelRows, count),
        );
        writeResults(f, head, scratch, first, count);
      });
      f.set(item, i32.atomicAdd(args.nextItem, 1));
    });
  },
});

function writeResults(
  f: FunctionBuilder,
  { out, outRowBytes, valueBytes }: DeltaHead,
  { values, valueRowBytes }: DeltaScratch,
  first: Local<"i32">,
  count: Local<"i32">,
): void {
  const to = f.let("i32", i32.add(out, i32.mul(first, outRowBytes)));
  const from = f.let("i32", values);
  const index = f.local("i32");
  f.for(index, 0, count, 1, () => {
    f.do(memory.copy(to, from, valueBytes));
    f.increase(to, outRowBytes);
    f.increase(from, valueRowBytes);
  });
}
