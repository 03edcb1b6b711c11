/**
 * A client that knows nothing of the domain: it reads the API's document, looks at what it is offered, and does it.
 *
 * What people fill in stands in `clients/scenario.json`, by the id of the operation. Everything else the API says: who
 * somebody is (`get_me`), what waits for it (`list_tasks`), what may be done with a thing (`next_actions`), and how. It
 * is the same as `clients/python/follow.py`. `DAIBAN` is where the API is; the people come from the stack's command.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { Daiban, Problem, type Action, type Answer, type Arguments, type OperationId } from "../src/index.js";

const baseUrl = process.env["DAIBAN"] ?? "http://127.0.0.1:8000";
const python = resolve(process.env["PYTHON"] ?? "../../.venv/bin/python");
const PATIENCE_MS = 60_000;

type Json = Record<string, unknown>;
type Thing = Json & { next_actions?: (Action & { body_schema: string | null })[] };
interface Schema { $ref?: string; format?: string; items?: Schema; properties?: Record<string, Schema> }
interface Content { "application/json"?: { schema: Schema } }
interface Said {
  operationId: string;
  parameters?: { in: string; name: string }[];
  responses: Record<string, { content?: Content }>;
  "x-roles": string[];
}
interface Operation { id: OperationId; method: string; path: string; names: string[]; said: Said }
/**
 * What somebody of a role fills in for an operation; `place` is its number among the entries of that operation.
 * `if_offered`: it need not come to it; `at_the_end`: it is for when all else is done and nothing waits.
 */
interface Entry {
  operation: string;
  place: number;
  by: string;
  body?: Json;
  query?: Json;
  if_offered?: boolean;
  at_the_end?: boolean;
}
interface Person { name: string; daiban: Daiban; roles: string[]; offered: Set<string> }

const document = (await (await fetch(`${baseUrl}/openapi.json`)).json()) as {
  paths: Record<string, Record<string, Said>>;
  components: {
    schemas: Record<string, Schema>;
    securitySchemes: { system: { flows: { clientCredentials: { tokenUrl: string } } } };
  };
};
const operations = new Map<string, Operation>();
for (const [path, methods] of Object.entries(document.paths))
  for (const [method, said] of Object.entries(methods)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));
    operations.set(said.operationId, { id: said.operationId as OperationId, method, path, names, said });
  }

/** The reads that need no address of a thing, and whose answer, or whose rows, offer something. */
const lists = [...operations.values()].filter(({ method, names, said }) => {
  if (method !== "get" || names.length) return false;
  const answer = fields(said.responses["200"]?.content?.["application/json"]?.schema);
  return "next_actions" in answer || "next_actions" in fields(answer["items"]?.items);
});

const written = JSON.parse(readFileSync("../scenario.json", "utf8")) as Record<string, Entry | Entry[]>;
const entries = Object.entries(written).flatMap(([operation, told]) =>
  [told].flat().map((one, place): Entry => ({ ...one, operation, place })),
);

/** The ids of what came of the play; values of the parameters of addresses, by name; the last answers, by entry. */
const made = new Set<string>();
const known = new Map<string, Set<string>>();
const answers = new Map<string, Json>();
/** Which entry was used, and on what; how often each role did something. */
const used = new Set<Entry>();
const done = new Set<string>();
const counts: Record<string, number> = {};
let waits = false;
let ending = false;

/** Go round until all is done and nothing waits. */
async function play(people: Person[]): Promise<void> {
  for (let since = Date.now(); !ending || waits || left().length; ) {
    if (await round(people)) since = Date.now();
    else if (Date.now() - since > PATIENCE_MS) throw new Error(whereItStands(people));
    else await new Promise((over) => setTimeout(over, 100));
  }
}

/** The entries that are to be used still. */
function left(): Entry[] {
  return entries.filter((one) => !one.if_offered && !used.has(one));
}

/**
 * What waits, and what may be begun; if there is nothing, whatever else is offered. Whether something was done. What is
 * for the end comes when all else of the scenario was done, and nothing waits for anybody.
 */
async function round(people: Person[]): Promise<boolean> {
  for (const person of people) person.offered.clear();
  waits = false;
  for (const look of [takeWhatWaits, lookThrough]) {
    let something = false;
    for (const person of people) something = (await look(person)) || something;
    if (something) return true;
  }
  if (ending || waits || left().some((one) => !one.at_the_end)) return false;
  return (ending = true);
}

