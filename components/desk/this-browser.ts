/** This browser's own side of being pushed to: the service worker, the permission, the subscription. For screens only. */

export interface ThisBrowser {
  readonly able: boolean;
  readonly denied: boolean;
  /** Null: it has not said yes. */
  readonly endpoint: string | null;
}

const able = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

const registered = (): Promise<ServiceWorkerRegistration> =>
  navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready);

export async function thisBrowser(): Promise<ThisBrowser> {
  if (!able()) return { able: false, denied: false, endpoint: null };
  const registration = await registered();
  const subscription = await registration.pushManager.getSubscription();
  return {
    able: true,
    denied: Notification.permission === 'denied',
    endpoint: subscription?.endpoint ?? null,
  };
}

/** As Vigie names a subscription: SHA-256 of its address. */
export async function subscriptionId(endpoint: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint));
  return btoa(String.fromCharCode(...new Uint8Array(hash)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Asks the person, then the maker's push service. Null: the person has said no. */
export async function subscribe(publicKey: string): Promise<PushSubscriptionJSON | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  const registration = await registered();
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  });
  return subscription.toJSON();
}

export async function unsubscribe(): Promise<void> {
  const registration = await registered();
  await (await registration.pushManager.getSubscription())?.unsubscribe();
}
