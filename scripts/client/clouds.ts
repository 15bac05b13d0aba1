import { graphOrigins, isOfGraph, isLoopback } from '../../recordings/traffic/hosts.js';

/** The Graph of a tenant, and the authority that signs in to it. Both are origins, such as `https://graph.microsoft.com`. */
export interface Cloud {
  readonly name: CloudName | 'loopback';
  readonly graph: string;
  readonly authority: string;
  /** Requests a token for everything that was granted to the client on this Graph. */
  readonly scope: string;
  /** The audience of a GitHub or Kubernetes token that this authority exchanges. */
  readonly federatedAudience: string;
}

export type CloudName = keyof typeof graphOrigins;

/** Microsoft's clouds. A token goes to one of these, or to loopback, and nowhere else. */
export const clouds: Readonly<Record<CloudName, Cloud>> = {
  global: cloud('global', 'login.microsoftonline.com', ''),
  usGov: cloud('usGov', 'login.microsoftonline.us', 'USGov'),
  usGovDod: cloud('usGovDod', 'login.microsoftonline.us', 'USGov'),
  china: cloud('china', 'login.chinacloudapi.cn', 'China'),
};

/** A local cloud, for trying the nightly check without a tenant. The schema of the configuration keeps both origins on loopback. */
export function loopbackCloud(graph: string, authority: string): Cloud {
  return { ...clouds.global, name: 'loopback', graph, authority, scope: `${graph}/.default` };
}

/** Whether a token may be sent there. @param origin scheme, host and port, as `URL` writes them. */
export function isGraphOrigin(origin: string): boolean {
  return isLoopback(new URL(origin).hostname) || isOfGraph(origin);
}

function cloud(name: CloudName, authorityHost: string, audienceSuffix: string): Cloud {
  const graph = graphOrigins[name];
  const federatedAudience = `api://AzureADTokenExchange${audienceSuffix}`;
  return { name, graph, authority: `https://${authorityHost}`, scope: `${graph}/.default`, federatedAudience };
}
