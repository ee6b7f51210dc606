/** A line to the inspector of a Node process. @see https://chromedevtools.github.io/devtools-protocol/v8 */
export interface Inspector extends Disposable {
  /** Bytes of JavaScript's heap that are reachable. */
  heapAfterCollection(): Promise<number>;
  /** What keeps the event loop busy: sockets, timers, pipes. */
  handles(): Promise<number>;
  /** Waits until all connections are closed, but no longer than servers keep idle ones. */
  untilQuiet(): Promise<void>;
}

const answerTimeoutMs = 30_000;
const quietTimeoutMs = 10_000;

export async function inspect(address: string | undefined): Promise<Inspector> {
  if (address === undefined) throw new Error("the server's inspector does not listen");
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error("the server's inspector does not answer"));
  });
  const calls = new Map<number, (result: Record<string, never>) => void>();
  socket.onmessage = ({ data }) => {
    const { id, result } = JSON.parse(data);
    calls.get(id)?.(result);
    calls.delete(id);
  };
  let numCalls = 0;
  // biome-ignore lint/suspicious/noExplicitAny: what the protocol answers depends on the method.
  const call = (method: string, params: object = {}): Promise<any> => {
    const id = ++numCalls;
    const { promise, resolve, reject } = Promise.withResolvers();
    const timer = setTimeout(() => reject(new Error(`no answer to ${method}`)), answerTimeoutMs);
    calls.set(id, resolve);
    socket.send(JSON.stringify({ id, method, params }));
    return promise.finally(() => clearTimeout(timer));
  };
  const evaluate = async (expression: string): Promise<number> =>
    (await call("Runtime.evaluate", { expression })).result.value;
  const connections = () =>
    evaluate("process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length");
  return {
    async heapAfterCollection() {
      // What finalizers let go falls to the second one.
      for (let i = 0; i < 2; i++) await call("HeapProfiler.collectGarbage");
      return (await call("Runtime.getHeapUsage")).usedSize;
    },
    handles: () => evaluate("process.getActiveResourcesInfo().length"),
    async untilQuiet() {
      for (const end = performance.now() + quietTimeoutMs; performance.now() < end; ) {
        if ((await connections()) === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    [Symbol.dispose]: () => socket.close(),
  };
}
