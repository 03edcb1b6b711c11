import type { components } from "./generated.js";
import { events, type Listening, type StreamEvent } from "./live.js";
import { OPERATIONS, type Operation } from "./operations.js";
import { Problem } from "./problem.js";
import type { Action, Answer, Arguments, Given, Item, ListId, OperationId, Result, StreamId, Versioned } from "./types.js";

/** Gives a bearer token. It is asked before each sending, so it may renew one that is about to end. */
export type TokenProvider = () => string | Promise<string>;

export interface Options {
  /** Where the API is, such as `https://daiban.example`. */
  baseUrl: string;
  token: TokenProvider;
  /** The language of problems: Chinese unless told otherwise. */
  language?: "zh" | "en";
  /** How often a call is sent again that may be, before its failure is the caller's: 3 unless told otherwise. */
  retries?: number;
  fetch?: typeof fetch;
  /** Waits; tests give one that does not. */
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

interface Sending {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string | FormData | undefined;
  signal?: AbortSignal | undefined;
}

/** What a project's live stream tells. */
export type Change = components["schemas"]["EntryView"];
type Values = Readonly<Record<string, unknown>>;

const PASSING = new Set([429, 502, 503, 504]);
const FIRST_WAIT_MS = 200;

/** The API, each operation by its id. What it refuses is thrown as a {@link Problem}. */
export class Daiban {
  readonly #base: string;
  readonly #token: TokenProvider;
  readonly #language: string;
  readonly #retries: number;
  readonly #fetch: typeof fetch;
  readonly #sleep: (ms: number, signal?: AbortSignal) => Promise<void>;

  constructor(options: Options) {
    this.#base = options.baseUrl.replace(/\/+$/, "");
    this.#token = options.token;
    this.#language = options.language ?? "zh";
    this.#retries = options.retries ?? 3;
    this.#fetch = options.fetch ?? ((...given) => fetch(...given));
    this.#sleep = options.sleep ?? pause;
  }

  /**
   * Call an operation.
   *
   * A write gets an Idempotency-Key that is kept when it is sent again: after a broken connection, or while the API is
   * not there (503), it is, and still done once. `ifMatch` takes what was read: the answer, the thing, or its ETag.
   */
  async call<K extends OperationId>(operation: K, ...[given]: Arguments<K>): Promise<Answer<Result<K>>> {
    const answer = await this.#send(sending(OPERATIONS[operation], given ?? {}));
    return told<Result<K>>(answer);
  }

  /** Each entry of a list, page after page; `query.limit` says how many a page holds. */
  async *list<K extends ListId>(operation: K, ...[given]: Arguments<K>): AsyncGenerator<Item<K>, void, undefined> {
    let cursor: string | null | undefined;
    do {
      const asked = given as { query?: Values } | undefined;
      const query = cursor ? { ...asked?.query, cursor } : { ...asked?.query };
      const page = await this.call(operation, ...([{ ...asked, query }] as unknown as Arguments<K>));
      const { items, next_cursor } = page.data as { items: Item<K>[]; next_cursor?: string | null };
      yield* items;
      cursor = next_cursor;
    } while (cursor);
  }