async function takeWhatWaits(person: Person): Promise<boolean> {
  const me = await person.daiban.call("get_me");
  person.roles = me.data.roles.map((one) => one.code);
  let something = await act(person, { ...me.data }, me);
  for (const task of await rows(person, operation("list_tasks"), { sort: "-since", limit: 100 })) {
    waits = true;
    const thing = await read(person, (task["subject"] as { path: string }).path);
    something = (thing !== undefined && (await act(person, thing.data, thing))) || something;
  }
  return something;
}

/** The lists of things, for who does something; and what the scenario wants read. */
async function lookThrough(person: Person): Promise<boolean> {
  let something = false;
  const mine = entries.filter((one) => person.roles.includes(one.by));
  const reads = mine.filter((one) => operation(one.operation).method === "get");
  for (const list of reads.length < mine.length ? lists : []) {
    if (!list.said["x-roles"].some((role) => person.roles.includes(role))) continue;
    const query = list.said.parameters?.some((one) => one.name === "limit") ? { limit: 100 } : {};
    for (const thing of await rows(person, list, query)) something = (await act(person, thing)) || something;
  }
  for (const entry of reads) something = (await readWhatIsWanted(person, entry)) || something;
  return something;
}

/** Of a list the newest things that are of this play; of what is no list, the one thing. */
async function rows(person: Person, list: Operation, query: Json): Promise<Thing[]> {
  const page = (await read(person, list.path, query))?.data ?? {};
  if (!("items" in page)) return [page];
  return (page["items"] as Thing[]).filter((one) => Object.values(one).some((value) => made.has(String(value))));
}

/** Read what the scenario wants read, at each address that is known; what that offers is done. */
async function readWhatIsWanted(person: Person, entry: Entry): Promise<boolean> {
  let something = false;
  const { path, names } = operation(entry.operation);
  let addresses = [path];
  for (const name of names)
    addresses = addresses.flatMap((one) => [...(known.get(name) ?? [])].map((value) => one.replace(`{${name}}`, value)));
  for (const address of addresses) {
    const query = filled(entry.query ?? {});
    const answer = query && (await read(person, address, query));
    if (!answer || (answer.data["items"] as unknown[] | undefined)?.length === 0) continue;
    something = note(person, entry, address, answer.data) || something;
    something = (await act(person, answer.data, answer)) || something;
  }
  return something;
}

/** What is there, or undefined where it is not, not yet or not for this person. */
async function read(person: Person, address: string, query: Json = {}): Promise<Answer<Thing> | undefined> {
  const found = [...operations.values()].find((one) => one.method === "get" && valuesIn(one, address));
  assert(found, address);
  const given = { path: valuesIn(found, address), query } as unknown;
  try {
    return (await person.daiban.call(found.id, ...([given] as Arguments<OperationId>))) as Answer<Json>;
  } catch (error) {
    if (error instanceof Problem && [403, 404].includes(error.status)) return undefined;
    throw error;
  }
}

/** Do with a thing what it offers and the scenario has, and go on with what the answer offers. */
async function act(person: Person, thing: Thing, version: { etag: string | undefined } = { etag: undefined }): Promise<boolean> {
  let something = false;
  for (let chosen = choose(person, thing); chosen; chosen = choose(person, thing)) {
    const { entry, action, body } = chosen;
    const ifMatch = version.etag ?? `"${String(thing["version"])}"`;
    let answer: Answer<Thing>;
    try {
      answer = await person.daiban.follow<Thing>(action, withFiles(body, action.body_schema), { ifMatch });
    } catch (error) {
      if (error instanceof Problem && error.status === 412) break; // it has changed since it was read
      throw new Error(`${person.name} was offered ${action.operation_id} (${action.path}), and it is refused`, { cause: error });
    }
    note(person, entry, on(action), answer.data);
    const given = { ...valuesIn(operation(action.operation_id), action.path), ...action.prefill };
    for (const [name, value] of Object.entries(given)) known.set(name, (known.get(name) ?? new Set()).add(String(value)));
    for (const id of ids(answer.data)) made.add(id);
    [something, thing, version] = [true, answer.data, answer];
  }
  return something;
}

/** Of what a thing offers what stands first in the scenario, with what is filled in. */
function choose(person: Person, { next_actions: actions = [] }: Thing) {
  for (const one of actions) person.offered.add(one.operation_id);
  for (const entry of entries) {
    if (!person.roles.includes(entry.by) || (entry.at_the_end && !ending)) continue;
    const action = actions.find((one) => one.operation_id === entry.operation && !done.has(`${nameOf(entry)} ${on(one)}`));
    const body = action && filled(entry.body ?? {});
    if (body) return { entry, action, body };
  }
  return undefined;
}

