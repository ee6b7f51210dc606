import { setTimeout as sleep } from "node:timers/promises";
import { type ErrorCode, QwenError } from "@qwents/engine";

/** A fault that may be gone a moment later. */
export class PassingFault extends QwenError {
  /** How long the other side asks to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: { retryAfterMs?: number | undefined; cause?: unknown } = {}) {
    super(code, message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs;
  }
}

export interface RetryPolicy {
  /** Tries in a row without success, the first one included. */
  readonly attempts: number;
  /** Doubled after each failure. */
  readonly firstDelayMs: number;
  /** A server that asks for a longer wait is not waited for. */
  readonly longestDelayMs: number;
  /** Told before each wait. */
  readonly onRetry?: (fault: PassingFault, delayMs: number) => void;
}

export const defaultRetries: RetryPolicy = { attempts: 6, firstDelayMs: 500, longestDelayMs: 60_000 };

/** Waits before the next try. @throws the fault itself when it will not pass or has come too often; AbortError */
export async function backOff(fault: unknown, failures: number, policy: RetryPolicy, signal: AbortSignal) {
  if (!(fault instanceof PassingFault) || failures >= policy.attempts) throw fault;
  const doubled = policy.firstDelayMs * 2 ** (failures - 1) * (1 + Math.random() / 4);
  const delayMs = fault.retryAfterMs ?? Math.min(doubled, policy.longestDelayMs);
  if (delayMs > policy.longestDelayMs) throw fault;
  policy.onRetry?.(fault, delayMs);
  await sleep(delayMs, undefined, { signal });
}

/** Runs `operation` until it succeeds or fails for good. */
export async function withRetries<T>(
  operation: () => Promise<T>,
  policy: RetryPolicy,
  signal: AbortSignal,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await operation();
    } catch (error) {
      await backOff(error, failures, policy, signal);
    }
  }
}