  /**
   * Listen to a live stream until `signal` ends it, or the loop is left. A stream that breaks, or that the API ends to
   * check rights anew, is taken up after the last event, so that none is missed.
   */
  live<T = Change>(
    operation: StreamId,
    given: { [K in StreamId]: Given<K> }[StreamId],
    { lastEventId, signal }: Listening = {},
  ): AsyncGenerator<StreamEvent<T>, void, undefined> {
    const stream = sending(OPERATIONS[operation], given);
    const open = (last: string | undefined): Promise<Response> => {
      const resuming: Record<string, string> = last === undefined ? {} : { "Last-Event-ID": last };
      const headers = { ...stream.headers, ...resuming, Accept: "text/event-stream" };
      return this.#send({ ...stream, headers, signal });
    };
    return events<T>(open, this.#sleep, { lastEventId, signal });
  }

  /**
   * Do what a thing's `next_actions` offer, with nothing but what the action says. body: what is added to its prefill;
   * ifMatch: what was read, where the action needs a version.
   */
  async follow<T = unknown>(
    action: Action,
    body: Values = {},
    { ifMatch, key, signal }: { ifMatch?: Versioned; key?: string; signal?: AbortSignal } = {},
  ): Promise<Answer<T>> {
    const headers: Record<string, string> = {};
    if (ifMatch !== undefined && action.needs.includes("If-Match")) headers["If-Match"] = etagOf(ifMatch);
    if (action.needs.includes("Idempotency-Key")) headers["Idempotency-Key"] = key ?? crypto.randomUUID();
    const content = action.media_type === null ? undefined : { ...action.prefill, ...body };
    const form = action.media_type === "multipart/form-data";
    return told<T>(await this.#send({ ...action, headers, signal, ...written(content, form, headers) }));
  }

  /** Send it, again where that can do no harm; the answer, or the Problem that it tells. */
  async #send(one: Sending): Promise<Response> {
    const harmless = one.method === "GET" || "Idempotency-Key" in one.headers;
    for (let attempt = 0; ; attempt++) {
      const wait = FIRST_WAIT_MS * 2 ** attempt;
      let answer: Response;
      try {
        answer = await this.#once(one);
      } catch (error) {
        if (!harmless || attempt >= this.#retries || one.signal?.aborted) throw error;
        await this.#sleep(wait, one.signal);
        continue;
      }
      if (answer.ok) return answer;
      const problem = await Problem.of(answer);
      const passes = PASSING.has(problem.status) || problem.code === "idempotency.in_progress";
      if (!passes || attempt >= this.#retries) throw problem;
      await this.#sleep(Math.max(wait, 1000 * Number(answer.headers.get("retry-after") ?? 0)), one.signal);
    }
  }

  async #once({ method, path, headers, body, signal }: Sending): Promise<Response> {
    const caller = { Authorization: `Bearer ${await this.#token()}`, "Accept-Language": this.#language };
    return this.#fetch(this.#base + path, {
      method,
      headers: { Accept: "application/json, */*", ...caller, ...headers },
      ...(body === undefined ? {} : { body }),
      ...(signal ? { signal } : {}),
    });
  }
}

/** The ETag to send for what was read. */
export function etagOf(read: Versioned): string {
  if (typeof read === "string") return read;
  if ("etag" in read && read.etag !== undefined) return read.etag;
  if ("version" in read) return `"${read.version}"`;
  throw new TypeError("what was read has no version");
}

function sending(operation: Operation, given: object): Sending {
  const { path, query, body, ifMatch, key, signal } = given as {
    path?: Values;
    query?: Values;
    body?: Values;
    ifMatch?: Versioned;
    key?: string;
    signal?: AbortSignal;
  };
  const headers: Record<string, string> = {};
  if (operation.takesKey) headers["Idempotency-Key"] = key ?? crypto.randomUUID();
  if (ifMatch !== undefined) headers["If-Match"] = etagOf(ifMatch);
  const place = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path?.[name])));
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value != null) asked.append(name, String(value));
  const sent = written(body, operation.takesForm, headers);
  return { method: operation.method, path: asked.size ? `${place}?${asked}` : place, headers, signal, ...sent };
}

function written(body: Values | undefined, form: boolean, headers: Record<string, string>): { body?: string | FormData } {
  if (body === undefined) return {};
  if (!form) {
    headers["Content-Type"] = "application/json";
    return { body: JSON.stringify(body) };
  }
  const fields = new FormData();
  for (const [name, value] of Object.entries(body)) {
    if (value instanceof Blob) fields.append(name, value, "name" in value ? String(value.name) : name);
    else if (value != null) fields.append(name, String(value));
  }
  return { body: fields };
}

async function told<T>(answer: Response): Promise<Answer<T>> {
  const isJson = (answer.headers.get("content-type") ?? "").startsWith("application/json");
  return {
    data: (isJson ? await answer.json() : await answer.blob()) as T,
    status: answer.status,
    etag: answer.headers.get("etag") ?? undefined,
    location: answer.headers.get("location") ?? undefined,
    replayed: answer.headers.get("idempotency-replayed") === "true",
  };
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((done, ended) => {
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", () => (clearTimeout(timer), ended(signal.reason)), { once: true });
  });
}
