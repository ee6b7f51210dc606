import type { CacheType } from "../../../ops.ts";
import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { i32 } from "../../emitter/scalar.ts";
import { v128 } from "../../emitter/simd.ts";
import type { WasmFeatures } from "../../kernel.ts";
import { halfMask, loadScaledHalves } from "./cache-numbers.ts";
import { PANEL_WIDTH } from "./kv-cache-layout.ts";
import {
  forEachGroup,
  largestGroup,
  type PanelProductOperands,
  type PanelProductOptions,
  type PanelType,
  panelProduct,
} from "./panel-product.ts";
import type { Tile } from "./tile.ts";

/** With more queries than this, a panel of halves is turned into float32 once, for all groups of queries. */
const MAX_DIRECT_QUERIES = 4;

/**
 * The panel product for all queries of a tile, in groups of 6 (where that is best), 4, 2 and 1 rows.
 * @param bytesToFloats turns the panel into float32 at an address, where the cache has 8 bits
 */
export function productOfAllRows(
  f: FunctionBuilder,
  features: WasmFeatures,
  type: CacheType,
  tile: Tile,
  operands: PanelProductOperands,
  options: Pick<PanelProductOptions, "accumulate" | "wholeSteps">,
  bytesToFloats: (target: Local<"i32">) => void,
): void {
  const sizes = [6, 4, 2, 1].filter((size) => size <= largestGroup(features));
  const inGroups = (panelType: PanelType, panel: Local<"i32">, sizes: readonly number[]) =>
    forEachGroup(f, tile.numQueries, operands, sizes, (left, out, numRows) =>
      panelProduct(f, features, { ...operands, panel, left, out }, { ...options, type: panelType, numRows }),
    );
  if (type === "F32") {
    inGroups("F32", operands.panel, sizes);
    return;
  }
  if (type === "Q8_0") {
    bytesToFloats(tile.scratch.panel);
    inGroups("F32", tile.scratch.panel, sizes);
    return;
  }
  f.if(
    i32.leS(tile.numQueries, MAX_DIRECT_QUERIES),
    () => inGroups("F16", operands.panel, [4, 2, 1]),
    () => {
      halvesToFloats(f, operands.panel, tile.scratch.panel, operands.depth);
      inGroups("F32", tile.scratch.panel, sizes);
    },
  );
}

function halvesToFloats(f: FunctionBuilder, source: Local<"i32">, target: Local<"i32">, rows: Local<"i32">): void {
  const from = f.let("i32", source);
  const to = f.let("i32", target);
  const mask = halfMask(f);
  const row = f.local("i32");
  f.for(row, 0, rows, 1, () => {
    for (let vector = 0; vector < 4; vector++) {
      f.do(v128.store(to, loadScaledHalves(from, 8 * vector, mask), 16 * vector));
    }
    f.increase(from, 2 * PANEL_WIDTH);
    f.increase(to, 4 * PANEL_WIDTH);
  });
}
