/** What a browser gives when it subscribes to be pushed to: an address of its maker's service, and its keys. */
import { z } from 'zod';

export const pushSubscriptionSchema = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(2_000),
  keys: z.object({
    p256dh: z.string().regex(/^[\w-]{87}=?$/),
    auth: z.string().regex(/^[\w-]{22}={0,2}$/),
  }),
});
export type PushSubscription = z.infer<typeof pushSubscriptionSchema>;

export function parsePushSubscription(written: string): PushSubscription | null {
  try {
    const read = pushSubscriptionSchema.safeParse(JSON.parse(written.slice(0, 4_000)));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** The services of the browsers' makers. A browser's word alone must not make Vigie call a host of its own network. */
const makers =
  /(^|\.)(fcm\.googleapis\.com|push\.services\.mozilla\.com|push\.apple\.com|notify\.windows\.com)$/;

export function isPushService(endpoint: string, services: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname } = new URL(endpoint);
  return (protocol === 'https:' && makers.test(hostname)) || services.includes(hostname);
}
