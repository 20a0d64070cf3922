/**
 * Thirty days of readings every ten seconds, asked for as a chart does: at most 1,500 points, min, max and mean. Asked
 * over HTTP, through a server that does what the API does with the answer of the store.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Reading } from '../lib/readings/reading.ts';
import { type HistoryQuery, maxHistoryPoints } from '../lib/readings/reading-store.ts';
import { percentile } from '../lib/telephony/network-kpi.ts';
import { dayMs } from '../lib/time/zone.ts';
import type { BenchReport } from './contract.ts';
import { openRig, type Rig, type Subject, subjects } from './pipeline-rig.ts';

const days = 30;
const everyMs = 10_000;
const batch = 8_640;
/** Series of the same days, at five minutes, so that the one asked for does not stand alone on its pages. */
const neighbours = 40;
const asked = 40;

export default async function history(report: BenchReport): Promise<void> {
  for (const subject of subjects) {
    if (subject.missing !== null) report.skip(subject.name, subject.missing);
    else await one(report, subject);
  }
}

const key = { site: 'cotonou', device: 'fw-1', metric: 'interface.in_bits_per_second', instance: 'wan1' };
const reading = (at: number, value: number, instance: string): Reading => ({
  ...key,
  instance,
  value,
  text: null,
  state: 'good',
  since: at,
  at,
  everyMs,
});

async function one(report: BenchReport, subject: Subject): Promise<void> {
  let aheadMs = 0;
  const clock = { now: () => Date.now() + aheadMs, monotonic: () => performance.now() + aheadMs };
  const rig = await openRig(subject, { series: 1, clock });
  const to = Math.floor(Date.now() / everyMs) * everyMs;
  const from = to - days * dayMs;
  const server = await serve(rig);
  try {
    report.say(`${subject.name}: ${days} days of readings every ${everyMs / 1_000} s`);
    await fill(rig, from, to);
    // What a running Vigie does minute after minute.
    aheadMs = 120_000;
    for (let turn = 0; turn < (days * 288) / 60 + 5; turn += 1) await rig.store.maintain(clock.now());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const times: number[] = [];
    let points = 0;
    for (let turn = 0; turn < asked; turn += 1) {
      const begin = performance.now();
      const query = new URLSearchParams({ from: String(from + turn * 1_000), to: String(to) });
      const answer = (await (await fetch(`${url}?${query}`)).json()) as { points: unknown[] };
      times.push(performance.now() - begin);
      points = answer.points.length;
    }
    if (points < maxHistoryPoints / 3 || points > maxHistoryPoints) throw new Error(`${points} points`);
    report.row(subject.name, 'p95 ms', Number((percentile(times, 0.95) ?? 0).toFixed(1)), {
      store: rig.engine.name,
      readings: (days * dayMs) / everyMs,
      points,
      'p50 ms': Number((percentile(times, 0.5) ?? 0).toFixed(1)),
    });
  } finally {
    server.close();
    await rig.close();
  }
}

async function fill(rig: Rig, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += batch * everyMs) {
    const some: Reading[] = [];
    for (let one = at; one < Math.min(to, at + batch * everyMs); one += everyMs) {
      some.push(reading(one, 2e6 + Math.round(1e6 * Math.sin(one / 3e7)), 'wan1'));
    }
    for (let one = at; one < Math.min(to, at + batch * everyMs); one += 300_000) {
      for (let index = 0; index < neighbours; index += 1) some.push(reading(one, index, `lan${index}`));
    }
    const outcome = await rig.store.write(some);
    if (!outcome.ok) throw new Error(outcome.reason);
  }
}

async function serve(rig: Rig): Promise<Server> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const query: HistoryQuery = {
      ...key,
      from: Number(searchParams.get('from')),
      to: Number(searchParams.get('to')),
    };
    rig.store.history(query).then(
      (answer) => response.setHeader('content-type', 'application/json').end(JSON.stringify(answer)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
