import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { Daiban, type Options } from "../src/index.js";

/** What came in. */
export interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}

type Reply = (response: ServerResponse, seen: Seen) => void;

/** A server that gives its replies one after the other, the last one for good, and keeps what it was asked. */
export class Replies {
  readonly seen: Seen[] = [];
  #server: Server;

  private constructor(replies: Reply[]) {
    this.#server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const { method = "", url = "", headers } = request;
      const seen = { method, url, headers, body: Buffer.concat(parts).toString() };
      const reply = replies[Math.min(this.seen.length, replies.length - 1)];
      this.seen.push(seen);
      reply?.(response, seen);
    });
  }

  static async of(...replies: Reply[]): Promise<Replies> {
    const made = new Replies(replies);
    await new Promise<void>((done) => made.#server.listen(0, "127.0.0.1", done));
    return made;
  }

  client(options: Partial<Options> = {}): Daiban {
    const { port } = this.#server.address() as AddressInfo;
    const baseUrl = `http://127.0.0.1:${port}/`;
    return new Daiban({ baseUrl, token: () => "t", sleep: () => Promise.resolve(), ...options });
  }

  [Symbol.dispose](): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

export const json =
  (data: unknown, status = 200, headers: Record<string, string> = {}): Reply =>
  (response) =>
    response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(data));

export const problem = (status: number, code: string, more: object = {}, headers: Record<string, string> = {}): Reply =>
  json({ type: `urn:daiban:problem:${code}`, title: "标题", status, code, detail: "说明", way_out: "出路", ...more }, status, {
    "Content-Type": "application/problem+json",
    "Content-Language": "zh-CN",
    ...headers,
  });

export const hangUp: Reply = (response) => response.socket?.destroy();

export const stream =
  (...told: string[]): Reply =>
  (response) => {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    for (const one of told) response.write(one);
    response.end();
  };
