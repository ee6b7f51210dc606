import { bundle } from "../../rolldown.base.ts";

export default bundle({ index: "./src/index.ts", "openapi/document": "./src/openapi/document.ts" });
