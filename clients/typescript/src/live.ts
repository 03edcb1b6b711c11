import { Problem } from "./problem.js";

/** An event of a live stream. `id`: to go on after it; `data`: its JSON. */
export interface StreamEvent<T> {
  id: string | undefined;
  event: string;
  data: T;
}

/** Where to go on after, and what ends the listening. */
export interface Listening {
  lastEventId?: string | undefined;
  signal?: AbortSignal | undefined;
}

type Open = (lastEventId: string | undefined) => Promise<Response>;
type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** Events, over as many connections as it takes. What a connection is refused for ends them: it is thrown. */
export async function* events<T>(
  open: Open,
  sleep: Sleep,
  { lastEventId, signal }: Listening,
): AsyncGenerator<StreamEvent<T>, void, undefined> {
  let wait = FIRST_WAIT_MS;
  while (!signal?.aborted) {
    try {
      const answer = await open(lastEventId);
      for await (const one of readEvents<T>(answer)) {
        wait = FIRST_WAIT_MS;
        lastEventId = one.id ?? lastEventId;
        yield one;
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (error instanceof Problem && error.status < 500) throw error;
    }
    try {
      await sleep(wait, signal);
    } catch {
      return; // aborted
    }
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

/** The events of one connection (the event stream format of the HTML standard, 9.2.6). */
export async function* readEvents<T>(answer: Response): AsyncGenerator<StreamEvent<T>, void, undefined> {
  if (!answer.body) return;
  const reader = answer.body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = "";
  let told: { id?: string; event: string; data: string[] } = { event: "message", data: [] };
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (rest + value).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line === "") {
          if (told.data.length) yield { id: told.id, event: told.event, data: JSON.parse(told.data.join("\n")) as T };
          told = { event: "message", data: [] };
          continue;
        }
        const [, name, text = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
        if (name === "data") told.data.push(text);
        else if (name === "event") told.event = text;
        else if (name === "id") told.id = text;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
