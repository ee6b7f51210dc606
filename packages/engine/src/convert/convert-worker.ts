import { threadOwner } from "#platform";
import { assert } from "../errors.ts";
import { openSource } from "../files/open-source.ts";
import type { Source } from "../files/source.ts";
import { failureOf } from "../thread-failure.ts";
import { convertRows } from "./convert-rows.ts";
import type { ConvertPlan, MessageFromWorker, MessageToWorker, RowRange } from "./worker-messages.ts";

const owner = threadOwner();
const say = (message: MessageFromWorker): void => owner.postMessage(message);
owner.onMessage(waitForStart());

/** The first message opens what the later ones read. */
function waitForStart(): (message: unknown) => void {
  let started: { readonly plan: ConvertPlan; readonly sources: Promise<readonly Source[]> } | undefined;
  return (data) => {
    const message = data as MessageToWorker;
    if (message.kind === "start") {
      const { plan } = message;
      started = { plan, sources: Promise.all(plan.sources.map(openSource)) };
      started.sources.catch(() => {}); // told to whoever asks for rows
      return;
    }
    assert(started, "a thread is told what to convert before it starts");
    void convert(started.plan, started.sources, message.id, message.rows);
  };
}

async function convert(
  { tensors }: ConvertPlan,
  sources: Promise<readonly Source[]>,
  id: number,
  rows: RowRange,
): Promise<void> {
  try {
    say({ kind: "converted", id, bytes: await convertRows(tensors[rows.tensor], rows, await sources) });
  } catch (error) {
    say({ kind: "failed", id, failure: failureOf(error, "convert weights") });
  }
}
