/** The table of probe schemes. */
import { probeHttp } from './http-probe.ts';
import { probeNtp } from './ntp-probe.ts';
import { probeRtsp } from './rtsp-probe.ts';
import type { Probe } from './scheme.ts';
import { probeTcp } from './tcp-probe.ts';

export const schemes: Readonly<Record<string, Probe>> = {
  'tcp:': probeTcp,
  'http:': probeHttp,
  'https:': probeHttp,
  'rtsp:': probeRtsp,
  'ntp:': probeNtp,
};
