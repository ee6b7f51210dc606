import { invalidRequest } from "@qwents/protocol";

/** Seconds, or a text such as "5m", "1h30m", "-1", "0". */
export type KeepAlive = string | number | null | undefined;

const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Milliseconds; `Infinity` for what is below zero, undefined where nothing is said. @throws ApiError 400 */
export function keepAliveMsOf(keepAlive: KeepAlive): number | undefined {
  if (keepAlive == null || keepAlive === "") return undefined;
  const ms = typeof keepAlive === "number" ? keepAlive * 1000 : millisecondsOf(keepAlive.trim());
  return ms < 0 ? Number.POSITIVE_INFINITY : ms;
}

function millisecondsOf(text: string): number {
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const [, sign, rest] = /^([+-]?)((?:\d+(?:\.\d*)?(?:ns|us|µs|ms|s|m|h))+)$/.exec(text) ?? [];
  if (rest === undefined) {
    const message = `'keep_alive': expected seconds, or a time such as "5m" or "1h30m", but got ${JSON.stringify(text)}.`;
    throw invalidRequest(message, "invalid_value", "keep_alive");
  }
  const parts = [...rest.matchAll(/(\d+(?:\.\d*)?)(ns|us|µs|ms|s|m|h)/g)];
  const ms = parts.reduce((sum, [, number, unit]) => sum + Number(number) * unitMs[unit], 0);
  return sign === "-" ? -ms : ms;
}
