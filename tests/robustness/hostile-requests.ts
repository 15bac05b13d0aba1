/** Requests that a page in a browser, or whoever is not a client of the server, could make: each by the headers that it has. */
export const foreign: readonly Readonly<Record<string, string>>[] = [
  ...['evil.example', 'evil.example:80', 'localhost.evil.example', '127.0.0.1.evil.example', 'evil.example#localhost', 'x@localhost'].map(
    (host) => ({ host }),
  ),
  ...['169.254.169.254', '10.0.0.1', '0.0.0.0', '[::2]', '1.127.0.0.1', '127.0.0.1@evil'].map((host) => ({ host })),
  ...['null', 'https://evil.example', 'http://localhost.evil.example', 'http://127.0.0.1.evil.example:80', 'http://x@evil.example'].map(
    (origin) => ({ origin }),
  ),
  ...['file://', 'chrome-extension://localhost', 'https://localhost, https://evil.example', ''].map((origin) => ({ origin })),
  { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
  { origin: 'https://evil.example', connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
  { 'sec-fetch-site': 'cross-site' },
];

/** Requests of clients on this machine. */
export const ours: readonly Readonly<Record<string, string>>[] = [
  ...['localhost', 'LOCALHOST:4010', '127.0.0.1:1', '127.1.2.3', '[::1]', '[::1]:4010'].map((host) => ({ host })),
  ...['http://localhost:3000', 'https://127.0.0.1', 'http://[::1]:8080', 'http://127.0.0.1:1'].map((origin) => ({ origin })),
  { origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' },
  ...['same-origin', 'same-site', 'none'].map((site) => ({ 'sec-fetch-site': site })),
];
