/** Acts on an incident over the API, and what came of it: done, changed meanwhile, refused, or no answer. */

export type Act =
  | {
      readonly kind: 'acknowledge';
      readonly note: string;
      readonly until: string;
      readonly version: number;
      readonly children: boolean;
    }
  | { readonly kind: 'withdraw'; readonly version: number }
  | { readonly kind: 'note'; readonly note: string };

export type Outcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: 'changed' | 'unanswered' }
  | { readonly ok: false; readonly why: 'refused'; readonly reason: string };

export async function actOn(id: string, act: Act): Promise<Outcome> {
  const { kind, ...body } = act;
  try {
    const response = await fetch(`/api/v1/incidents/${encodeURIComponent(id)}/${kind}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.ok) return { ok: true };
    if (response.status === 409) return { ok: false, why: 'changed' };
    const problem = (await response.json()) as { detail?: string };
    return { ok: false, why: 'refused', reason: problem.detail ?? String(response.status) };
  } catch {
    return { ok: false, why: 'unanswered' };
  }
}
