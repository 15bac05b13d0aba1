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
  accept authorization content-type location odata-version retry-after
`);

/** What each recording says of itself, the names of its files among it. */
const ofRecordings = [
  ...list(`
    scope method path reqheaders requestHeaders rawHeaders status response recorded withheld failure
    when origin apiVersion contract redaction scenario live emulator documentation 2000-01-01T00:00:01
    update-device-configuration-assignment update-device-compliance-policy-assignment device-and-app-management-target
    all-devices-target all-licensed-users-target configuration-manager-collection-target exclusion-group-target
    without-target no-content not-json redirected refused not-routed unauthorized forbidden not-found conflict throttled connection-lost
    x-redacted
  `),
  'each assignment is updated with its own target',
  'imported from a capture',
  'recorded by the proxy',
  'recorded in process',
  'No method match route template',
  'No OData route exists that match template',
];

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
  ...ofRecordings,
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
