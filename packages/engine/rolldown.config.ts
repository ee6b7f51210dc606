import { bundle } from "../../rolldown.base.ts";
import { browserBundle } from "../../rolldown.browser.ts";

export default [
  bundle({
    index: "./src/index.ts",
    // Beside whatever file starts them.
    "wasm-worker": "./src/kernels/wasm/wasm-worker.ts",
    "convert-worker": "./src/convert/convert-worker.ts",
    "platform/node": "./src/platform/node.ts",
    "platform/browser": "./src/platform/browser.ts",
  }),
  browserBundle("dist/browser"),
];
