import { type Entry, shelves } from "./data/catalogue.ts";
import type { Offer } from "./data/conversation.ts";
import { type OfferedTool, offer } from "./data/offered-tools.ts";
import { Random } from "./data/random.ts";

const KEYS =
  "set_temperature change_temperature set_seat_heating set_window set_ambient_light set_door_lock navigate_to find_nearby get_range play_music control_playback change_volume call_contact send_message create_reminder get_weather convert_units calculate translate describe_view".split(
    " ",
  );

/** The tools of a car as this project's own demo offers them, under their usual names, with what may be wanted of them. */
export const demoOffers: readonly Offer[] = KEYS.map((key) => {
  const { definition, intents } = entryOf(key);
  return { tool: offer(key, definition, new Random(key), "usual"), intents };
});

export const demoTools: readonly OfferedTool[] = demoOffers.map(({ tool }) => tool);

function entryOf(key: string): Entry {
  const entry = shelves.flatMap(({ entries }) => entries).find((candidate) => candidate.key === key);
  if (!entry) throw new Error(`no tool "${key}"`);
  return entry;
}
