import type { components } from "./generated.js";

/** A field or parameter that breaks a rule. `pointer` is a JSON pointer (RFC 6901) into the body that was sent. */
export type FieldProblem = components["schemas"]["FieldProblem"];

/**
 * A refusal of the API (RFC 9457). Branch on `code`, which is stable; `title`, `detail` and `wayOut` are for people, in
 * `language`.
 */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly wayOut: string,
    readonly fields: readonly FieldProblem[],
    readonly requestId: string | undefined,
    readonly language: string,
  ) {
    super(`${status} ${code}: ${detail}`);
  }

  /** What is wrong with the field of the body at a JSON pointer, such as `/contact_phone`. */
  at(pointer: string): FieldProblem | undefined {
    return this.fields.find((one) => one.pointer === pointer);
  }

  /** The problem that an answer tells; where something on the way answered in another form, one of its status. */
  static async of(answer: Response): Promise<Problem> {
    const text = await answer.text();
    const told = (isProblem(answer) ? JSON.parse(text) : {}) as Partial<components["schemas"]["Problem"]>;
    return new Problem(
      answer.status,
      told.code ?? `http.${answer.status}`,
      told.title ?? answer.statusText,
      told.detail ?? text.slice(0, 200),
      told.way_out ?? "",
      told.errors ?? [],
      told.request_id ?? answer.headers.get("x-request-id") ?? undefined,
      answer.headers.get("content-language") ?? "",
    );
  }
}

function isProblem(answer: Response): boolean {
  return (answer.headers.get("content-type") ?? "").startsWith("application/problem+json");
}
