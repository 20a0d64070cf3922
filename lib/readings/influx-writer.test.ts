import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DeadLetters } from './influx-dead-letters.ts';
import { InfluxWriter } from './influx-writer.ts';

type Answer = (lines: string[], response: ServerResponse, request: IncomingMessage) => void;
let server: Server;
let answer: Answer;
let requests: string[][];
let writer: InfluxWriter;
let dir: string;

beforeEach(async () => {
  requests = [];
  dir = mkdtempSync(join(tmpdir(), 'vigie-writer-'));
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const text =
        request.headers['content-encoding'] === 'gzip' ? gunzipSync(body).toString() : body.toString();
      requests.push(text.split('\n'));
      answer(text.split('\n'), response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writer = new InfluxWriter({ url, database: 'vigie' }, 300, new DeadLetters(join(dir, 'dead')));
});
afterEach(async () => {
  await writer.close();
  server.closeAllConnections();
  server.close();
  rmSync(dir, { recursive: true, force: true });
});

const lines = (count: number) => Array.from({ length: count }, (_, index) => `m v=${index} ${index}`);
const says =
  (status: number, error = '') =>
  (response: ServerResponse) =>
    response.writeHead(status).end(error === '' ? '' : JSON.stringify({ error }));

test.each([
  ['a server error', 500],
  ['a server being started', 503],
  ['a wrong password', 401],
  ['a database that is not there yet', 404],
])('%s is retryable: the readings are kept', async (_, status) => {
  answer = (_lines, response) => says(status, 'no')(response);
  expect(await writer.write('raw', lines(3))).toMatchObject({ ok: false, retryable: true });
});

test('a server that never answers is given up within the deadline', async () => {
  answer = () => undefined;
  expect(await writer.write('raw', lines(3))).toEqual({
    ok: false,
    retryable: true,
    reason: 'no answer in time',
  });
});

test('an answer cut in the middle does not hang, and is retryable', async () => {
  answer = (_lines, response) => {
    response.writeHead(500, { 'content-length': '1000' });
    response.write('{"error":');
    response.socket?.destroy();
  };
  expect(await writer.write('raw', lines(3))).toMatchObject({ ok: false, retryable: true });
});

test('the one line that the server refuses is set aside with the reason; the others are stored', async () => {
  answer = (some, response) => {
    const bad = some.some((line) => line.startsWith('m v=13 '));
    says(bad ? 400 : 204, bad ? 'partial write: field type conflict dropped=1' : '')(response);
  };
  expect(await writer.write('raw', lines(100))).toEqual({ ok: true, refused: 1 });
  expect(readFileSync(join(dir, 'dead'), 'utf8')).toBe(
    '# 400 partial write: field type conflict dropped=1\nm v=13 13\n',
  );
  const stored = new Set(requests.filter((some) => !some.includes('m v=13 13')).flat());
  expect(stored.size).toBe(99);
});

test('a batch that is all bad does not become a flood of requests', async () => {
  answer = (_some, response) => says(400, 'unable to parse')(response);
  expect(await writer.write('raw', lines(5_000))).toEqual({ ok: true, refused: 5_000 });
  expect(requests.length).toBeLessThan(200);
});

test('a batch that is too large is halved until it is taken', async () => {
  answer = (some, response) => says(some.length > 30 ? 413 : 204)(response);
  expect(await writer.write('raw', lines(100))).toEqual({ ok: true, refused: 0 });
});
