import { expect, test } from "vitest";
import { Sequence } from "../scheduler/sequence.ts";
import { StepMeter } from "./step-meter.ts";

const sequence = (length: number) => new Sequence({ promptTokenIds: new Int32Array(length), maxLength: length + 10 });

/** A meter whose clock is set by hand. */
function meterAt(start: number) {
  const clock = { now: start };
  const meter = new StepMeter(() => clock.now);
  const step = (ms: number, numTokens: number, numPromptTokens: number, numGenerated: number) => {
    clock.now += ms;
    meter.stepped({ numTokens, numPromptTokens, numSequences: 2, numGenerated });
  };
  return { clock, meter, step };
}

test("rates are those of the steps that had such tokens, whatever the time between", () => {
  const { clock, meter, step } = meterAt(500);
  const asked = sequence(100);
  meter.arrived(asked);
  clock.now += 20;
  meter.wake();
  asked.cacheUse = { hitTokens: 40, matchedTokens: 40 };
  meter.begun(asked);
  clock.now += 30;
  meter.answered(asked);
  step(0, 60, 60, 1);
  step(10, 2, 0, 2);
  step(10, 4, 0, 2);
  clock.now += 3000;
  meter.wake();
  step(20, 2, 0, 4);
  expect(meter.recent).toEqual({
    windowMs: 10_000,
    steps: 4,
    busyMs: 70,
    meanStepMs: 17.5,
    meanStepTokens: 17,
    meanStepSequences: 2,
    promptTokens: 60,
    generatedTokens: 9,
    promptTokensPerSecond: 2000,
    generatedTokensPerSecond: 200,
    begunPromptTokens: 100,
    cachedPromptTokens: 40,
  });
  expect(meter.firstTokens).toEqual({ answers: 1, latestMs: 50, medianMs: 50, longestMs: 50 });
});

test("what is older than ten seconds is forgotten, second by second", () => {
  const { clock, meter, step } = meterAt(0);
  for (let second = 0; second < 30; second++) {
    clock.now = 1000 * second + 100;
    meter.wake();
    step(10, 1, 0, 1);
  }
  expect(meter.recent.steps).toBe(10);
  clock.now += 5000;
  expect(meter.recent.steps).toBe(5);
  clock.now += 60_000;
  expect(meter.recent).toMatchObject({ steps: 0, meanStepMs: 0, generatedTokensPerSecond: 0 });
});

test("first tokens are told of the latest answers alone", () => {
  const { clock, meter } = meterAt(0);
  expect(meter.firstTokens).toBeUndefined();
  for (let i = 1; i <= 100; i++) {
    const asked = sequence(1);
    meter.arrived(asked);
    clock.now += i;
    meter.answered(asked);
  }
  expect(meter.firstTokens).toEqual({ answers: 32, latestMs: 100, medianMs: 85, longestMs: 100 });
});
