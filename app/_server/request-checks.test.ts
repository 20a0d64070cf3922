import { describe, expect, it } from 'vitest';
import { maxBodyBytes, type RequestFacts, refuse, securityHeaders } from './request-checks.ts';

const facts = (more: Partial<RequestFacts>): RequestFacts => ({
  method: 'GET',
  host: '127.0.0.1:3000',
  origin: null,
  fetchSite: null,
  contentLength: null,
  bearer: false,
  ...more,
});
const none = new Set<string>();

describe('a request before anybody asks who calls', () => {
  it('is refused when a foreign name was made to resolve to loopback', () => {
    expect(refuse(facts({ host: 'evil.example:3000' }), none)?.status).toBe(421);
    expect(refuse(facts({ host: 'evil.example:3000' }), new Set(['evil.example']))).toBeNull();
  });
  it.each(['localhost', 'LOCALHOST:80', '127.0.0.1', '[::1]:3000'])('passes by the name %s', (host) => {
    expect(refuse(facts({ host }), none)).toBeNull();
  });
  it('is refused without a Host', () => {
    expect(refuse(facts({ host: null }), none)?.status).toBe(400);
  });
  it('that changes something is refused from a foreign page, even one on another port', () => {
    for (const origin of ['http://evil.example', 'http://127.0.0.1:9999', 'null', 'nonsense'])
      expect(refuse(facts({ method: 'POST', origin }), none)?.status, origin).toBe(403);
  });
  it('that changes something passes from a page of its own', () => {
    expect(refuse(facts({ method: 'POST', origin: 'http://127.0.0.1:3000' }), none)).toBeNull();
  });
  it('that is a form of its own, whose origin a page without referrer hides, passes; a sandboxed one does not', () => {
    const form = (fetchSite: string | null) =>
      refuse(facts({ method: 'POST', origin: 'null', fetchSite }), none);
    expect(form('same-origin')).toBeNull();
    for (const site of ['cross-site', 'same-site', 'none', null]) expect(form(site)?.status).toBe(403);
  });
  it('that changes something without an Origin is refused when the browser says that it comes from elsewhere', () => {
    expect(refuse(facts({ method: 'POST', fetchSite: 'cross-site' }), none)?.status).toBe(403);
    expect(refuse(facts({ method: 'POST', fetchSite: 'same-origin' }), none)).toBeNull();
  });
  it('that carries its token in a header needs no origin: no foreign page can set it', () => {
    expect(refuse(facts({ method: 'POST', origin: 'http://other', bearer: true }), none)).toBeNull();
  });
  it('is refused when its body is announced too large, or not as a size', () => {
    expect(refuse(facts({ contentLength: String(maxBodyBytes + 1) }), none)?.status).toBe(413);
    expect(refuse(facts({ contentLength: '-1' }), none)?.status).toBe(413);
    expect(refuse(facts({ contentLength: 'abc' }), none)?.status).toBe(413);
    expect(refuse(facts({ contentLength: '10' }), none)).toBeNull();
  });
});

describe('the policy of every answer', () => {
  it('names no other host and runs no script without its nonce', () => {
    const policy =
      securityHeaders('n0nce', { development: false, secure: false })['Content-Security-Policy'] ?? '';
    expect(policy).not.toMatch(/https?:|\*|ws:|unsafe-eval/);
    expect(policy).toContain("script-src 'self' 'nonce-n0nce' 'strict-dynamic'");
    expect(policy).toContain("frame-ancestors 'none'");
  });
  it('ask for TLS from now on, but never over plain HTTP, where anybody could have written it', () => {
    const over = (secure: boolean) =>
      securityHeaders('n0nce', { development: false, secure })['Strict-Transport-Security'];
    expect([over(true), over(false)]).toEqual(['max-age=31536000', undefined]);
  });
});
