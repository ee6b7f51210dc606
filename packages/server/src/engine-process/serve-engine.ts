import { EngineHost, type LoadServedEngine } from "./engine-host.ts";
import type { ToEngine } from "./messages.ts";
import { Outbox } from "./outbox.ts";

/** Has this process, which was forked for it, load an engine and serve it to its parent, until that closes it or is gone. */
export function serveEngine(load: LoadServedEngine): void {
  // They reach the whole group of processes, of a terminal or of a service. The parent decides what becomes of running
  // answers; this process ends with it.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
  process.once("disconnect", () => process.exit());
  const outbox = new Outbox((messages, onSent) => {
    // When it can not be sent, the parent is gone, and "disconnect" comes.
    process.send?.(messages, undefined, undefined, onSent);
  });
  const host = new EngineHost(load, outbox, () => process.disconnect());
  process.on("message", (message) => host.hear(message as ToEngine));
}
