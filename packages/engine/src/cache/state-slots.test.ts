import { describe, expect, test } from "vitest";
import { createNode, createRoot, type PrefixNode } from "./prefix-node.ts";
import { StateSlots } from "./state-slots.ts";

/** A path of nodes: of one, every node is a block further than the one before. */
function path(length: number, parent = createRoot()): PrefixNode[] {
  const nodes: PrefixNode[] = [];
  for (let i = 0; i < length; i++) {
    const above = nodes.at(-1) ?? parent;
    nodes.push(createNode({ block: 0, key: "", hash: 0, depth: above.depth + 1, parent: above }));
  }
  return nodes;
}

/** A sequence that keeps its state at a node and does not go on from there. */
function keep(slots: StateSlots, node: PrefixNode, weight = 1): boolean {
  const slot = slots.take();
  const kept = slots.keep(node, slot, weight);
  if (kept === undefined) slots.giveBack(slot);
  else slots.release(kept.checkpoint);
  return kept !== undefined;
}

const kept = (nodes: readonly PrefixNode[]) => nodes.flatMap(({ checkpoint }, i) => (checkpoint ? [i] : []));

test("slots of running sequences and of checkpoints are counted apart", () => {
  const slots = new StateSlots(3, 1);
  const [node] = path(1);
  const [a, b] = [slots.take(), slots.take()];
  expect(a).not.toBe(b);
  expect(slots.keep(node, a, 1)?.checkpoint.slot).toBe(a);
  expect([slots.take(), slots.numTaken, slots.numCheckpoints]).toEqual([expect.any(Number), 3, 1]);
  expect(() => slots.take()).toThrow(/a slot for every running sequence/);
  slots.giveBack(b);
  expect(slots.take()).toBe(b);
});

describe("when there are as many checkpoints as allowed", () => {
  test("those that stand close to the one before make room first", () => {
    const slots = new StateSlots(4, 3);
    const nodes = path(100);
    for (const i of [29, 49, 59, 99]) expect(keep(slots, nodes[i])).toBe(true);
    expect(kept(nodes)).toEqual([29, 49, 99]);
    expect(nodes[59].hasLostCheckpoint).toBe(true);
    expect(keep(slots, nodes[54])).toBe(false);
    expect(slots.numTaken).toBe(3);
  });

  test("one that saves the most is given up when enough requests have come without going on from it", () => {
    const slots = new StateSlots(3, 2);
    const [old, other] = [path(50), path(30)];
    keep(slots, old[49]);
    keep(slots, other[29]);
    for (let i = 0; i < 4; i++) slots.begin(undefined);
    expect(keep(slots, path(5)[4])).toBe(false);
    slots.begin(other[29].checkpoint);
    if (other[29].checkpoint) slots.release(other[29].checkpoint);
    expect(keep(slots, path(10)[9])).toBe(true);
    expect([kept(old), kept(other)]).toEqual([[], [29]]);
  });

  test("likely ones stay before others", () => {
    const slots = new StateSlots(2, 1);
    const [likely, other] = [path(10), path(20)];
    keep(slots, likely[9], 4);
    expect(keep(slots, other[19])).toBe(false);
    expect(keep(slots, other[19], 4)).toBe(true);
    expect(kept(likely)).toEqual([]);
  });

  test("none goes that a sequence is about to read, and none is kept where none may be", () => {
    const slots = new StateSlots(3, 1);
    const [read, other] = [path(1), path(50)];
    const first = slots.keep(read[0], slots.take(), 1)?.checkpoint;
    expect(keep(slots, other[49])).toBe(false);
    if (first) slots.release(first);
    expect(keep(slots, other[49])).toBe(true);
    expect(keep(new StateSlots(1, 0), other[48])).toBe(false);
  });
});

test("a checkpoint is dropped once, and not while it is read", () => {
  const slots = new StateSlots(2, 1);
  const [node] = path(1);
  const checkpoint = slots.keep(node, slots.take(), 1)?.checkpoint;
  if (!checkpoint) throw new Error("expected a checkpoint");
  expect(() => slots.drop(checkpoint)).toThrow(/nobody reads/);
  slots.release(checkpoint);
  slots.drop(checkpoint);
  expect([node.checkpoint, slots.numTaken]).toEqual([undefined, 0]);
  expect(() => slots.drop(checkpoint)).toThrow(/nobody reads/);
});
