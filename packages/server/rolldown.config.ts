import { bundle } from "../../rolldown.base.ts";

export default bundle({
  index: "./src/index.ts",
  node: "./src/node.ts",
  "access/api-key": "./src/access/api-key.ts",
  // Beside the file that starts it.
  "engine-process": "./src/engine-process/main.ts",
});
