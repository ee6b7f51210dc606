import type { Domain, FollowUp, Intent, Slot, ToolDefinition } from "../domain.ts";
import { percentOf } from "../language/car-slots.ts";
import { DEVICE_NOUNS } from "../language/device-nouns.ts";
import { switchIntents } from "../language/switch-intents.ts";
import { thing } from "../language/switching.ts";
import { atLevel, atTemperature } from "./device-levels.ts";
import { asked, closed, opened } from "./device-opening.ts";
import { started, stopped } from "./device-running.ts";
import {
  type Device,
  levelTool,
  openTool,
  startTool,
  statusTool,
  stopTool,
  switchTool,
  temperatureTool,
} from "./device-tools.ts";

type Made = { readonly tools: readonly (readonly [string, ToolDefinition])[]; readonly intents: readonly Intent[] };

const OPEN_AGAIN: FollowUp = {
  en: ["[and |now |]open it again", "open again", "no, open"],
  de: ["[mach |]wieder auf", "wieder öffnen", "nein, auf"],
  set: { state: "open" },
};
const CLOSE_AGAIN: FollowUp = {
  en: ["[and |now |]close it again", "close again", "no, closed"],
  de: ["[mach |]wieder zu", "wieder schließen", "nein, zu"],
  set: { state: "closed" },
};
const percent = percentOf(5, 100);
const level: Slot = (draw) => {
  const german = draw.language === "de";
  const words = [
    { text: german ? "die Hälfte" : "half", value: 50 },
    { text: german ? "Maximum" : "maximum", value: 100 },
  ];
  return draw.random.chance(0.15) ? draw.random.pick(words) : percent(draw);
};

/** What one of the abilities of a device gives; `range` is that of its temperature. */
const ABILITIES: Readonly<Record<string, (device: Device, kinds: string, range: string) => Made>> = {
  s: (device) => {
    const made = switchTool(device);
    return { tools: [made], intents: switchIntents({ tool: made[0], thing: device.thing }) };
  },
  v: (device) => {
    const made = levelTool(device);
    const intent: Intent = {
      tool: made[0],
      slots: { level },
      ...atLevel(device.thing),
      args: ({ level }) => ({ level: level! }),
      correctable: ["level"],
      followUps: [
        {
          en: ["[and now |better |rather |make it |]{level}"],
          de: ["[jetzt |lieber |besser |doch |]auf {level}"],
          slots: ["level"],
        },
      ],
    };
    return { tools: [made], intents: [intent] };
  },
  t: (device, _, range) => {
    const made = temperatureTool(device);
    const intent: Intent = {
      tool: made[0],
      slots: { degrees: degreesIn(range) },
      ...atTemperature(device.thing),
      args: ({ degrees }) => ({ temperature: degrees! }),
      correctable: ["degrees"],
      followUps: [
        {
          en: ["[and now |better |rather |make it |]{degrees}"],
          de: ["[jetzt |lieber |besser |doch |]{degrees}"],
          slots: ["degrees"],
        },
      ],
    };
    return { tools: [made], intents: [intent] };
  },
  r: (device) => {
    const [start, stop] = [startTool(device), stopTool(device)];
    return {
      tools: [start, stop],
      intents: [
        { tool: start[0], ...started(device.thing), args: () => ({}) },
        { tool: stop[0], ...stopped(device.thing), args: () => ({}) },
      ],
    };
  },
  o: (device) => {
    const made = openTool(device);
    const intents: Intent[] = [
      {
        tool: made[0],
        ...opened(device.thing),
        args: ({ state }) => ({ state: state ?? "open" }),
        followUps: [CLOSE_AGAIN],
      },
      {
        tool: made[0],
        ...closed(device.thing),
        args: ({ state }) => ({ state: state ?? "closed" }),
        followUps: [OPEN_AGAIN],
      },
    ];
    return { tools: [made], intents };
  },
  q: (device, kinds) => {
    const made = statusTool(device, kinds);
    return {
      tools: [made],
      intents: [{ tool: made[0], ...asked(device.thing, kinds.includes("o")), args: () => ({}) }],
    };
  },
};

function degreesIn(range: string): Slot {
  const [, first = "0", last = "0"] = /^(-?\d+)-(-?\d+)$/.exec(range) ?? [];
  return ({ random, language }) => {
    const value = random.integer(Number(first), Number(last));
    return { text: `${value} ${language === "de" ? "Grad" : "degrees"}`, value };
  };
}

function domainOf(lines: readonly string[]): Domain {
  const made = lines.flatMap((line) => {
    const [en, gender, de, kinds] = line.split("|") as [string, "m" | "f" | "n" | "p", string, string];
    const device = { thing: thing(en, gender, de), snake: en.replaceAll(" ", "_") };
    // Started and stopped goes by "on" and "off" as well, so that one of the two decides.
    const abilities = kinds.includes("r") ? kinds.replace(/^s /, "") : kinds;
    return abilities.split(" ").map((ability) => ABILITIES[ability[0]!]!(device, kinds, ability.slice(1)));
  });
  return {
    tools: Object.fromEntries(made.flatMap(({ tools }) => tools)),
    intents: made.flatMap(({ intents }) => intents),
  };
}

/** Things at home and in the car, a tool or several each: a tool is to be found by its name. */
export const devices: Domain = domainOf(DEVICE_NOUNS.filter((line) => !line.startsWith("*")));
/** As `devices`, of things that never occur in training. */
export const heldDevices: Domain = domainOf(
  DEVICE_NOUNS.filter((line) => line.startsWith("*")).map((line) => line.slice(1)),
);
