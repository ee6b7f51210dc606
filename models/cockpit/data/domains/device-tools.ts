import type { ParameterDefinition, ToolDefinition, Value, Values } from "../domain.ts";
import type { Draw } from "../draw.ts";
import { inDigits } from "../language/numbers.ts";
import type { Thing } from "../language/switching.ts";

/** A device of the list: its words, and its name inside of tool names. */
export interface Device {
  readonly thing: Thing;
  readonly snake: string;
}

const is = ({ plural = false }: Thing, language: "en" | "de"): string => {
  if (language === "de") return plural ? "sind" : "ist";
  return plural ? "are" : "is";
};
/** "The oven is", "Der Backofen ist". */
const subject = (thing: Thing, language: "en" | "de"): string =>
  language === "en" ? `The ${thing.en} ${is(thing, "en")}` : `${thing.de.subject.replace("d", "D")} ${is(thing, "de")}`;

function tool(
  names: readonly string[],
  heldNames: readonly string[],
  description: readonly string[],
  rest: Pick<ToolDefinition, "parameters" | "result" | "answer">,
): readonly [string, ToolDefinition] {
  return [names[0]!, { names: names.slice(1), heldNames, description, ...rest }];
}

const onParameter: ParameterDefinition = {
  type: "boolean",
  description: ["true for on, false for off.", "On or off."],
  names: ["state", "power", "enabled"],
};

/** Turns a list so that devices differ in which name is the usual one. */
const turned = (names: readonly string[], by: number): string[] => [
  ...names.slice(by % names.length),
  ...names.slice(0, by % names.length),
];

export function switchTool({ thing, snake }: Device): readonly [string, ToolDefinition] {
  const names = [
    `${snake}_on_off`,
    `set_${snake}`,
    `switch_${snake}`,
    `${snake}_power`,
    `control_${snake}`,
    `toggle_${snake}`,
  ];
  return tool(
    turned(names, snake.length),
    [`operate_${snake}`, `${snake}_relay`],
    [
      `Switch the ${thing.en} on or off.`,
      `Turns the ${thing.en} on (true) or off (false).`,
      `Power of the ${thing.en}.`,
      `Controls whether the ${thing.en} ${is(thing, "en")} on.`,
    ],
    {
      parameters: { on: onParameter },
      result: ({ on }) => ({ on: on! }),
      answer: {
        en: (_, { on }) => `${subject(thing, "en")} ${on ? "on" : "off"}.`,
        de: (_, { on }) => `${subject(thing, "de")} ${on ? "an" : "aus"}.`,
      },
    },
  );
}

export function levelTool({ thing, snake }: Device): readonly [string, ToolDefinition] {
  const names = [`set_${snake}_level`, `${snake}_level`, `adjust_${snake}`, `${snake}_percent`, `dim_${snake}`];
  return tool(
    names,
    [`${snake}_dial`, `regulate_${snake}`],
    [
      `Set the ${thing.en} to a level in percent.`,
      `How far or how strong the ${thing.en} ${is(thing, "en")}, 0 to 100.`,
      `Level of the ${thing.en}: 0 none, 50 half, 100 maximum.`,
    ],
    {
      parameters: {
        level: {
          type: "number",
          description: ["Percent, 0 to 100.", "From 0 to 100."],
          names: ["percent", "value", "amount"],
        },
      },
      result: ({ level }) => ({ level: level! }),
      answer: {
        en: (_, { level }) => `${subject(thing, "en")} at ${level} percent.`,
        de: (_, { level }) => `${subject(thing, "de")} auf ${level} Prozent.`,
      },
    },
  );
}

export function temperatureTool({ thing, snake }: Device): readonly [string, ToolDefinition] {
  const names = [`set_${snake}_temperature`, `${snake}_temperature`, `${snake}_degrees`, `${snake}_thermostat`];
  return tool(
    names,
    [`heat_setting_${snake}`, `${snake}_celsius`],
    [
      `Set the temperature of the ${thing.en} in degrees Celsius.`,
      `How hot or cold the ${thing.en} should be.`,
      `Target temperature for the ${thing.en}.`,
    ],
    {
      parameters: {
        temperature: {
          type: "number",
          description: ["Degrees Celsius.", "The temperature."],
          names: ["degrees", "celsius", "target"],
        },
      },
      result: ({ temperature }) => ({ temperature: temperature! }),
      answer: {
        en: (_, { temperature }) => `${subject(thing, "en")} set to ${inDigits(Number(temperature), "en")} degrees.`,
        de: (_, { temperature }) =>
          `${subject(thing, "de")} auf ${inDigits(Number(temperature), "de")} Grad eingestellt.`,
      },
    },
  );
}

