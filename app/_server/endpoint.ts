/** How one operation of the HTTP API is declared: its right, its schemas, its words. The door and the OpenAPI page both read this. */
import type { z } from 'zod';
import type { House } from './house.ts';
import type { Resource, Verb, Who } from './identity.ts';

/** `public`: anybody. `own-key`: the address itself carries a secret that the operation checks. */
export type Right = { readonly verb: Verb; readonly resource: Resource } | 'public' | 'own-key';

export interface Input<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly request: Request;
  readonly who: Who | null;
  readonly house: House;
}

export interface Endpoint<P = unknown, Q = unknown, B = unknown> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As the contract writes it: `/api/v1/devices/{site}/{device}`. */
  readonly path: string;
  readonly summary: string;
  readonly right: Right;
  readonly params: z.ZodType<P> | null;
  readonly query: z.ZodType<Q> | null;
  readonly body: z.ZodType<B> | null;
  /** What a 2xx answer holds; `contentTypes` names the forms that are not JSON. */
  readonly answer: z.ZodType;
  readonly status: 200 | 201 | 202;
  readonly contentTypes?: readonly string[];
  /** The store writes the audit line in the transaction of the change: the door writes none. */
  readonly auditedByStore?: true;
  /** A value is answered as JSON; a Response as it is. */
  readonly answerWith: (input: Input<P, Q, B>) => Promise<unknown> | unknown;
}

interface Declared<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>
  extends Omit<
    Endpoint<z.output<P>, z.output<Q>, z.output<B>>,
    'params' | 'query' | 'body' | 'status' | 'method'
  > {
  readonly method?: Endpoint['method'];
  readonly status?: Endpoint['status'];
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
}

export const defineEndpoint = <
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
>(
  declared: Declared<P, Q, B>,
): Endpoint<z.output<P>, z.output<Q>, z.output<B>> => ({
  ...declared,
  method: declared.method ?? 'GET',
  status: declared.status ?? 200,
  params: (declared.params ?? null) as z.ZodType<z.output<P>> | null,
  query: (declared.query ?? null) as z.ZodType<z.output<Q>> | null,
  body: (declared.body ?? null) as z.ZodType<z.output<B>> | null,
});
