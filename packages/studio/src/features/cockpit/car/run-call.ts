import type { Tool, ToolCall } from "@qwents/protocol";
import type { Car } from "./car.ts";
import { type Arguments, type CarTool, ToolFault, type ToolResult } from "./car-tool.ts";
import { changeTemperature, setSeatHeating, setTemperature, setWindow } from "./climate-tools.ts";
import { setAmbientLight } from "./light-tool.ts";
import { changeVolume, controlPlayback, playMusic } from "./music-tools.ts";
import { callContact, sendMessage } from "./phone-tools.ts";
import { navigateTo } from "./route-tool.ts";

/** Descriptions and order are of those that the model was trained with, and the ones that it takes least amiss. */
const carTools: readonly CarTool[] = [
  setTemperature,
  changeTemperature,
  changeVolume,
  setSeatHeating,
  setWindow,
  setAmbientLight,
  navigateTo,
  playMusic,
  controlPlayback,
  callContact,
  sendMessage,
];

/** What a request offers. */
export const offeredTools: Tool[] = carTools.map(({ schema }) => ({ type: "function", function: schema }));

export interface CallOutcome {
  /** As it was where the call failed. */
  readonly car: Car;
  /** What the model is told: `{ error }` where it failed. */
  readonly result: ToolResult;
  /** Why it failed, for people; absent where it did not. */
  readonly fault?: string;
}

/** Carries a call out. What a model may have got wrong (the name, the JSON, a value) is an outcome, too. */
export function runCall(call: ToolCall["function"], car: Car): CallOutcome {
  try {
    const tool = carTools.find(({ schema }) => schema.name === call.name);
    if (tool === undefined) throw new ToolFault("not available", `there is no tool ${call.name}`);
    return tool.run(argumentsOf(call), car);
  } catch (fault) {
    if (!(fault instanceof ToolFault)) throw fault;
    return { car, result: { error: fault.brief }, fault: fault.message };
  }
}

/** The arguments of a call, which may be any text. @throws ToolFault where they are no object in JSON */
export function argumentsOf(call: ToolCall["function"]): Arguments {
  let value: unknown;
  try {
    value = JSON.parse(call.arguments);
  } catch {
    value = undefined;
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Arguments;
  throw new ToolFault("not possible", "the arguments are not understood");
}
