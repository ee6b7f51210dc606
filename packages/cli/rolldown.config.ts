import { bundle } from "../../rolldown.base.ts";

export default bundle({ main: "./src/main.ts", index: "./src/index.ts", "ai/index": "./src/ai/index.ts" });
