using 'main.bicep'

// The Azure Developer CLI deploys this environment: it passes the region and the name of its own environment.
param environment = 'dev'
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param azdEnvironment = readEnvironmentVariable('AZURE_ENV_NAME', '')
param hostName = 'leerid-dev.uitgever.example'
param domain = readEnvironmentVariable('LEERID_DOMAIN', 'bound')
param network = 'public'
param zoneRedundant = false
param alertReceivers = ['leerid-beheer@uitgever.example']

param settings = {
  acm: {
    issuer: 'https://authenticatie-ti.vlaanderen.be/op'
    clientId: 'client-id-from-the-dossier'
  }
  applications: [
    {
      clientId: 'toepassing'
      name: 'de toepassing van de uitgever'
      redirectUris: ['https://app-dev.uitgever.example/signin-oidc']
      postLogoutRedirectUris: ['https://app-dev.uitgever.example/signout-callback-oidc']
      initiateLoginUri: 'https://app-dev.uitgever.example/aanmelden'
      protocol: 'protocol met het Departement Onderwijs en Vorming in het kader van toegang tot LeerID'
    }
  ]
  dpo: {
    provider: {
      name: 'Functionaris van de uitgever'
      telephone: '+32 2 555 01 01'
      mail: 'dpo@uitgever.example'
    }
    dov: {
      name: 'Functionaris van DOV'
      telephone: '02 555 01 02'
      mail: 'dpo@dov.example'
    }
  }
  requests: {
    mail: 'privacy@uitgever.example'
  }
  smtp: {
    host: 'smtp.uitgever.example'
    port: 587
    user: 'leerid@uitgever.example'
    from: 'LeerID <leerid@uitgever.example>'
  }
  staff: {
    issuer: 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0'
    audience: '00000000-0000-0000-0000-000000000000'
  }
  register: {
    provider: {
      name: 'Uitgeverij Voorbeeld'
      address: 'Voorbeeldstraat 1, 1000 Brussel'
      contact: 'info@uitgever.example'
    }
    protocol: {
      reference: 'protocol met het Departement Onderwijs en Vorming in het kader van toegang tot LeerID'
      date: '2024-07-10'
      url: 'https://www.uitgever.example/protocol-leerid'
      providerAdvice: { where: 'reference-of-the-advice', date: '2024-07-03' }
      dovAdvice: { where: 'reference-of-the-advice', date: '2024-05-01' }
    }
    riskAssessment: { where: 'reference-of-the-risk-assessment', date: '2026-09-01', nextReview: '2027-09-01' }
    impactAssessment: { where: 'reference-of-the-impact-assessment', date: '2026-09-01', nextReview: '2027-09-01' }
    balancingTest: { where: 'reference-of-the-balancing-test', date: '2026-09-01' }
    processors: [
      {
        name: 'Microsoft Ireland Operations Limited'
        service: 'Azure: rekenkracht, opslag en kluis'
        country: 'IE'
        agreement: 'reference-of-the-agreement'
        since: '2026-09-01'
      }
    ]
    organisationalMeasures: ['medewerkers tekenen een vertrouwelijkheidsverklaring']
  }
}
