import { expect, test } from "vitest";
import { remediesOf } from "./fault-remedies.ts";

test.each([
  ["broken_off", ["retry"]],
  [null, ["retry"]],
  ["context_length_exceeded", ["leaveOut", "retry"]],
  ["too_many_steps", []],
])("after %s, what may help is %j", (code, remedies) => {
  expect(remediesOf({ message: "", status: 0, code })).toEqual(remedies);
});
