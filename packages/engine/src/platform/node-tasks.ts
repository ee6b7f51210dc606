import type { TaskQueue } from "./tasks.ts";

export const nextTask: TaskQueue["nextTask"] = () => new Promise((resolve) => setImmediate(resolve));
