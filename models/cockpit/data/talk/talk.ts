/** Something said that wants words back and no call: ways to say it, and the one answer. */
export interface Talk {
  readonly en: TalkSide;
  readonly de: TalkSide;
  /** Short words that take no fillers or politeness. */
  readonly short?: boolean;
  /** How often it is chosen beside others; 1 if absent. */
  readonly weight?: number;
}

export interface TalkSide {
  /** Templates: [a|b|] chooses, {slot} fills from `talkSlots`. */
  readonly ask: readonly string[];
  /** Other wordings, never used in training. */
  readonly held: readonly string[];
  readonly answer: string;
}
