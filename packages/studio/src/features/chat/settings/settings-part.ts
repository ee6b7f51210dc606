import type { Model } from "@qwents/protocol";
import type { Conversation } from "../history/conversation.ts";
import type { ChatSettings } from "../history/records.ts";

/** What a part of the settings works on. */
export interface SettingsPart {
  readonly conversation: Conversation;
  readonly settings: ChatSettings;
  /** As far as it is known. */
  readonly model: Model | undefined;
}