export function startTool({ thing, snake }: Device): readonly [string, ToolDefinition] {
  return tool(
    [`start_${snake}`, `run_${snake}`, `${snake}_start`, `launch_${snake}`],
    [`begin_${snake}`, `${snake}_go`],
    [`Start the ${thing.en}.`, `Lets the ${thing.en} run.`, `Begin a run of the ${thing.en}.`],
    {
      parameters: {},
      result: (_, { random }) => ({ state: "running", minutes: random.integer(5, 120) }),
      answer: {
        en: (_, { minutes }) => `${subject(thing, "en")} running, for about ${minutes} minutes.`,
        de: (_, { minutes }) => `${thing.de.subject.replace("d", "D")} läuft, etwa ${minutes} Minuten lang.`,
      },
    },
  );
}

export function stopTool({ thing, snake }: Device): readonly [string, ToolDefinition] {
  return tool(
    [`stop_${snake}`, `halt_${snake}`, `${snake}_stop`, `end_${snake}`],
    [`finish_${snake}`, `${snake}_break`],
    [`Stop the ${thing.en}.`, `Ends a run of the ${thing.en}.`, `Halt the ${thing.en}.`],
    {
      parameters: {},
      result: () => ({ state: "stopped" }),
      answer: {
        en: () => `The ${thing.en} has stopped.`,
        de: () => `${thing.de.subject.replace("d", "D")} hat angehalten.`,
      },
    },
  );
}

export function openTool({ thing, snake }: Device): readonly [string, ToolDefinition] {
  const names = [
    `move_${snake}`,
    `set_${snake}_open`,
    `open_close_${snake}`,
    `${snake}_control`,
    `${snake}_open_or_closed`,
  ];
  return tool(
    turned(names, snake.length),
    [`operate_${snake}`, `${snake}_motor`],
    [
      `Open or close the ${thing.en}.`,
      `Opens (open) or shuts (closed) the ${thing.en}.`,
      `Whether the ${thing.en} should be open or closed.`,
    ],
    {
      parameters: {
        state: {
          type: "string",
          enum: ["open", "closed"],
          description: ["open or closed.", "The wanted state."],
          names: ["position", "target"],
        },
      },
      result: ({ state }) => ({ state: state! }),
      answer: {
        en: (_, { state }) => `${subject(thing, "en")} ${state}.`,
        de: (_, { state }) => `${subject(thing, "de")} ${state === "open" ? "offen" : "geschlossen"}.`,
      },
    },
  );
}

export function statusTool({ thing, snake }: Device, kinds: string): readonly [string, ToolDefinition] {
  const names = [
    `get_${snake}_status`,
    `${snake}_status`,
    `check_${snake}`,
    `${snake}_state`,
    `read_${snake}`,
    `query_${snake}`,
  ];
  const opens = kinds.includes("o");
  return tool(
    turned(names, snake.length),
    [`inspect_${snake}`, `${snake}_info`],
    [
      `Tells the state of the ${thing.en}.`,
      `What the ${thing.en} ${is(thing, "en")} doing now.`,
      `Check the ${thing.en} without changing anything.`,
      `Current status of the ${thing.en}.`,
    ],
    {
      parameters: {},
      result: (_, draw) => (opens ? { state: draw.random.pick(["open", "closed"]) } : working(draw)),
      answer: opens
        ? {
            en: (_, { state }) => `${subject(thing, "en")} ${state}.`,
            de: (_, { state }) => `${subject(thing, "de")} ${state === "open" ? "offen" : "geschlossen"}.`,
          }
        : {
            en: (_, result) => `${subject(thing, "en")} ${worksIn(result, "en")}.`,
            de: (_, result) => `${subject(thing, "de")} ${worksIn(result, "de")}.`,
          },
    },
  );
}

function working({ random }: Draw): Values {
  return random.chance(0.4) ? { on: false } : { on: true, watts: random.integer(4, 2200) };
}

function worksIn({ on, watts }: Values, language: "en" | "de"): Value {
  if (language === "en") return on ? `on, at ${watts} watts` : "off";
  return on ? `an, mit ${watts} Watt` : "aus";
}
