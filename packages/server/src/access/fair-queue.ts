/** A place in the queue. */
export interface Place {
  /** Leaves it: waits no more, or has done what it waited for. Idempotent. */
  leave(): void;
}

interface Waiter {
  readonly begin: () => void;
}

/** Who has something in the queue. */
interface Owner {
  running: number;
  readonly waiting: Set<Waiter>;
  maxRunning: number;
  /** Number of its last turn; of the last one of all, where it had none yet. */
  lastTurn: number;
}

/**
 * Lets so many run at once and the others wait. The next turn is that of the owner with the fewest running, among equals of
 * the one whose last turn is the longest ago; an owner's own turns come in the order in which it asked. So whoever has
 * nothing running waits for no more turns than there are owners, however much others ask for.
 */
export class FairQueue {
  readonly #owners = new Map<string, Owner>();
  readonly #capacity: number;
  #running = 0;
  #waiting = 0;
  #turns = 0;

  /** @param capacity how many run at once */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return this.#waiting;
  }

  waitingOf(owner: string): number {
    return this.#owners.get(owner)?.waiting.size ?? 0;
  }

  runningOf(owner: string): number {
    return this.#owners.get(owner)?.running ?? 0;
  }

  /**
   * @param begin called once, in its turn, which may be at once
   * @param maxRunning how many of this owner run at once, from now on
   */
  join(name: string, begin: () => void, maxRunning = Number.POSITIVE_INFINITY): Place {
    // As if it just had a turn: nobody gets ahead of others by coming and going.
    const owner = this.#owners.get(name) ?? { running: 0, waiting: new Set(), maxRunning, lastTurn: this.#turns };
    this.#owners.set(name, owner);
    owner.maxRunning = maxRunning;
    const waiter: Waiter = { begin };
    owner.waiting.add(waiter);
    this.#waiting++;
    let hasLeft = false;
    this.#advance();
    return {
      leave: () => {
        if (hasLeft) return;
        hasLeft = true;
        this.#remove(name, owner, waiter);
        this.#advance();
      },
    };
  }

  #remove(name: string, owner: Owner, waiter: Waiter): void {
    if (owner.waiting.delete(waiter)) this.#waiting--;
    else {
      owner.running--;
      this.#running--;
    }
    if (owner.running === 0 && owner.waiting.size === 0) this.#owners.delete(name);
  }

  #advance(): void {
    while (this.#running < this.#capacity) {
      const owner = this.#next();
      if (owner === undefined) return;
      const [waiter] = owner.waiting;
      owner.waiting.delete(waiter);
      owner.running++;
      owner.lastTurn = ++this.#turns;
      this.#waiting--;
      this.#running++;
      waiter.begin();
    }
  }

  #next(): Owner | undefined {
    let best: Owner | undefined;
    for (const owner of this.#owners.values()) {
      if (owner.waiting.size === 0 || owner.running >= owner.maxRunning) continue;
      if (best === undefined || isBefore(owner, best)) best = owner;
    }
    return best;
  }
}

function isBefore(a: Owner, b: Owner): boolean {
  return a.running === b.running ? a.lastTurn < b.lastTurn : a.running < b.running;
}
