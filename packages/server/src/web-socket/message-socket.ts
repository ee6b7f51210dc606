/** A WebSocket as its host gives it. */
export interface MessageSocket {
  /** Resolves once the text is on its way; until then, no other is to be sent. Rejects when nobody is left to take it. */
  send(text: string): Promise<void>;
  /** @param reason at most 123 bytes */
  close(code: number, reason: string): void;
}

/** What hears from a WebSocket. */
export interface SocketListener {
  /** A whole message, in UTF-8; undefined in the place of one that is no text. */
  onMessage(message: Uint8Array | undefined): void;
  /** Once. Nothing comes or goes any more. */
  onClose(): void;
}

/** Has the host make a WebSocket of a request, once that is answered. */
export type Upgrade = (connect: (socket: MessageSocket) => SocketListener) => void;

/** Why a WebSocket is closed. @see RFC 6455, section 7.4.1 */
export const closeCodes = {
  done: 1000,
  goingAway: 1001,
  badClient: 1008,
  ourFault: 1011,
  tryAgainLater: 1013,
} as const;
