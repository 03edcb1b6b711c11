import assert from "node:assert/strict";
import { test } from "node:test";

import { Daiban, etagOf, Problem, type Action } from "../src/index.js";
import { hangUp, json, problem, Replies, stream } from "./server.js";

const OWNER = { uscc: "91440101000000001M", name: "示例制造有限公司", contact_name: "联系岗", contact_phone: "020-83000000" };

test("a write is sent again under the key of its first sending, after a broken connection and while nothing answers", async () => {
  using server = await Replies.of(hangUp, problem(503, "unavailable", {}, { "Retry-After": "1" }), json({ id: "1" }, 201));
  const { data } = await server.client().call("register_owner", { body: OWNER });
  assert.equal(data.id, "1");
  const keys = server.seen.map((one) => one.headers["idempotency-key"]);
  assert.equal(keys.length, 3);
  assert.match(keys[0] as string, /^[0-9a-f-]{36}$/);
  assert.equal(new Set(keys).size, 1);
  assert.deepEqual(JSON.parse(server.seen[2]?.body ?? ""), OWNER);
});

test("two calls have two keys, and one's own is sent as it is", async () => {
  using server = await Replies.of(json({}, 201));
  const daiban = server.client();
  await daiban.call("register_owner", { body: OWNER });
  await daiban.call("register_owner", { body: OWNER });
  await daiban.call("register_owner", { body: OWNER, key: "mine" });
  const [first, second, third] = server.seen.map((one) => one.headers["idempotency-key"]);
  assert.notEqual(first, second);
  assert.equal(third, "mine");
});

test("what cannot be known to be undone is not sent twice: a change without a key, after a broken connection", async () => {
  using server = await Replies.of(hangUp);
  const put = server.client().call("put_preference", { body: { email: null } });
  await assert.rejects(put, TypeError);
  assert.equal(server.seen.length, 1);
});

test("a refusal is a Problem that is thrown at once", async () => {
  const errors = [{ pointer: "/contact_phone", code: "missing", detail: "必须填写" }];
  using server = await Replies.of(problem(422, "body.invalid", { errors, request_id: "r-1" }));
  await assert.rejects(server.client().call("register_owner", { body: OWNER }), (error) => {
    assert(error instanceof Problem);
    assert.deepEqual([error.status, error.code, error.title, error.wayOut], [422, "body.invalid", "标题", "出路"]);
    assert.equal(error.at("/contact_phone")?.detail, "必须填写");
    assert.equal(error.at("/name"), undefined);
    assert.deepEqual([error.requestId, error.language], ["r-1", "zh-CN"]);
    return true;
  });
  assert.equal(server.seen.length, 1);
});

test("a failure that stays is the caller's, after as many sendings as were asked for", async () => {
  using server = await Replies.of(problem(503, "unavailable"));
  await assert.rejects(server.client({ retries: 1 }).call("list_owners"), { code: "unavailable" });
  assert.equal(server.seen.length, 2);
});

test("an answer of something on the way is a Problem of its status", async () => {
  using server = await Replies.of((response) => response.writeHead(404, "Not Found").end("<h1>no</h1>"));
  await assert.rejects(server.client().call("list_owners"), { code: "http.404", detail: "<h1>no</h1>" });
});

test("a token is asked for before each sending, and problems come in the caller's language", async () => {
  using server = await Replies.of(problem(503, "unavailable"), json({ items: [] }));
  let asked = 0;
  await server.client({ token: async () => `t${++asked}`, language: "en" }).call("list_owners");
  assert.deepEqual(server.seen.map((one) => one.headers.authorization), ["Bearer t1", "Bearer t2"]);
  assert.equal(server.seen[0]?.headers["accept-language"], "en");
});

test("a change names the version that was read: of an answer, of a thing, or as it is", async () => {
  using server = await Replies.of(json({ version: 3 }, 200, { ETag: '"3-00000000000000ab"' }));
  const daiban = server.client();
  const read = await daiban.call("get_request", { path: { request_id: "a/b" } });
  for (const ifMatch of [read, read.data, "*"]) await daiban.call("accept_request", { path: { request_id: "r" }, ifMatch });
  assert.equal(server.seen[0]?.url, "/api/intake/v1/requests/a%2Fb");
  assert.deepEqual(server.seen.slice(1).map((one) => one.headers["if-match"]), ['"3-00000000000000ab"', '"3"', "*"]);
  assert.throws(() => etagOf({ etag: undefined }), TypeError);
});

test("a list is read to its end, page after page, and no further than it is asked for", async () => {
  using server = await Replies.of(json({ items: [{ id: "1" }, { id: "2" }], next_cursor: "c 1" }), json({ items: [{ id: "3" }], next_cursor: null }));
  const daiban = server.client();
  const ids: string[] = [];
  for await (const one of daiban.list("list_projects", { query: { limit: 2 } })) ids.push(one.id);
  assert.deepEqual(ids, ["1", "2", "3"]);
  assert.deepEqual(server.seen.map((one) => one.url), ["/api/intake/v1/projects?limit=2", "/api/intake/v1/projects?limit=2&cursor=c+1"]);
});

