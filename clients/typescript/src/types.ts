import type { operations } from "./generated.js";

/** The id of an operation of the API, as in the OpenAPI document. */
export type OperationId = keyof operations;

type Parameters<K extends OperationId> = operations[K]["parameters"];
type Content<T> = T extends { content: infer C } ? C : never;
type Body<K extends OperationId> = operations[K] extends { requestBody: { content: infer C } } ? C[keyof C] : never;
type Answers<K extends OperationId> = operations[K]["responses"];
type Success<K extends OperationId> = Answers<K>[Extract<keyof Answers<K>, 200 | 201>];
type OneOf<C> = C extends { "application/json": infer J } ? J : Blob;

/** What an operation answers: its JSON, or the file that it sends. */
export type Result<K extends OperationId> = OneOf<Content<Success<K>>>;

/** The entries of the list that an operation reads. */
export type Item<K extends OperationId> = Result<K> extends { items: (infer I)[] } ? I : never;

/** The operations that read a list page by page. */
export type ListId = {
  [K in OperationId]: Result<K> extends { items: unknown[]; next_cursor?: unknown } ? K : never;
}[OperationId];

/** The operations that send events for as long as one listens. */
export type StreamId = {
  [K in OperationId]: Content<Success<K>> extends { "text/event-stream": unknown } ? K : never;
}[OperationId];

type PartOf<Name extends string, T> = [T] extends [never]
  ? { [N in Name]?: never }
  : undefined extends T
    ? { [N in Name]?: T }
    : { [N in Name]: T };
type PathOf<K extends OperationId> = Parameters<K> extends { path: infer P } ? P : never;
type QueryOf<K extends OperationId> = Parameters<K> extends { query: infer Q }
  ? Q
  : Parameters<K> extends { query?: infer Q }
    ? Q | undefined
    : never;
type VersionOf<K extends OperationId> = Parameters<K> extends { header: { "If-Match": string } } ? Versioned : never;

/** What tells which version of a thing was read: its ETag, its `version`, or the answer that held it. */
export type Versioned = string | { version: number } | { etag: string | undefined };

/** What a call needs: the parts of its address, its query, its body, the version that it changes. */
export type Given<K extends OperationId> = PartOf<"path", PathOf<K>> &
  PartOf<"query", Exclude<QueryOf<K>, undefined> extends never ? never : QueryOf<K>> &
  PartOf<"body", Body<K>> &
  PartOf<"ifMatch", VersionOf<K>> & {
    /** The Idempotency-Key. Absent: one is made, and kept for the retries of this call. */
    key?: string;
    signal?: AbortSignal;
  };

type NeedsNothing<K extends OperationId> = object extends Given<K> ? true : false;

/** `given` may be left out where an operation needs nothing. */
export type Arguments<K extends OperationId> = NeedsNothing<K> extends true ? [given?: Given<K>] : [given: Given<K>];

/** An answer: what it holds, the version of that, where what was made can be read, whether it was given before. */
export interface Answer<T> {
  data: T;
  status: number;
  etag: string | undefined;
  location: string | undefined;
  replayed: boolean;
}

/** Something that may be done now, as a thing's `next_actions` say it. */
export interface Action {
  operation_id: string;
  label: string;
  label_en: string;
  method: string;
  path: string;
  needs: readonly string[];
  media_type: string | null;
  prefill: Readonly<Record<string, unknown>>;
}
