import type { StepTrace, TraceSpan } from "@qwents/engine";

/**
 * Steps as complete events, in the format of Chrome's tracing: layers lie in steps, and ops in layers.
 * @see https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
export function traceEvents(model: string, traces: readonly StepTrace[]) {
  const begin = traces.at(0)?.startedAt ?? 0;
  const named = (name: string, value: string) => ({ name, ph: "M", pid: 1, tid: 1, args: { name: value } });
  return {
    displayTimeUnit: "ms",
    traceEvents: [
      named("process_name", `qwen.ts ${model}`),
      named("thread_name", "steps"),
      ...traces.flatMap((trace) => eventsOf(trace, 1000 * (trace.startedAt - begin))),
    ],
  };
}

function eventsOf({ step, durationUs, numTokens, numPromptTokens, numSequences, spans }: StepTrace, startUs: number) {
  const event = (name: string, cat: string, ts: number, dur: number, args: object) => {
    return { name, cat, ph: "X", pid: 1, tid: 1, ts: startUs + ts, dur, args };
  };
  const layers = [...Map.groupBy(spans, ({ layer }) => layer)].flatMap(([layer, own]) => {
    if (layer === undefined) return [];
    const [first, last] = [own[0], own[own.length - 1]];
    return [event(`layer ${layer}`, "layer", first.startUs, endOf(last) - first.startUs, { layer })];
  });
  return [
    event(`step ${step}`, "step", 0, durationUs, { numTokens, numPromptTokens, numSequences }),
    ...layers,
    ...spans.map(({ op, name, startUs, durationUs, ...args }) =>
      event(name === undefined ? op : `${op} ${name}`, "op", startUs, durationUs, args),
    ),
  ];
}

const endOf = ({ startUs, durationUs }: TraceSpan): number => startUs + durationUs;
