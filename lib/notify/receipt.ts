/** A receipt as the network gives it, by channel and reference, as an event of the pipeline. */
import type { DeliveryEvent } from './deliveries.ts';
import type { Outbox } from './outbox.ts';

/** Null: nothing of ours, or the failure of an attempt that another one has followed already. */
export function receiptEvent(
  outbox: Pick<Outbox, 'byReference'>,
  channel: string,
  reference: string,
  arrived: boolean,
): DeliveryEvent | null {
  const delivery = outbox.byReference(channel, reference);
  if (delivery === undefined) return null;
  // It arrived by the first way while the second was being tried: it has arrived. A failure speaks of its own attempt alone.
  if (!arrived && delivery.reference !== reference) return null;
  return { kind: 'receipt', id: delivery.id, arrived };
}
