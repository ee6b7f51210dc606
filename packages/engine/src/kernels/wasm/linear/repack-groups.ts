import { type FunctionBuilder, inMemory, type Local } from "../emitter/function-builder.ts";
import { i32 } from "../emitter/scalar.ts";
import { defineKernel, type Kernel } from "../kernel.ts";
import { GROUP_ROWS, kernelName, repackArguments } from "./weight-layout.ts";

/** Columns that are repacked together, and the bytes they take in one row of the file and in a group of ours. */
export interface RepackUnit {
  readonly columns: number;
  readonly fileBytes: number;
  readonly groupBytes: number;
}

/**
 * The kernel that repacks unit by unit: `body` moves one unit of eight rows, whose addresses in the file it is given,
 * to `target`, an address of that memory. Rows that a last group lacks are copies of the last row.
 */
export function repackKernel(
  name: string,
  memory: number,
  unit: RepackUnit,
  body: (f: FunctionBuilder, rows: readonly Local<"i32">[], target: Local<"i32">) => void,
): Kernel<typeof repackArguments> {
  return defineKernel({
    name: kernelName(name, memory),
    args: repackArguments,
    build(f, { source, target: targetStart, rows, columns }) {
      const target = f.let("i32", inMemory(targetStart, memory));
      const units = f.let("i32", i32.divU(columns, unit.columns));
      const rowBytes = f.let("i32", i32.mul(units, unit.fileBytes));
      const lastRow = f.let("i32", i32.sub(rows, 1));
      const [group, done, row] = f.locals("i32", 3);
      const addresses = f.locals("i32", GROUP_ROWS);
      f.for(group, 0, rows, GROUP_ROWS, () => {
        for (const [index, address] of addresses.entries()) {
          f.set(row, i32.add(group, index));
          f.set(row, i32.select(row, lastRow, i32.ltS(row, lastRow)));
          f.set(address, i32.add(source, i32.mul(row, rowBytes)));
        }
        f.for(done, 0, units, 1, () => {
          body(f, addresses, target);
          for (const address of addresses) f.increase(address, unit.fileBytes);
          f.increase(target, unit.groupBytes);
        });
      });
    },
  });
}
