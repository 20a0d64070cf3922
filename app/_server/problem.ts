/** Errors as RFC 9457 says them: `application/problem+json`, with a sentence that tells what to do. */

export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** One line a wrong field, for a request refused by its schema. */
  readonly errors?: readonly { readonly field: string; readonly reason: string }[];
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Request too large',
  415: 'Unsupported media type',
  421: 'Unknown host',
  429: 'Too many clients',
  500: 'Internal error',
  503: 'Not ready',
};

/** Thrown by what answers a request; the door turns it into its response. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(status: number, detail: string, errors?: Problem['errors']) {
    super(detail);
    this.problem = { status, title: titles[status] ?? 'Error', detail, ...(errors ? { errors } : {}) };
  }
}

export function problemResponse(problem: Problem, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ type: 'about:blank', ...problem }), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      ...(problem.status === 401 ? { 'www-authenticate': 'Bearer realm="vigie"' } : {}),
      ...headers,
    },
  });
}