test("a file is sent with its name and its fields, and a file comes as one", async () => {
  using server = await Replies.of(json({ id: "m" }, 201), (response) => response.writeHead(200, { "Content-Type": "application/pdf" }).end("%PDF-"));
  const daiban = server.client();
  const file = new File(["%PDF-1.4"], "申请表.pdf", { type: "application/pdf" });
  await daiban.call("hand_in_material", { path: { project_id: "p" }, body: { file, name: "申请表", agreement_id: null } });
  const { headers, body } = server.seen[0] ?? assert.fail();
  assert.match(String(headers["content-type"]), /^multipart\/form-data; boundary=/);
  assert.equal(headers["idempotency-key"], undefined);
  assert.match(body, /name="file"; filename="申请表\.pdf"\r\nContent-Type: application\/pdf\r\n\r\n%PDF-1\.4\r\n/);
  assert.match(body, /name="name"\r\n\r\n申请表\r\n/);
  assert.doesNotMatch(body, /agreement_id/);
  const content = await daiban.call("get_material_content", { path: { material_id: "m" } });
  assert.equal(await content.data.text(), "%PDF-");
});

test("a live stream is taken up after its last event, whatever breaks it, until its caller leaves", async () => {
  using server = await Replies.of(
    stream(": hello\n\nid: 7\nevent: change\ndata: {\"number\":", "7}\n\nid: 8\r\ndata: {\"number\":8}\r\n\r\ndata: {\"cut"),
    hangUp,
    problem(503, "unavailable"),
    stream('id: 9\nevent: change\ndata: {"number":\ndata: 9}\n\n'),
  );
  const heard: [string | undefined, number][] = [];
  for await (const { id, data } of server.client({ retries: 0 }).live("stream_progress", { path: { project_id: "p" } }, { lastEventId: "6" })) {
    heard.push([id, data.number]);
    if (id === "9") break;
  }
  assert.deepEqual(heard, [["7", 7], ["8", 8], ["9", 9]]);
  assert.deepEqual(server.seen.map((one) => one.headers["last-event-id"]), ["6", "8", "8", "8"]);
});

test("a live stream that is refused throws, and one that is aborted ends", async () => {
  using server = await Replies.of(problem(404, "not_found"));
  const refused = server.client().live("stream_progress", { path: { project_id: "p" } });
  await assert.rejects(refused.next(), { code: "not_found" });
  const signal = AbortSignal.abort();
  const ended = server.client().live("stream_progress", { path: { project_id: "p" } }, { signal });
  assert.deepEqual(await ended.next(), { done: true, value: undefined });
});

test("what is offered is done with nothing but what the action says", async () => {
  using server = await Replies.of(json({ id: "1" }));
  const action: Action = {
    operation_id: "refuse_item",
    label: "不予受理",
    label_en: "refuse",
    method: "POST",
    path: "/api/intake/v1/application-items/1/refuse",
    needs: ["If-Match", "Idempotency-Key"],
    media_type: "application/json",
    prefill: { outcome: "not_competent" },
  };
  await server.client().follow(action, { reason: "非本机关" }, { ifMatch: { version: 2 } });
  const { method, url, headers, body } = server.seen[0] ?? assert.fail();
  assert.deepEqual([method, url], ["POST", action.path]);
  assert.equal(headers["if-match"], '"2"');
  assert.match(String(headers["idempotency-key"]), /^[0-9a-f-]{36}$/);
  assert.deepEqual(JSON.parse(body), { outcome: "not_competent", reason: "非本机关" });
  await server.client().follow({ ...action, needs: [], media_type: null });
  assert.equal(server.seen[1]?.body, "");
  assert.equal(server.seen[1]?.headers["if-match"], undefined);
});

/** Never run: what the compiler must refuse. */
export async function refusedByTheCompiler(daiban: Daiban): Promise<void> {
  // @ts-expect-error: no such operation
  await daiban.call("register_owners");
  // @ts-expect-error: its body is missing
  await daiban.call("register_owner");
  // @ts-expect-error: a change must name the version that was read
  await daiban.call("accept_request", { path: { request_id: "r" } });
  // @ts-expect-error: no such status
  await daiban.call("list_requests", { query: { status: "sent" } });
  // @ts-expect-error: not a list
  daiban.list("get_project", { path: { project_id: "p" } });
  const { data } = await daiban.call("get_case", { path: { case_id: "c" } });
  // @ts-expect-error: no such status
  if (data.status === "closed") return;
  if (data.status === "decided" && data.outcome === "passed") return;
}
