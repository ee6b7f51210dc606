import { type Place, places, type Zone, zones } from "./car.ts";
import { type CarTool, choiceOf, numberOf, optional, within } from "./car-tool.ts";

export const leastDegrees = 16;
export const mostDegrees = 28;

export const setTemperature: CarTool = {
  schema: {
    name: "set_temperature",
    description: "Set an exact temperature inside the car.",
    parameters: {
      type: "object",
      properties: {
        temperature: { type: "number", description: "Degrees Celsius." },
        zone: { type: "string", enum: zones, description: "Where in the car; left out for all." },
      },
      required: ["temperature"],
    },
  },
  run(args, car) {
    const temperature = within("temperature", numberOf(args, "temperature"), leastDegrees, mostDegrees);
    const zone = optional(args, "zone", () => choiceOf(args, "zone", zones));
    const changed = (zone === undefined ? zones : [zone]).map((each): [Zone, number] => [each, temperature]);
    const all = { ...car.temperature, ...Object.fromEntries(changed) };
    return { car: { ...car, temperature: all }, result: { temperature, ...(zone && { zone }) } };
  },
};

export const changeTemperature: CarTool = {
  schema: {
    name: "change_temperature",
    description: "Raise or lower the temperature in the car relative to now: +1 or -1 unless degrees are named.",
    parameters: {
      type: "object",
      properties: { delta: { type: "number", description: "Degrees to add; negative for cooler." } },
      required: ["delta"],
    },
  },
  run(args, car) {
    const delta = numberOf(args, "delta");
    const temperature = within("temperature", car.temperature.driver + delta, leastDegrees, mostDegrees);
    const moved = (zone: Zone) => Math.min(mostDegrees, Math.max(leastDegrees, car.temperature[zone] + delta));
    const all = { driver: temperature, passenger: moved("passenger"), rear: moved("rear") };
    return { car: { ...car, temperature: all }, result: { temperature } };
  },
};

export const setSeatHeating: CarTool = {
  schema: {
    name: "set_seat_heating",
    description: "Level of the heated seat, 0 to 3, where on alone means 2.",
    parameters: {
      type: "object",
      properties: {
        level: { type: "integer", description: "0 off, 1 low, 2 medium, 3 high; plain on is 2." },
        seat: {
          type: "string",
          enum: places,
          description: "Which seat; left out if none is named; my seat is driver.",
        },
      },
      required: ["level"],
    },
  },
  run(args, car) {
    const level = Math.round(within("level", numberOf(args, "level"), 0, 3));
    const seat = optional(args, "seat", () => choiceOf(args, "seat", places));
    const seatHeating = { ...car.seatHeating, [seat ?? "driver"]: level };
    return { car: { ...car, seatHeating }, result: { level, ...(seat && { seat }) } };
  },
};

const windowNames = [...places, "rear", "all"] as const;
const windowsOf = (name: (typeof windowNames)[number]): readonly Place[] => {
  if (name === "all") return places;
  return name === "rear" ? ["rear_left", "rear_right"] : [name];
};

export const setWindow: CarTool = {
  schema: {
    name: "set_window",
    description:
      "Move the side windows to a percentage open (0 shut, 100 open, a crack is 10); driver unless another is said.",
    parameters: {
      type: "object",
      properties: {
        window: { type: "string", enum: windowNames, description: "Which window; driver if none is named." },
        position: { type: "number", description: "Percent open: 0 is closed, 100 fully open." },
      },
      required: ["window", "position"],
    },
  },
  run(args, car) {
    const window = choiceOf(args, "window", windowNames);
    const position = within("position", numberOf(args, "position"), 0, 100);
    const moved = Object.fromEntries(windowsOf(window).map((place) => [place, position]));
    return { car: { ...car, windows: { ...car.windows, ...moved } }, result: { window, position } };
  },
};
