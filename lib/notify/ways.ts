/** How the ways to a person are named: by their channel, and from the second one of a channel on by their number too. */

export interface Way {
  readonly channel: string;
  readonly address: string;
}

/** `sms`, `mail`, `sms#2`: names that stay right when an address changes between two tries. */
export function namedWays<W extends Way>(ways: readonly W[]): ReadonlyMap<string, W> {
  const named = new Map<string, W>();
  const count = new Map<string, number>();
  for (const way of ways) {
    const nth = (count.get(way.channel) ?? 0) + 1;
    count.set(way.channel, nth);
    named.set(nth === 1 ? way.channel : `${way.channel}#${nth}`, way);
  }
  return named;
}

export const channelOfWay = (way: string): string => way.replace(/#\d+$/, '');
