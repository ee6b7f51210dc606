/** An AbortSignal that Ctrl-C fires, once; a second Ctrl-C ends the process as usual. */
export function onInterrupt(): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  process.once("SIGINT", abort);
  return { signal: controller.signal, dispose: () => process.off("SIGINT", abort) };
}
