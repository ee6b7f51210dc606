import { setFlagsFromString } from "node:v8";
import { assembleModule } from "../../../packages/engine/src/kernels/wasm/assemble-module.ts";
import { probeFeatures } from "../../../packages/engine/src/kernels/wasm/features.ts";
import { layoutFor } from "../../../packages/engine/src/kernels/wasm/linear/index.ts";

/* A process of its own: compiles the product of one token with a matrix of a format, which V8 then prints. */

const [formatId, width] = process.argv.slice(2);
const features = probeFeatures();
const kernel = layoutFor(formatId, features).tileKernels.find(({ tileSize }) => tileSize === 1)?.kernel;
if (!kernel) throw new Error(`no product of one token for ${formatId}`);
const { bytes } = assembleModule([kernel], features, 1);
if (width === "wide") setFlagsFromString("--experimental-wasm-revectorize");
for (const flag of ["--no-liftoff", "--no-wasm-lazy-compilation", "--print-wasm-code"]) setFlagsFromString(flag);
new WebAssembly.Module(bytes);