/** Remember that an entry was used; false where it was so before on the same. */
function note(person: Person, entry: Entry, place: string, answer: Json): boolean {
  const key = `${nameOf(entry)} ${place}`;
  if (done.has(key)) return false;
  done.add(key);
  used.add(entry);
  answers.set(nameOf(entry), answer);
  counts[entry.by] = (counts[entry.by] ?? 0) + 1;
  console.log(`${person.name}: ${entry.operation}`);
  return true;
}

/** A body with the values that come at run time; undefined where one is not known yet. */
function filled(body: Json): Json | undefined {
  let isKnown = true;
  const valueOf = (_: string, first: string, second: string, name: string): string => {
    if (first === "random") return Array.from({ length: Number(second) }, () => Math.floor(Math.random() * 10)).join("");
    const value = answers.get(`${first}/${second}`)?.[name];
    isKnown &&= value !== undefined;
    return String(value);
  };
  const fill = (_: string, value: unknown): unknown =>
    typeof value === "string" ? value.replace(/\{(\w+)\/(\w+)(?:\/(\w+))?\}/g, valueOf) : value;
  const whole = JSON.parse(JSON.stringify(body), fill) as Json;
  return isKnown ? whole : undefined;
}

function withFiles(body: Json, schema: string | null): Json {
  const isFile = (name: string): boolean => fields(document.components.schemas[schema ?? ""])[name]?.format === "binary";
  const file = (told: { name: string; content: string }): File => new File([told.content], told.name);
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, isFile(name) ? file(value as { name: string; content: string }) : value]),
  );
}

function operation(id: string): Operation {
  return operations.get(id) ?? assert.fail(`the document has no ${id}`);
}

/** The parameters of an operation's address, as an address has them; undefined where it is another address. */
function valuesIn({ path, names }: Operation, address: string): Record<string, string> | undefined {
  const found = new RegExp(`^${path.replaceAll(".", "\\.").replace(/\{\w+\}/g, "([^/]+)")}$`).exec(address);
  return found ? Object.fromEntries(names.map((name, place) => [name, String(found[place + 1])])) : undefined;
}

function fields(schema: Schema | undefined): Record<string, Schema> {
  const named = document.components.schemas[schema?.$ref?.split("/").at(-1) ?? ""];
  return (named ?? schema)?.properties ?? {};
}

/** The ids of a thing and of what stands in it. */
function ids(told: unknown): string[] {
  if (typeof told !== "object" || told === null) return [];
  const own = "id" in told && typeof told.id === "string" ? [told.id] : [];
  return [...own, ...Object.values(told).flatMap(ids)];
}

function nameOf({ operation, place }: Entry): string {
  return `${operation}/${place}`;
}

/** What an action is done on. */
function on({ path, prefill }: Action): string {
  return `${path} ${JSON.stringify(prefill)}`;
}

function whereItStands(people: Person[]): string {
  const missing = left().map((one) => `${nameOf(one)} (${one.by})`).join(", ");
  const offered = people.map(({ name, offered }) => `  ${name}: ${[...offered].sort().join(", ") || "nothing"}`).join("\n");
  const waiting = waits ? " Something still waits." : "";
  return `nothing happened for ${PATIENCE_MS / 1000} s. Not done: ${missing || "none"}.${waiting} Offered are:\n${offered}`;
}

interface Known { name: string; token?: string; client_id?: string; client_secret?: string }

async function tokenOf(person: Known): Promise<string> {
  if (person.token) return person.token;
  const answer = await fetch(document.components.securitySchemes.system.flows.clientCredentials.tokenUrl, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa(`${person.client_id}:${person.client_secret}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

const began = Date.now();
const told = execFileSync(python, ["-m", "testing.cast"], { cwd: "../..", encoding: "utf8" });
const people: Person[] = [];
for (const one of JSON.parse(told) as Known[]) {
  const token = await tokenOf(one);
  people.push({ name: one.name, daiban: new Daiban({ baseUrl, token: () => token }), roles: [], offered: new Set() });
}
await play(people);
const total = Object.values(counts).reduce((sum, one) => sum + one, 0);
const each = Object.entries(counts).sort().map(([role, count]) => `${role} ${count}`).join(", ");
console.log(`${total} operations in ${((Date.now() - began) / 1000).toFixed(1)} s: ${each}`);
