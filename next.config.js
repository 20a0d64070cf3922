/** Next.js settings: only what the house needs; the roles' own settings live in lib/config. */
export default {
  turbopack: { root: import.meta.dirname },
  serverExternalPackages: ['pg', 'mqtt', 'pino', 'influx', 'undici'],
  poweredByHeader: false,
  reactStrictMode: true,
  // The checks run `tsc` over the whole house; the build need not do it twice.
  typescript: { ignoreBuildErrors: true },
};
