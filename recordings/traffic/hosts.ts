/**
 * Where Microsoft Graph answers, by the name of its cloud: scheme and host, such as `https://graph.microsoft.com`
 * (https://learn.microsoft.com/graph/deployments).
 */
export const graphOrigins = {
  global: 'https://graph.microsoft.com',
  usGov: 'https://graph.microsoft.us',
  usGovDod: 'https://dod-graph.microsoft.us',
  china: 'https://microsoftgraph.chinacloudapi.cn',
} as const;

const origins: ReadonlySet<string> = new Set(Object.values(graphOrigins));

/** Whether Microsoft Graph answers there. @param origin as `URL` writes it. */
export function isOfGraph(origin: string): boolean {
  return origins.has(origin);
}
