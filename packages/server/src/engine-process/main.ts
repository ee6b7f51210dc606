// The program of a process that runs one model.
import { loadEngine } from "@qwents/engine";
import { serveEngine } from "./serve-engine.ts";

serveEngine(loadEngine);
