import { describe, expect, test, vi } from "vitest";
import { calculate } from "./calculate.ts";
import { safeFileName } from "./page-tools.ts";
import { runCall } from "./run-call.ts";

describe("arithmetic", () => {
  test.each([
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["2 ^ 3 ^ 2", 512],
    ["2 ** 3", 8],
    ["-2 ^ 2", -4],
    ["2 ^ -1", 0.5],
    ["10 % 4 - .5", 1.5],
    ["sqrt(16) × 2 ÷ 4", 2],
    ["1.5e3 − 500", 1000],
    ["round(pi * 100) / 100", 3.14],
  ])("%s is %d", (expression, value) => expect(calculate(expression)).toBeCloseTo(value, 12));

  test.each(["", "1 +", "(1", "1)", "1 2", "alert(1)", "constructor", "1 / 0", "a.b", "sqrt 4", "1".repeat(2000)])(
    "%s is none",
    (expression) => expect(() => calculate(expression)).toThrow(/./),
  );
});

describe("calls", () => {
  const page = { makeChat: vi.fn(async () => {}), saveFile: vi.fn(), now: () => new Date("2026-05-01T10:00:00Z") };
  const call = (name: string, args: string) => ({ id: "1", name, arguments: args, state: "approved" as const });

  test("give JSON", async () => {
    const done = await runCall(call("calculate", '{"expression":"6*7"}'), ["calculate"], page);
    expect(done).toMatchObject({ state: "done", result: '{"result":42}' });
    const time = await runCall(call("current_time", '{"time_zone":"Europe/London"}'), ["current_time"], page);
    expect(time.result).toContain("11:00:00");
  });

  test.each([
    ["of tools that are not on offer", call("save_text_file", '{"name":"a","text":"b"}'), "no tool"],
    ["of tools that there are not", call("rm", "{}"), "no tool"],
    ["with broken arguments", call("calculate", '{"expr'), "JSON"],
    ["with arguments that are no object", call("calculate", "[1]"), "JSON object"],
    ["with wrong arguments", call("calculate", "{}"), "expression"],
    ["of a time zone that there is not", call("current_time", '{"time_zone":"Mars/Olympus"}'), "Mars"],
  ])("%s fail, and the model is told", async (_, given, message) => {
    const done = await runCall(given, ["calculate", "current_time"], page);
    expect(done.state).toBe("failed");
    expect(done.result).toContain(message);
    expect(page.saveFile).not.toHaveBeenCalled();
  });

  test("names of files have no folders, and nothing that systems refuse", () => {
    const names = ["../../etc/passwd", "C:\\a\\b.txt", ".bashrc", 'a<b>:"c|?*\u0007.md', "  ", "日记.txt"];
    expect(names.map(safeFileName)).toEqual(["passwd", "b.txt", "bashrc", "abc.md", "text.txt", "日记.txt"]);
  });
});
