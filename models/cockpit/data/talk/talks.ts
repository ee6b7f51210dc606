export { beyond } from "./beyond.ts";

import { commandsTalks } from "./commands.ts";
import { feelingsTalks } from "./feelings.ts";
import { filesTalks } from "./files.ts";
import { greetingsTalks } from "./greetings.ts";
import { identityTalks } from "./identity.ts";
import { inspectingTalks } from "./inspecting.ts";
import { makingTalks } from "./making.ts";
import { mannersTalks } from "./manners.ts";
import { natureTalks } from "./nature.ts";
import { projectTalks } from "./project.ts";
import { serverTalks } from "./server.ts";
import { setupTalks } from "./setup.ts";
import type { Talk } from "./talk.ts";

/** All that Cockpit says without a tool, but for what is beyond it. */
export const talks: readonly Talk[] = [
  ...greetingsTalks,
  ...mannersTalks,
  ...feelingsTalks,
  ...identityTalks,
  ...makingTalks,
  ...natureTalks,
  ...projectTalks,
  ...filesTalks,
  ...setupTalks,
  ...commandsTalks,
  ...serverTalks,
  ...inspectingTalks,
];
