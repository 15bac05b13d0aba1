/** What recordings hold, and everybody may read in the documentation of Graph. What is a piece of it gives nothing away, and would be found everywhere. */

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

const hosts = list(`
  graph.microsoft.com graph.microsoft.us dod-graph.microsoft.us microsoftgraph.chinacloudapi.cn
  login.microsoftonline.com login.microsoftonline.us login.chinacloudapi.cn localhost 127.0.0.1
`);

const resources = ['deviceConfigurations', 'deviceCompliancePolicies'];

const types = list(`
  entity deviceConfigurationAssignment deviceCompliancePolicyAssignment deviceAndAppManagementAssignmentTarget allDevicesAssignmentTarget
  allLicensedUsersAssignmentTarget configurationManagerCollectionAssignmentTarget exclusionGroupAssignmentTarget groupAssignmentTarget
`);

const words = list(`
  deviceAndAppManagementAssignmentFilterId deviceAndAppManagementAssignmentFilterType deviceAndAppManagementAssignmentSource
  collectionId groupId sourceId policySets include exclude innerError message description displayName request-id client-request-id
  scope method path reqheaders requestHeaders rawHeaders status response recorded withheld failure
  accept authorization content-type location odata-version retry-after
`);

const versions = ['v1.0', 'beta'];

const texts = [
  ...hosts.map((host) => `https://${host}:443`),
  ...hosts.flatMap((host) =>
    versions.flatMap((version) => resources.map((resource) => `https://${host}/${version}/deviceManagement/${resource}/`)),
  ),
  ...resources.map((resource) => `$metadata#deviceManagement/${resource}('/assignments/$entity`),
  ...types.map((type) => `#microsoft.graph.${type}`),
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
  ...words,
].map((text) => text.toLowerCase());

const wellKnownHosts: ReadonlySet<string> = new Set(hosts);

/** True for a host that anybody may know that traffic went to, without a port, in whatever case. */
export function isWellKnownHost(host: string): boolean {
  return wellKnownHosts.has(host.toLowerCase());
}

/** True for a piece of what everybody knows, in whatever case. */
export function isWellKnown(text: string): boolean {
  const lower = text.toLowerCase();
  return texts.some((known) => known.includes(lower));
}
