export { Daiban, etagOf, type Change, type Options, type TokenProvider } from "./client.js";
export type { components, operations } from "./generated.js";
export type { Listening, StreamEvent } from "./live.js";
export { OPERATIONS, type Operation } from "./operations.js";
export { Problem, type FieldProblem } from "./problem.js";
export type { Action, Answer, Arguments, Given, Item, ListId, OperationId, Result, StreamId, Versioned } from "./types.js";

import type { components } from "./generated.js";

/** A schema of the API by its name: `Schema<"ProjectView">`. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];
