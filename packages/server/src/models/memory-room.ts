import { noRoom, tooLarge } from "./model-faults.ts";
import type { ModelSlot } from "./model-slot.ts";
import { planRoom, surplusOf, type Tenant } from "./plan-room.ts";

export interface RoomOptions {
  /** What all models together may take. */
  readonly memoryBytes: number;
  /** How long a model waits for memory that others use, before those who want it are refused. */
  readonly maxWaitMs: number;
  /** How long it waits before others that are in use take in no more requests until it has its turn. */
  readonly patienceMs: number;
}

interface Applicant {
  readonly slot: ModelSlot;
  readonly sinceMs: number;
  readonly timers: readonly ReturnType<typeof setTimeout>[];
}

type SlotTenant = Tenant & { readonly slot: ModelSlot };

/** Gives memory to models that are to be loaded, and takes it from those that nobody uses. */
export class MemoryRoom {
  readonly #options: RoomOptions;
  readonly #slots: () => Iterable<ModelSlot>;
  /** Those that wait for memory, in the order in which they came. */
  #applicants: readonly Applicant[] = [];

  constructor(options: RoomOptions, slots: () => Iterable<ModelSlot>) {
    this.#options = options;
    this.#slots = slots;
  }

  request(slot: ModelSlot): void {
    const { memoryBytes, maxWaitMs, patienceMs } = this.#options;
    const { id, memoryBytes: neededBytes } = slot.model;
    if (neededBytes > memoryBytes) {
      slot.refuse(tooLarge(id, neededBytes, memoryBytes));
      return;
    }
    const giveUp = () => {
      this.withdraw(slot);
      slot.refuse(noRoom(id));
      this.update();
    };
    const timers = [setTimeout(giveUp, maxWaitMs), setTimeout(() => this.update(), patienceMs)];
    this.#applicants = [...this.#applicants, { slot, sinceMs: performance.now(), timers }];
    this.update();
  }

  withdraw(slot: ModelSlot): void {
    for (const { timers } of this.#applicants.filter((one) => one.slot === slot)) timers.forEach(clearTimeout);
    this.#applicants = this.#applicants.filter((one) => one.slot !== slot);
  }

  /** Looks who can begin: whoever fits, and for the sake of the first who does not, idle ones go. */
  update(): void {
    for (const { slot } of this.#applicants) {
      if (!this.#plan(slot.model.memoryBytes).fits) continue;
      this.withdraw(slot);
      slot.begin();
    }
    const first = this.#applicants.at(0);
    const plan = first && this.#plan(first.slot.model.memoryBytes);
    for (const { slot } of plan?.evict ?? surplusOf(this.#options.memoryBytes, this.#tenants())) slot.evict();
    const isPatient = first === undefined || performance.now() - first.sinceMs < this.#options.patienceMs;
    const draining = new Set(isPatient ? [] : plan?.drain.map(({ slot }) => slot));
    for (const slot of this.#slots()) slot.drain(draining.has(slot));
  }

  #plan(neededBytes: number) {
    return planRoom(neededBytes, this.#options.memoryBytes, this.#tenants());
  }

  #tenants(): SlotTenant[] {
    return [...this.#slots()].map((slot) => ({ ...slot.tenant, slot }));
  }
}
