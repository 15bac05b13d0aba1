/** The origins of Microsoft Graph, by the name of its cloud (https://learn.microsoft.com/graph/deployments). */
export const graphOrigins = {
  global: 'https://graph.microsoft.com',
  usGov: 'https://graph.microsoft.us',
  usGovDod: 'https://dod-graph.microsoft.us',
  china: 'https://microsoftgraph.chinacloudapi.cn',
} as const;

const origins: ReadonlySet<string> = new Set(Object.values(graphOrigins));

/** @param origin as `URL` writes it. */
export function isOfGraph(origin: string): boolean {
  return origins.has(origin);
}

/** @param hostname as in a URL. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname === '::1' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/** The response header, in lower case, that marks an answer of the emulator. */
export const emulatedBy = 'x-emulated-by';
