import { colors } from "./car.ts";
import { type CarTool, choiceOf, numberOf, optional, ToolFault, within } from "./car-tool.ts";

export const setAmbientLight: CarTool = {
  schema: {
    name: "set_ambient_light",
    description: "Ambient lighting; give what is said: a colour, a brightness 0 to 100, or both. Off is 0, on is 100.",
    parameters: {
      type: "object",
      properties: {
        color: { type: "string", enum: colors, description: "The colour, if said." },
        brightness: { type: "number", description: "Percent, 0 to 100." },
      },
      required: [],
    },
  },
  run(args, car) {
    const color = optional(args, "color", () => choiceOf(args, "color", colors));
    const brightness = optional(args, "brightness", () => within("brightness", numberOf(args, "brightness"), 0, 100));
    if (color === undefined && brightness === undefined)
      throw new ToolFault("something is missing", "color and brightness are missing");
    // A light that is off shows no colour: whoever names one wants to see it.
    const shown = brightness ?? (car.light.brightness === 0 ? 100 : car.light.brightness);
    return {
      car: { ...car, light: { color: color ?? car.light.color, brightness: shown } },
      result: { ...(color && { color }), ...(brightness !== undefined && { brightness }) },
    };
  },
};
