/** A message, a context and a log for the tests of channels, and a loopback HTTP server that keeps what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LoadContext } from '../../lib/config/place.ts';
import { printProblem } from '../../lib/config/place.ts';
import type { OpenChannel } from '../../lib/notify/channel.ts';
import type { HouseOfChannels } from '../../lib/notify/channels/index.ts';
import { messageOf } from '../../lib/notify/message-text.ts';
import { parseChannels } from '../../lib/notify/parse-channels.ts';

export const number = '+2290190000001';
export const message = messageOf({
  id: 'inc-1/ama/opened/1',
  kind: 'opened',
  told: [
    {
      what: 'Onduleur sur batterie',
      site: 'Cotonou',
      device: 'ups-1',
      severity: 'critical',
      openedAt: Date.UTC(2026, 10, 24, 13, 5),
      overAt: null,
      firstAction: 'Vérifier le groupe électrogène',
    },
  ],
  exercise: true,
  zone: 'Africa/Porto-Novo',
  locale: 'fr',
  replyCode: 'K4TX',
  link: null,
});

export const problemsOf = (text: string, env: Record<string, string> = {}) => {
  const load: LoadContext = { problems: [], warnings: [], env, secretFile: () => null };
  const channels = parseChannels('channels.yaml', text, load);
  return { channels, problems: load.problems.map(printProblem) };
};

export interface Bench {
  readonly channel: OpenChannel;
  readonly logged: string[];
  readonly receipts: { reference: string; arrived: boolean }[];
}
/** A channel as the product makes it: from the text of channels.yaml. */
export function channelOf(
  yaml: string,
  more: Partial<HouseOfChannels> = {},
  env: Record<string, string> = {},
): Bench {
  const { channels, problems } = problemsOf(`it: ${yaml}`, env);
  const found = channels?.get('it');
  if (found === undefined) throw new Error(problems.join('\n'));
  const logged: string[] = [];
  const receipts: { reference: string; arrived: boolean }[] = [];
  const house: HouseOfChannels = {
    now: () => Date.UTC(2026, 10, 24, 14),
    log: (text) => logged.push(text),
    voice: null,
    browsers: null,
    receipt: (_, reference, arrived) => receipts.push({ reference, arrived }),
    reply: null,
    ...more,
  };
  return { channel: found.open(house), logged, receipts };
}

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}
export type Answer = (response: ServerResponse, asked: Asked) => void;

/** Answers as it is told at the moment; `url` is its own. */
export async function startServer(): Promise<{
  url: string;
  asked: Asked[];
  answer: (how: Answer) => void;
  stop: () => Promise<void>;
}> {
  const asked: Asked[] = [];
  let how: Answer = (response) => response.end();
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const one: Asked = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(parts),
    };
    asked.push(one);
    how(response, one);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer: (next) => {
      how = next;
    },
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
