/** Ready forms of common SMS gateways: how each is asked, and how it says yes. Data; `http-sms.ts` does the talking. */
import type { HttpRequest } from '../http-exchange.ts';
import { jsonAt, type ReadBody } from '../verdict.ts';

export interface GatewaySettings {
  readonly url: string | null;
  readonly account: string | null;
  readonly secret: string | null;
  readonly from: string | null;
  /** Of the generic form: the body with {to}, {text}, {from}, {id}; and what a good answer holds. */
  readonly body: string | null;
  readonly contentType: string | null;
  readonly accepted: string | null;
  readonly reference: string | null;
}
export interface GatewayForm {
  /** Which settings it cannot do without. */
  readonly needs: readonly (keyof GatewaySettings)[];
  readonly request: (s: GatewaySettings, to: string, text: string, id: string) => HttpRequest;
  readonly read: (s: GatewaySettings) => ReadBody;
}

const json = 'application/json';
const urlencoded = 'application/x-www-form-urlencoded';
const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const formBody = (values: Readonly<Record<string, string | null>>): string =>
  new URLSearchParams(
    Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
  ).toString();
const bare = (number: string): string => number.replace(/^\+/, '');
const post = (
  url: string,
  contentType: string,
  body: string,
  headers: Record<string, string> = {},
): HttpRequest => ({
  method: 'POST',
  url,
  headers: { 'content-type': contentType, accept: json, ...headers },
  body,
});
/** Good when the JSON has a reference; `state` at `path` must be one of `good` where the gateway refuses inside a 200. */
const readJson =
  (referenceAt: string, stateAt?: string, good: readonly string[] = []): ReadBody =>
  (body, type) => {
    const state = stateAt === undefined ? undefined : jsonAt(body, type, stateAt);
    if (stateAt !== undefined && state === undefined) return null;
    if (state !== undefined && !good.includes(state)) return { refused: `state ${state}`, permanent: true };
    const reference = jsonAt(body, type, referenceAt);
    return reference === undefined ? null : { reference };
  };

/** Values go in as the body's own form needs them: nothing of a message can break out of its field. */
const quoted = (contentType: string, value: string): string =>
  /json/i.test(contentType)
    ? JSON.stringify(value).slice(1, -1)
    : /xml/i.test(contentType)
      ? value.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`)
      : encodeURIComponent(value);
const filled = (template: string, contentType: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(to|text|from|id)\}/g, (_, name: string) => quoted(contentType, values[name] ?? ''));

const generic: GatewayForm = {
  needs: ['url'],
  request(s, to, text, id) {
    const values = { to, text, id, from: s.from ?? '' };
    const type = s.contentType ?? json;
    const headers: Record<string, string> =
      s.secret === null
        ? {}
        : { authorization: s.account === null ? `Bearer ${s.secret}` : basic(s.account, s.secret) };
    const url = filled(s.url ?? '', urlencoded, values);
    if (s.body === null && s.url?.includes('{to}')) return { method: 'GET', url, headers, body: null };
    const body = s.body ?? '{"to":"{to}","from":"{from}","text":"{text}","id":"{id}"}';
    return post(url, type, filled(body, type, values), headers);
  },
  read: (s) => (body, type) => {
    if (s.accepted !== null && !body.includes(s.accepted)) return null;
    if (s.reference !== null) {
      const reference = jsonAt(body, type, s.reference);
      return reference === undefined ? null : { reference };
    }
    // Without a word to look for, at least a form to look for: a portal's page is no yes.
    return s.accepted !== null || /^\s*[[{]/.test(body) ? { reference: null } : null;
  },
};

export const gateways: Readonly<Record<string, GatewayForm>> = {
  generic,
  twilio: {
    needs: ['account', 'secret', 'from'],
    request: (s, to, text) =>
      post(
        `${s.url ?? 'https://api.twilio.com'}/2010-04-01/Accounts/${encodeURIComponent(s.account ?? '')}/Messages.json`,
        urlencoded,
        formBody({ To: to, From: s.from, Body: text }),
        { authorization: basic(s.account ?? '', s.secret ?? '') },
      ),
    read: () => readJson('sid'),
  },
  vonage: {
    needs: ['account', 'secret', 'from'],
    request: (s, to, text, id) =>
      post(
        `${s.url ?? 'https://rest.nexmo.com'}/sms/json`,
        urlencoded,
        formBody({
          api_key: s.account,
          api_secret: s.secret,
          to: bare(to),
          from: s.from,
          text,
          'client-ref': id.slice(0, 40),
        }),
      ),
    read: () => readJson('messages.0.message-id', 'messages.0.status', ['0']),
  },
  infobip: {
    needs: ['url', 'secret', 'from'],
    request: (s, to, text) =>
      post(
        `${s.url}/sms/2/text/advanced`,
        json,
        JSON.stringify({ messages: [{ from: s.from, destinations: [{ to: bare(to) }], text }] }),
        { authorization: `App ${s.secret}` },
      ),
    // 1 pending, 3 delivered; 2, 4 and 5 are undeliverable, expired, rejected.
    read: () => readJson('messages.0.messageId', 'messages.0.status.groupId', ['1', '3']),
  },
  africastalking: {
    needs: ['account', 'secret'],
    request: (s, to, text) =>
      post(
        `${s.url ?? 'https://api.africastalking.com'}/version1/messaging`,
        urlencoded,
        formBody({ username: s.account, to, message: text, from: s.from }),
        { apiKey: s.secret ?? '' },
      ),
    // 100 processed, 101 sent, 102 queued.
    read: () =>
      readJson('SMSMessageData.Recipients.0.messageId', 'SMSMessageData.Recipients.0.statusCode', [
        '100',
        '101',
        '102',
      ]),
  },
  kannel: {
    needs: ['url', 'account', 'secret'],
    request: (s, to, text) => ({
      method: 'GET',
      url: `${s.url}/cgi-bin/sendsms?${formBody({ username: s.account, password: s.secret, from: s.from, to, text, charset: 'UTF-8', coding: '2' })}`,
      headers: {},
      body: null,
    }),
    read: () => (body) => (/^(0|3): /.test(body) ? { reference: null } : null),
  },
};
