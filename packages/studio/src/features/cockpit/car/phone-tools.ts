import { type CarTool, choiceOf, optional, textOf } from "./car-tool.ts";

const lines = ["mobile", "home", "work"] as const;
const apps = ["sms", "whatsapp", "email", "telegram", "signal"] as const;

/** Messages that stay on the display. */
const maxMessages = 20;

export const callContact: CarTool = {
  schema: {
    name: "call_contact",
    description: "Rings a person who is named.",
    parameters: {
      type: "object",
      properties: {
        name: { type: "string", description: "Who to call, as said." },
        line: { type: "string", enum: lines, description: "Which of the person's phones, if said." },
      },
      required: ["name"],
    },
  },
  run(args, car) {
    const name = textOf(args, "name");
    const line = optional(args, "line", () => choiceOf(args, "line", lines));
    const music = { ...car.music, isPlaying: false };
    return { car: { ...car, music, call: { name, line } }, result: { calling: name, ...(line && { line }) } };
  },
};

export const sendMessage: CarTool = {
  schema: {
    name: "send_message",
    description: "Sends somebody a message, through a certain app if one is named.",
    parameters: {
      type: "object",
      properties: {
        recipient: { type: "string", description: "Who gets it, as said." },
        text: { type: "string", description: "The message, word for word." },
        app: { type: "string", enum: apps, description: "By which app, if said." },
      },
      required: ["recipient", "text"],
    },
  },
  run(args, car) {
    const to = textOf(args, "recipient");
    const text = textOf(args, "text");
    const app = optional(args, "app", () => choiceOf(args, "app", apps));
    const messages = [...car.messages, { to, text, app }].slice(-maxMessages);
    return { car: { ...car, messages }, result: { status: "sent", to } };
  },
};
