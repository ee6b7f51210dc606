/** Where a step with a sequence ends, so that its state can be kept. */
export interface CheckpointStop {
  /** Tokens before it, whole blocks. */
  readonly position: number;
  /** How likely it is, beside others, that a later request goes on from here. */
  readonly weight: number;
}

export interface StopOptions {
  readonly blockLength: number;
  /** Tokens between two stops at most, but for what rounding to whole blocks adds. */
  readonly spacing: number;
}

/** Where requests often part: at the ends of the first message, of what precedes the last one, of a prompt or an answer. */
export const likelyWeight = 16;
const otherWeight = 1;

/**
 * Where states of a prompt are worth keeping: at the ends of the first message (tools and system text, which other chats
 * share), of what precedes the last message (which may be edited) and of the prompt (which may be answered anew); at
 * other ends of messages that are not close to one another; and in between where there are none for long.
 * @param messageStarts ascending positions at which messages begin, the answer's included
 */
export function checkpointStops(
  messageStarts: readonly number[],
  promptLength: number,
  { blockLength, spacing }: StopOptions,
): CheckpointStop[] {
  const aligned = (position: number) => position - (position % blockLength);
  const stops: CheckpointStop[] = [];
  let last = 0;
  const add = (position: number, weight: number) => {
    if (position > last) stops.push({ position, weight });
    last = position;
  };
  // The last token is always computed, for there to be logits.
  const ends = [...new Set([...messageStarts, promptLength - 1].map(aligned))].filter((position) => position > 0);
  for (const [i, end] of ends.entries()) {
    const isLikely = i === 0 || i >= ends.length - 3;
    const gap = end - last;
    if (!isLikely && gap < spacing / 2) continue;
    const from = last;
    const pieces = Math.ceil(gap / spacing);
    for (let piece = 1; piece < pieces; piece++) add(aligned(from + (gap * piece) / pieces), otherWeight);
    add(end, isLikely ? likelyWeight : otherWeight);
  }
  return stops;
}
