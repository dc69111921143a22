namespace LeerId.Infra.Tests.Security;

/// <summary>A change for the worse.</summary>
/// <param name="Sentence">The rule that must notice.</param>
/// <param name="File">Below infra/bicep.</param>
/// <param name="Text">Stands there once.</param>
/// <param name="Worse">Stands there instead.</param>
/// <param name="IsWide">Whether other rules notice too.</param>
internal sealed record Mutation(string Sentence, string File, string Text, string Worse, bool IsWide = false)
{
    private const string Main = "main.bicep";
    private const string Prod = "prod.bicepparam";
    private const string Host = "modules/host-storage.bicep";
    private const string Students = "modules/student-storage.bicep";
    private const string Archive = "modules/archive-storage.bicep";
    private const string Vault = "modules/key-vault.bicep";
    private const string App = "modules/function-app.bicep";
    private const string HostName = "modules/custom-domain.bicep";
    private const string Settings = "modules/settings.bicep";
    private const string Monitoring = "modules/monitoring.bicep";
    private const string Alerts = "modules/alerts.bicep";
    private const string Network = "modules/network.bicep";

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("Storage takes no shared keys", Students, "allowSharedKeyAccess: false", "allowSharedKeyAccess: true"),
        new("Storage takes no shared keys", Host, "allowSharedKeyAccess: false", "allowSharedKeyAccess: true"),
        new("Storage is asked with tokens unless told otherwise", Host, "defaultToOAuthAuthentication: true", "defaultToOAuthAuthentication: false"),
        new("Storage takes TLS 1.2 at least", Students, "'TLS1_2'", "'TLS1_0'"),
        new("Storage answers by HTTPS only", Students, "supportsHttpsTrafficOnly: true", "supportsHttpsTrafficOnly: false"),
        new("No blob is public", Host, "allowBlobPublicAccess: false", "allowBlobPublicAccess: true"),
        new("Storage isn't copied to another tenant", Students, "allowCrossTenantReplication: false", "allowCrossTenantReplication: true"),
        new("The deployment package is not public", Host, "publicAccess: 'None'", "publicAccess: 'Blob'"),
        new(
            "The pupils' data have an account of their own", Main, "StudentStorage__accountName: studentStorageName",
            "StudentStorage__accountName: hostStorageName", IsWide: true),
        new("The pupils' account has every table of the code, and there is no other table", Students, "  'Seals'\n", ""),
        new("The host's account has every queue of the code, and there is no other queue", Host, "  'dpo-notices-poison'\n", ""),
        new(
            "The host's account has the container that the app is deployed from, and there is no other container",
            Host, "name: packageContainer", "name: '${packageContainer}s'"),
        new("The host's blobs have versions", Host, "isVersioningEnabled: true", "isVersioningEnabled: false"),
        new(
            "The host's blobs can be undeleted", Host, "    deleteRetentionPolicy: {\n      enabled: true",
            "    deleteRetentionPolicy: {\n      enabled: false"),
        new(
            "The host's containers can be undeleted", Host, "containerDeleteRetentionPolicy: {\n      enabled: true",
            "containerDeleteRetentionPolicy: {\n      enabled: false"),
        new("Former versions of blobs go", Host, "daysAfterCreationGreaterThan: 14", "daysAfterCreationGreaterThan: 36500"),
        new(
            "Storage is spread over zones, and the pupils' data stay in their region", Students,
            "zoneRedundant ? 'Standard_ZRS'", "zoneRedundant ? 'Standard_GZRS'"),
        new("The pupils' account is locked against deleting", Students, "'CanNotDelete'", "'NotSpecified'"),
        new("The host's blob writes and deletes are logged", Host, "  scope: blobs\n", "  scope: account\n"),
        new("The host's queue writes and deletes are logged", Host, "  scope: queueService\n", "  scope: formerVersions\n"),
        new(
            "Table requests, which name pseudonyms, are counted and not logged", Students, "    metrics: [",
            "    logs: [\n      {\n        category: 'StorageRead'\n        enabled: true\n      }\n    ]\n    metrics: ["),
        new("Storage takes no shared keys", Archive, "allowSharedKeyAccess: false", "allowSharedKeyAccess: true"),
        new(
            "The archive's account has every container of the code, and there is no other container", Archive,
            "    name: 'records'\n", "    name: 'others'\n", IsWide: true),
        new("No file of the archive is public", Archive, "publicAccess: 'None'", "publicAccess: 'Blob'"),
        new(
            "Nobody can change or delete a file of the archive before its term", Archive,
            "immutabilityPeriodSinceCreationInDays: container.immutableDays", "immutabilityPeriodSinceCreationInDays: 1"),
        new("A file of the archive is deleted after its term", Archive, "var recordGraceDays = 35", "var recordGraceDays = 3"),
        new(
            "The archive's containers can be undeleted", Archive, "containerDeleteRetentionPolicy: {\n      enabled: true",
            "containerDeleteRetentionPolicy: {\n      enabled: false"),
        new(
            "What the archive deletes is deleted at once", Archive, "    containerDeleteRetentionPolicy: {",
            "    isVersioningEnabled: true\n    containerDeleteRetentionPolicy: {", IsWide: true),
        new(
            "The archive is spread over zones, and has a copy in the paired region that can be read", Archive, "'Standard_RAGZRS'", "'Standard_GZRS'"),
        new("The archive's account is locked against deleting", Archive, "'CanNotDelete'", "'NotSpecified'"),
        new(
            "Who reads, writes or deletes in the archive is logged", Archive,
            "        category: 'StorageRead'\n        enabled: true", "        category: 'StorageRead'\n        enabled: false"),
        new(
            "The app may use the archive's blobs, and nothing else there", Archive,
            "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"),
        new("The vault goes by roles, not by access policies", Vault, "enableRbacAuthorization: true", "enableRbacAuthorization: false"),
        new("The vault can't be purged", Vault, "purgeProtected ? true : null", "purgeProtected ? null : true"),
        new("The vault's secrets can be undeleted", Vault, "enableSoftDelete: true", "enableSoftDelete: false"),
        new("The vault's secrets can be undeleted for 90 days", Vault, "purgeProtected ? 90 : 7", "purgeProtected ? 7 : 90"),
        new("No template reads the vault", Vault, "enabledForTemplateDeployment: false", "enabledForTemplateDeployment: true"),
        new("No virtual machine reads the vault", Vault, "enabledForDeployment: false", "enabledForDeployment: true"),
        new("What is asked of the vault is logged", Vault, "category: 'AuditEvent'\n        enabled: true", "category: 'AuditEvent'\n        enabled: false"),
        new("A deployment closes the vault to each address that it was opened to", Vault, "      ipRules: []\n", ""),
        new(
            "A deployment closes the vault to each address that it was opened to", Vault, "virtualNetworkRules: []",
            "virtualNetworkRules: [{ id: resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'snet') }]"),
        new(
            "No lock keeps role assignments on the vault from being removed", Vault, "resource assignment '",
            "resource lock 'Microsoft.Authorization/locks@2020-05-01' = {\n  scope: vault\n  name: 'no-delete'\n"
                + "  properties: { level: 'CanNotDelete' }\n}\n\nresource assignment '"),
        new("The app answers by HTTPS only", App, "httpsOnly: true", "httpsOnly: false"),
        new("The app takes TLS 1.2 at least", App, " minTlsVersion: '1.2'", " minTlsVersion: '1.0'"),
        new("The deployment site takes TLS 1.2 at least", App, "scmMinTlsVersion: '1.2'", "scmMinTlsVersion: '1.0'"),
        new("FTPS is off", App, "'Disabled'", "'FtpsOnly'"),
        new("Nobody debugs from afar", App, "remoteDebuggingEnabled: false", "remoteDebuggingEnabled: true"),
        new(
            "Nobody publishes by FTP with a password", App, "name: 'ftp'\n    properties: {\n      allow: false",
            "name: 'ftp'\n    properties: {\n      allow: true"),
        new("Nobody publishes with a password", App, "name: 'scm'\n    properties: {\n      allow: false", "name: 'scm'\n    properties: {\n      allow: true"),
        new("The app runs on Flex Consumption", App, "'FC1'", "'Y1'"),
        new("The app runs on .NET 10, in a worker of its own", App, "version: '10.0'", "version: '8.0'"),
        new("An instance has 2,048 MB", Main, "param instanceMemory int = 2048", "param instanceMemory int = 512"),
        new("The number of instances is bounded", Prod, "param maximumInstances = 100", "param maximumInstances = 1000"),
        new("Instances wait for HTTP calls", App, "name: 'http'", "name: 'durable'"),
        new("Instances are spread over zones", App, "    zoneRedundant: zoneRedundant", "    zoneRedundant: !zoneRedundant"),
        new("The app has one identity, and it is user-assigned", App, "type: 'UserAssigned'", "type: 'SystemAssigned, UserAssigned'"),
        new("The deployment package is fetched by identity", App, "type: 'UserAssignedIdentity'", "type: 'StorageAccountConnectionString'"),
        new("Every connection goes by identity", Main, "      AzureWebJobsStorage__credential: 'managedidentity'\n", ""),
        new("Every connection goes by identity", App, "StudentStorage__clientId: identity.properties.clientId", "StudentStorage__clientId: ''"),
        new("The Azure Developer CLI finds the app", App, "'azd-service-name': 'functions'", "'azd-service-name': 'api'"),
        new("Everything is in the EU", Alerts, "location: actionGroupLocation", "location: replace(actionGroupLocation, 'swedencentral', 'eastus')"),
        new("Telemetry is taken with a token only", Monitoring, "DisableLocalAuth: true", "DisableLocalAuth: false"),
        new("The workspace takes and gives logs with a token only", Monitoring, "disableLocalAuth: true", "disableLocalAuth: false"),
        new("Telemetry is kept in the workspace", Monitoring, "    WorkspaceResourceId: empty(workspaceResourceId) ? workspace.id : workspaceResourceId\n", ""),
        new("Telemetry has no callers' addresses", Monitoring, "DisableIpMasking: false", "DisableIpMasking: true"),
        new("The app sends its telemetry with its identity's token", App, ";Authorization=AAD", ""),
        new("The lines of the seals are kept longer than the privacy log", Monitoring, "max(archiveDays, retentionDays)", "min(archiveDays, retentionDays)"),
        new("The host's log is kept, and no log with the addresses that were called", App, "category: 'FunctionAppLogs'", "categoryGroup: 'allLogs'"),
        new(
            "Every log goes to the workspace", Main, "vaultRecovered\n    identityName: identityName\n    workspaceResourceId: logsResourceId",
            "vaultRecovered\n    identityName: identityName\n    workspaceResourceId: replace(logsResourceId, 'log-', 'log2-')"),
        new("Every alert is on, asks the workspace and mails", Alerts, "        actionGroups: [mails.id]\n", ""),
        new(
            "Every alert is on, asks the workspace and mails", Alerts,
            "    enabled: true\n    severity: 0\n    scopes", "    enabled: false\n    severity: 0\n    scopes"),
        new("Every alert goes off at the first row of its query", Alerts, "threshold: 0", "threshold: 100"),
        new("Somebody gets the mails", Alerts, "    enabled: true\n    groupShortName", "    enabled: false\n    groupShortName"),
        new("The availability test asks whether the app can sign pupils in", Alerts, "/health?ready", "/health"),
        new(
            "The host of the redirect address is bound to the app, and no other", HostName,
            "  name: hostName\n  properties: {\n    hostNameType", "  name: 'www.${hostName}'\n  properties: {\n    hostNameType"),
        new(
            "The host of the redirect address is bound to the app, and no other", Settings, "'https://${hostName}/acm/callback'",
            "'https://app.${hostName}/acm/callback'", IsWide: true),
        new("The bound host has a certificate that Azure renews", HostName, "'SniEnabled'", "'Disabled'"),
        new("The bound host has a certificate that Azure renews", HostName, "canonicalName: hostName", "canonicalName: 'www.${hostName}'"),
        new("The app was created so that it can have certificates", App, "siteScopedCertificatesEnabled: true", "siteScopedCertificatesEnabled: false"),
        new(
            "Every test from outside requests the host of the redirect address", Main, "    hostName: hostName\n  }\n  dependsOn: [\n    monitoring",
            "    hostName: functionApp.outputs.hostName\n  }\n  dependsOn: [\n    monitoring"),
        new(
            "A test sees the certificate three weeks before it expires, and nothing else", Alerts, "      SSLCertRemainingLifetimeCheck: 21\n", ""),
        new(
            "A test sees the certificate three weeks before it expires, and nothing else", Alerts, "      IgnoreHttpStatusCode: true\n", ""),
        new(
            "The availability test fails only when the app does", Alerts,
            "      SSLCheck: true\n    }\n", "      SSLCheck: true\n      SSLCertRemainingLifetimeCheck: 14\n    }\n"),
        new("The alert on the certificate does not end between two tests", Alerts, "windowSize: 'PT1H'", "windowSize: 'PT15M'"),
        new(
            "A rule that refuses one address refuses no other", App,
            "ipSecurityRestrictionsDefaultAction: 'Allow'", "ipSecurityRestrictionsDefaultAction: 'Deny'"),
        new(
            "The app may use the pupils' tables, and nothing else there", Students,
            "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "17d1049b-9a84-46fb-8f53-869881c3d3ab"),
        new(
            "The app may use the host's blobs and queues, and nothing else there", Host,
            "974c5e8b-45b9-4653-ba55-5f855dd0fb88", "17d1049b-9a84-46fb-8f53-869881c3d3ab"),
        new("The app may read secrets, and nothing else in the vault", Vault, "4633458b-17de-408a-b874-0445c86b69e6", "00482a5a-887f-4fb3-b363-3b7fe8e74483"),
        new("The app may send telemetry, and nothing else there", Monitoring, "3913510d-42f4-4e42-8a64-420c390055eb", "749f88d5-cbae-40b8-bcfc-e573ddc772fa"),
        new("The app has a role in nothing else, and nobody else has one", Vault, "principalType: 'ServicePrincipal'", "principalType: 'User'"),
        new(
            "The app has a role in nothing else, and nobody else has one", Host, "  storageBlobDataOwner:",
            "  storageAccountContributor: '17d1049b-9a84-46fb-8f53-869881c3d3ab'\n  storageBlobDataOwner:", IsWide: true),
        new(
            "A role assignment's name follows from where, who and what", Students, "guid(account.id, identity.id, storageTableDataContributor)",
            "guid(account.id, identity.id, storageTableDataContributor, deployment().name)"),
        new("Storage and vault are closed to the internet", Vault, "network == 'private' ? 'Disabled' : 'Enabled'", "'Enabled'"),
        new("Storage and vault let no network in", Students, "network == 'private' ? 'Deny' : 'Allow'", "'Allow'"),
        new("No Azure service passes by the network's rules", Host, "bypass: 'None'", "bypass: 'AzureServices'"),
        new(
            "What the app uses has private endpoints", Main,
            "resourceGroupName, 'Microsoft.Storage/storageAccounts', studentStorageName)",
            "resourceGroupName, 'Microsoft.Storage/storageAccounts', hostStorageName)"),
        new("Every private endpoint has its name in the network", Network, "'privatelink.vaultcore", "'public.vaultcore"),
        new("The app reaches out through the virtual network", Main, "subnetId: functionsSubnetId", "subnetId: take(functionsSubnetId, 0)"),
        new(
            "Every subnet has a security group", Network,
            "          privateEndpointNetworkPolicies: 'Enabled'\n          networkSecurityGroup: {\n            id: securityGroup.id\n          }\n",
            "          privateEndpointNetworkPolicies: 'Enabled'\n"),
        new("Each alert has a frequency and a window that Azure takes", Alerts, "evaluationFrequency: rule.value.every", "evaluationFrequency: 'PT7M'"),
        new("No alert has a window that is shorter than its frequency", Alerts, "windowSize: rule.value.over", "windowSize: 'PT5M'"),
        new(
            "The availability test runs from three places in the EU", Alerts, "{ Id: place }",
            "{ Id: replace(place, 'emea-nl-ams-azr', 'us-va-ash-azr') }"),
        new(
            "Twice 220 sign-ins per second fit while ACM takes nine seconds", App, "perInstanceConcurrency: httpConcurrency",
            "perInstanceConcurrency: min(httpConcurrency, 16)"),
        new("Pupils reach the app", App, "publicNetworkAccess: 'Enabled'", "publicNetworkAccess: 'SecuredByPerimeter'"),
        new("The pupils' account has every table of the code, and there is no other table", Students, "  'Runs'\n", "  'Runs'\n  'Others'\n"),
        new("The host's account has every queue of the code, and there is no other queue", Host, "  'dpo-notices'\n", "  'dpo-notices'\n  'others'\n"),
    ];
}
