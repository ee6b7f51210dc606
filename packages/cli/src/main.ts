#!/usr/bin/env node
import { keepCompiled } from "./compile-cache.ts";

// Before anything else is loaded.
keepCompiled();
const { runProgram } = await import("./run-program.ts");
await runProgram();
