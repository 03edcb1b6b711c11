/**
 * A small journey with the generated client against a running stack: an owner registers, asks for the service, hands in
 * a package, and follows it live. `DAIBAN` is where the stack is; its tokens come from the command that it has for them.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

import { Daiban, Problem, type Action, type Answer, type Schema } from "../src/index.js";

const baseUrl = process.env["DAIBAN"] ?? "http://127.0.0.1:8000";
const python = resolve(process.env["PYTHON"] ?? "../../.venv/bin/python");
const as = (role: string): Daiban => {
  const token = execFileSync(python, ["-m", "deploy.local.token", role], { cwd: "../..", encoding: "utf8" }).trim();
  return new Daiban({ baseUrl, token: () => token });
};
const holds = (what: string): void => console.log(`✓ ${what}`);

/** Services hear of each other's facts a moment later: until then what one has made is not found by another. */
async function known<T>(read: () => Promise<Answer<T>>, is: (data: T) => boolean = () => true): Promise<T> {
  for (let tries = 300; ; tries--) {
    try {
      const { data } = await read();
      if (is(data) || !tries) return data;
    } catch (error) {
      if (!(error instanceof Problem && error.status === 404) || !tries) throw error;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** What is offered on a thing, by the operation that does it. */
function offered(thing: { next_actions: Action[] }, operation: string): Action {
  return thing.next_actions.find((one) => one.operation_id === operation) ?? assert.fail(`${operation} is not offered`);
}

const [owner, window] = [as("owner"), as("window_clerk")];

const enterprise = { uscc: "91440101000000001M", name: "示例制造有限公司", contact_name: "项目联系岗", contact_phone: "020-83000000" };
let me: Schema<"OwnerView"> | undefined;
for await (const one of owner.list("list_owners", { query: { uscc: enterprise.uscc } })) me = one;
me ??= (await owner.call("register_owner", { body: enterprise })).data;
assert.equal(me.uscc, enterprise.uscc);
holds(`${me.name}（${me.uscc}）已登记`);

const project = await owner.call("register_project", {
  key: crypto.randomUUID(),
  body: {
    owner_id: me.id,
    project_code: `2019-440112-47-03-${String(Math.floor(Math.random() * 1e6)).padStart(6, "0")}`,
    name: "黄埔区精密制造厂房新建项目",
    district: "440112",
    project_type: "industrial",
    investment: "private",
    funding: "social",
    works: "building",
    nature: "new",
    authority: "municipal",
    total_investment: "186000000.00",
  },
});
const project_id = project.data.id;
assert.equal(project.location, `/api/intake/v1/projects/${project_id}`);
assert(project.data.eligibility.eligible);
holds(`${project.data.name}在适用范围内`);

await known(() => owner.call("get_progress", { path: { project_id } }));
const heard: string[] = [];
const live = (async () => {
  const resuming = { lastEventId: "0", signal: AbortSignal.timeout(60_000) };
  for await (const { data } of owner.live("stream_progress", { path: { project_id } }, resuming)) {
    heard.push(data.kind);
    if (data.kind === "item.received") return;
  }
})();

const asking = offered(project.data, "submit_request");
const request = await owner.follow<Schema<"RequestView">>(asking, { modes: ["consult", "act"] });
const read = await window.call("get_request", { path: { request_id: request.data.id } });
const accepting = offered(read.data, "accept_request");
const accepted = await window.follow<Schema<"RequestView">>(accepting, {}, { ifMatch: read });
assert.equal(accepted.data.status, "accepted");
await assert.rejects(
  window.follow(accepting, {}, { ifMatch: read }),
  (error) => error instanceof Problem && [409, 412].includes(error.status),
);
holds(`${asking.label}，${accepting.label}：${accepted.data.status_label}；过时的版本被拒绝`);

const file = new File(["%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"], "申请表.pdf");
const upload = { path: { project_id }, body: { file, name: "申请表" } };
const material = await owner.call("hand_in_material", upload);
const again = await owner.call("hand_in_material", upload);
assert.deepEqual([material.status, again.status, again.data.id], [201, 200, material.data.id]);
const content = await owner.call("get_material_content", { path: { material_id: material.data.id } });
assert.deepEqual(await content.data.text(), await file.text());
holds(`材料“${material.data.name}”已提交；同一文件再交一次，仍是同一份`);

const body = { project_id, items: [{ item_code: "S1-DRC-06", material_ids: [material.data.id] }] };
const key = crypto.randomUUID();
const packed = await owner.call("submit_application", { body, key });
const repeated = await owner.call("submit_application", { body, key });
assert.deepEqual([repeated.replayed, repeated.data.id], [true, packed.data.id]);
await assert.rejects(owner.call("submit_application", { body }), { code: "application.item_pending" });
holds(`收件号 ${packed.data.application_number}；同一个键再发一次得到同一个回答，另发一次被拒绝`);

await live;
assert(heard.includes("request.accepted") && heard.includes("item.received"), heard.join(", "));
holds(`实时推送：${heard.join("、")}`);

const progress = await known(
  () => owner.call("get_progress", { path: { project_id } }),
  (data) => data.stages.some((one) => one.stage === "S1"),
);
const [item] = progress.stages.flatMap((one) => one.items);
assert.equal(item?.status, "received");
holds(`进度：${item.item_name}，${item.status_label}`);

const mine: string[] = [];
for await (const one of owner.list("list_projects", { query: { limit: 1 } })) mine.push(one.id);
assert(mine.includes(project_id));
assert.equal(new Set(mine).size, mine.length);
holds(`逐页读取自己的 ${mine.length} 个项目`);
