import type { ChatMessage, GuardAnswer, TokenVerdict } from "@qwents/engine";

/** Of which the last message is judged. */
export type Conversation = readonly ChatMessage[];

export interface Judgement extends GuardAnswer {
  /** How likely the model took it to be that the text is not safe, from 0 to 1. */
  readonly risk: number;
  /** By a model that judges token by token. */
  readonly tokens?: readonly TokenVerdict[];
}
