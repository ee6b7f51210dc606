/** Who takes memory. */
export interface Tenant {
  readonly bytes: number;
  /** "leaving": it gives its memory back by itself. */
  readonly use: "idle" | "busy" | "leaving";
  readonly lastUsedMs: number;
  /** Whether it is to stay as long as others can go. */
  readonly stays: boolean;
}

export interface RoomPlan<T> {
  readonly fits: boolean;
  /** Idle ones that make the room by going now; none where that would not do. */
  readonly evict: readonly T[];
  /** Busy ones that would have to go, too, once they are idle. */
  readonly drain: readonly T[];
}

/** How to have `neededBytes` within a budget: those go first that were not used for the longest, those that stay last. */
export function planRoom<T extends Tenant>(
  neededBytes: number,
  budgetBytes: number,
  tenants: readonly T[],
): RoomPlan<T> {
  const missing = usedBytes(tenants) + neededBytes - budgetBytes;
  const toFree = missing - usedBytes(tenants.filter(({ use }) => use === "leaving"));
  const fits = missing <= 0;
  const idle = firstOf(tenants, "idle", toFree);
  const lacking = toFree - usedBytes(idle);
  if (lacking <= 0) return { fits, evict: idle, drain: [] };
  const busy = firstOf(tenants, "busy", lacking);
  return { fits, evict: [], drain: usedBytes(busy) >= lacking ? [...idle, ...busy] : [] };
}

/** Idle ones to let go where they turned out larger than it was thought; never the one that was used last. */
export function surplusOf<T extends Tenant>(budgetBytes: number, tenants: readonly T[]): readonly T[] {
  const latest = tenants.toSorted((a, b) => a.lastUsedMs - b.lastUsedMs).at(-1);
  const leaving = usedBytes(tenants.filter(({ use }) => use === "leaving"));
  const others = tenants.filter((tenant) => tenant !== latest);
  return firstOf(others, "idle", usedBytes(tenants) - leaving - budgetBytes);
}

/** Those whose turn it is to go, as many as free `bytes`, or all. */
function firstOf<T extends Tenant>(tenants: readonly T[], use: Tenant["use"], bytes: number): T[] {
  let missing = bytes;
  return tenants
    .filter((tenant) => tenant.use === use && tenant.bytes > 0)
    .sort((a, b) => Number(a.stays) - Number(b.stays) || a.lastUsedMs - b.lastUsedMs)
    .filter((tenant) => {
      if (missing <= 0) return false;
      missing -= tenant.bytes;
      return true;
    });
}

const usedBytes = (tenants: readonly Tenant[]): number => tenants.reduce((sum, { bytes }) => sum + bytes, 0);
