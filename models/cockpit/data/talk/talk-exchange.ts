import type { Draw, Split } from "../draw.ts";
import type { Exchange } from "../exchange.ts";
import { asTyped, say } from "../utterance.ts";
import type { TalkSide } from "./talk.ts";
import { talkSlots } from "./talk-slots.ts";
import { beyond, talks } from "./talks.ts";

/** Small talk, questions about Cockpit and about this software. */
export function talkExchange(draw: Draw, wording: Split): Exchange {
  const talk = draw.random.weighted(talks.map((talk) => [talk, talk.weight ?? 1] as const));
  return answered(talk[draw.language], draw, wording, talk.short === true);
}

/** Everything else. One in twelve is in another language. */
export function beyondExchange(draw: Draw, wording: Split): Exchange {
  const other = draw.random.chance(1 / 12);
  return answered(other ? beyond.other : beyond[draw.language], draw, wording, other);
}

function answered(side: TalkSide, draw: Draw, wording: Split, plain: boolean): Exchange {
  const template = draw.random.pick(wording === "held" ? side.held : side.ask);
  const said = say(template, "other", talkSlots, draw, plain);
  return {
    turns: [
      { role: "user", content: asTyped(said, draw.random) },
      { role: "assistant", content: side.answer },
    ],
  };
}
