// The software's settings: what is asked for, and under which names Azure gives it to the app. A test holds them against what the code reads.

@export()
@description('The deployment environments.')
type environmentName = 'dev' | 'test' | 'prod'

@export()
@description('Regions in the EU. Yours must have Flex Consumption, for prod with zone redundancy: az functionapp list-flexconsumption-locations.')
type euLocation = 'westeurope' | 'northeurope' | 'belgiumcentral'

@export()
@description('Regions in whose zones a Flex Consumption plan can be spread: az functionapp list-flexconsumption-locations --zone-redundant=true.')
var zoneRedundantLocations euLocation[] = ['northeurope', 'westeurope']

@export()
@description('How the storage accounts and the key vault are reached: from everywhere with a token, or by private endpoints only.')
type networkAccess = 'public' | 'private'

@export()
@description('Values by name: application settings, tags.')
type values = {
  *: string
}

@export()
@description('All settings of the software, as docs/operations.md describes them. What may be left out has the default of the code.')
type softwareSettings = {
  acm: acmSettings
  @description('The applications that pupils sign in to.')
  @minLength(1)
  applications: applicationSettings[]
  dpo: dpoSettings
  smtp: smtpSettings
  staff: staffSettings
  confidentiality: confidentialitySettings?
  helpdesk: helpdeskSettings?
  register: registerSettings
  retention: retentionSettings?
  agreement: agreementSettings?
  privacyLog: privacyLogSettings?
  archive: archiveSettings?
  notices: noticesSettings?
  disclosures: disclosuresSettings?
  requests: requestsSettings?
}

@description('Settings Acm:*, as the integration dossier fixes them.')
type acmSettings = {
  @description('The issuer, exact to the character, without a slash at the end.')
  @minLength(1)
  issuer: string

  @description('The client id in the dossier.')
  @minLength(1)
  clientId: string

  @description('How the client authenticates.')
  clientAuthentication: ('PrivateKeyJwt' | 'ClientSecretPost' | 'ClientSecretBasic')?

  @description('The scopes asked for, separated by spaces.')
  scopes: string?

  @description('How ACM answers.')
  responseMode: ('query' | 'form_post')?

  @description('The means of sign-in; not sent when empty.')
  authMech: string?

  @description('login asks ACM for a new sign-in each time, for devices that a class shares; left out, ACM\'s session stays in use.')
  prompt: 'login'?

  @description('Whether ACM answers prompt=none as the standard says; false when left out.')
  honoursPromptNone: bool?

  @description('Claims outside the protocol that DOV agreed to, separated by spaces: they are dropped without a notice.')
  agreedClaims: string?

  @description('What ACM calls the data.')
  claims: claimNames?
}

@description('Settings Acm:Claims:*.')
type claimNames = {
  leerIdUuid: string?
  accountUuid: string?
  accountHistory: string?
  givenName: string?
  familyName: string?
  username: string?
  schoolNumbers: string?
}

@description('Settings Applications:x:*, an application that pupils sign in to. Its secret is in the key vault, under its name.')
type applicationSettings = {
  @description('The client id: letters, digits, hyphens, underscores and dots.')
  @minLength(1)
  @maxLength(64)
  clientId: string

  @description('The name as pupils know it.')
  @minLength(1)
  name: string

  @description('Where the browser returns with a code, exact to the character.')
  @minLength(1)
  redirectUris: string[]

  @description('Where the browser returns after signing out, exact to the character.')
  postLogoutRedirectUris: string[]

  @description('Where a sign-in begins in the application, for the link on pages; left out when there is no such address.')
  initiateLoginUri: string?

  @description('How the application authenticates at the token endpoint.')
  clientAuthentication: ('ClientSecretBasic' | 'ClientSecretPost' | 'PrivateKeyJwt')?

  @description('The name of its secret in the key vault; application-CLIENTID-secret when left out.')
  @maxLength(127)
  secretName: string?

  @description('Its public keys as a JSON Web Key Set; with PrivateKeyJwt only.')
  publicKeys: string?

  @description('The signature of its ID tokens.')
  idTokenAlgorithm: ('RS256' | 'ES256')?

  @description('The scopes it may ask for, separated by spaces.')
  scopes: string?

  @description('Whether it must use PKCE; true when left out.')
  requiresPkce: bool?

  @description('Applications of one sector know a pupil by the same key. Never change it. The host of the first redirect URI when left out.')
  sector: string?

  @description('Which protocol lets this application have the data, for the register.')
  protocol: string?
}

@description('Settings Dpo:*, the data protection officers.')
type dpoSettings = {
  @description('The provider\'s.')
  provider: officerSettings

  @description('DOV\'s.')
  dov: officerSettings

  @description('The certificate of DOV\'s officer for encrypted mail (S/MIME), in PEM or base64. When left out, DOV\'s officer asks for uuids by telephone.')
  dovCertificate: string?
}

@description('One data protection officer.')
type officerSettings = {
  @description('The name of the officer or of the office.')
  @minLength(1)
  @maxLength(100)
  name: string

  @description('An international telephone number such as +32 2 553 86 00, or a Belgian one such as 02 553 86 00.')
  @minLength(8)
  telephone: string

  @description('The mail address, without a name.')
  @minLength(3)
  mail: string
}

@description('Settings Smtp:*, the mail server. The password is the secret smtp-password in the key vault.')
type smtpSettings = {
  @description('The server\'s name.')
  @minLength(1)
  host: string

  @description('The port: with 465 TLS comes first, with any other by STARTTLS.')
  @minValue(1)
  @maxValue(65535)
  port: int

  @description('Who signs in at the server; nobody when left out.')
  user: string?

  @description('Who the notices are from.')
  @minLength(3)
  from: string

  @description('The name by which the app greets the server: a full domain name, or an IP address. The domain of the sender when left out.')
  localName: string?

  @description('Whether the server\'s certificate is checked for revocation; true when left out.')
  checkRevocation: bool?
}

@description('Settings Staff:*, the directory that signs staff in.')
type staffSettings = {
  @description('The issuer of the access tokens, exact to the character, without a slash at the end.')
  @minLength(1)
  issuer: string

  @description('The audience of the access tokens.')
  @minLength(1)
  audience: string

  @description('The client ids of the apps that staff may use to call the app, separated by spaces. Default: only the app registration itself.')
  clients: string?

  @description('The client ids of the programs that may call the app with a token of their own, separated by spaces. Default: none.')
  programs: string?

  @description('How staff sign in to the console.')
  console: staffConsoleSettings?

  @description('What the directory calls the roles.')
  roles: staffRoleNames?
}

@description('Settings Staff:Console:*. The client secret is the secret staff-client-secret in the key vault.')
type staffConsoleSettings = {
  @description('The client id with which the console signs staff in. Default: the audience of the access tokens.')
  clientId: string?
}

@description('Settings Staff:Roles:*.')
type staffRoleNames = {
  accessControl: string?
  dpo: string?
  operator: string?
  helpdesk: string?
  privacy: string?
  schoolsSync: string?
}

@description('Settings Confidentiality:*, the text that staff accept before they see personal data.')
type confidentialitySettings = {
  @description('The version of the text. Change it with each change of the text.')
  version: string?

  @description('The text, in Dutch; the standard text of the software when left out.')
  text: string?
}

@description('Settings Helpdesk:*, which the help pages for teachers show.')
type helpdeskSettings = {
  @description('The telephone number of the helpdesk. When left out, the pages show the mail address of the provider.')
  telephone: string?

  @description('When the helpdesk answers, in Dutch, on one line.')
  hours: string?
}

@description('Settings Retention:*.')
type retentionSettings = {
  @description('How long a snapshot is kept after the last sign-in: ISO 8601, in calendar units.')
  period: string?

  @description('When the sweep runs: six-field NCrontab, UTC.')
  schedule: string?

  @description('The first day on which usernames are neither read nor stored.')
  usernameUntil: string?

  @description('How long records are kept after they were closed.')
  records: recordRetentionSettings?

  @description('When records past their retention period are deleted: six-field NCrontab, UTC.')
  recordsSchedule: string?
}

@description('Settings Retention:Records:*, each an ISO 8601 duration in calendar units.')
type recordRetentionSettings = {
  notices: string?
  disclosures: string?
  requests: string?
  restrictions: string?
  runs: string?
  acknowledgements: string?
  schoolHistory: string?
}

@description('Settings Agreement:*.')
type agreementSettings = {
  @description('The first day on which the agreement is over; left out while it has no end.')
  endDate: string?

  @description('How long the destruction is announced before it starts: ISO 8601, in calendar units.')
  gracePeriod: string?

  @description('The maximum number of snapshots that one run of the destruction takes.')
  @minValue(1)
  snapshotsPerRun: int?

  @description('Whether sign-ins are suspended. Nothing is destroyed because of it.')
  suspended: bool?

  @description('When the end of the agreement is announced and the destruction started and continued: six-field NCrontab, UTC.')
  schedule: string?
}

@description('Settings PrivacyLog:*.')
type privacyLogSettings = {
  @description('How long an entry is kept: ISO 8601, in whole days.')
  period: string?

  @description('When finished days are sealed: six-field NCrontab, UTC.')
  sealSchedule: string?

  @description('When entries past their term are deleted: six-field NCrontab, UTC.')
  expirySchedule: string?
}

@description('Settings Archive:*. The containers get the same numbers of days.')
type archiveSettings = {
  @description('When the archive is written: six-field NCrontab, UTC.')
  schedule: string?

  @description('How many days the archive keeps a file of the privacy log: the period of privacyLog in days.')
  @minValue(1)
  @maxValue(99999)
  logDays: int?

  @description('How many days the archive keeps a file of the records.')
  @minValue(1)
  @maxValue(99999)
  recordDays: int?
}

@description('Settings Notices:*.')
type noticesSettings = {
  @description('When what did not get through is taken up: six-field NCrontab, UTC.')
  requeueSchedule: string?

  @description('When the deadlines of breaches are looked at: six-field NCrontab, UTC.')
  deadlineSchedule: string?
}

@description('Settings Disclosures:*.')
type disclosuresSettings = {
  @description('How many whole working days pass after DOV was told, from 1 to 60, before uuids are released.')
  @minValue(1)
  @maxValue(60)
  waitingDays: int?
}

@description('Settings Requests:*: the requests of data subjects.')
type requestsSettings = {
  @description('The mail address that is reminded of requests; without it no request can be registered.')
  mail: string?

  @description('When the due days of requests are checked: six-field NCrontab, UTC.')
  reminderSchedule: string?
}

@description('Settings Register:*: what the register of processing activities says that the software can\'t know.')
type registerSettings = {
  provider: providerSettings
  protocol: protocolSettings

  @description('The processors, the cloud among them.')
  @minLength(1)
  processors: processorSettings[]

  @description('Transfers outside the European Economic Area and their safeguards; left out when there are none.')
  transfers: string?

  @description('The risk assessment of the protocol, article 6.')
  riskAssessment: reviewedDocumentSettings

  @description('The data protection impact assessment of GDPR article 35.')
  impactAssessment: reviewedDocumentSettings

  @description('The balancing test of GDPR article 6(1)(f).')
  balancingTest: documentSettings?

  @description('What the provider does as a processor of school boards; left out when it is no processor.')
  asProcessor: asProcessorSettings?

  @description('Measures outside the software.')
  @minLength(1)
  organisationalMeasures: string[]
}

@description('Settings Register:Provider:*.')
type providerSettings = {
  @description('The name of the organisation.')
  @minLength(1)
  name: string

  @description('Its address, on one line.')
  @minLength(1)
  address: string

  @description('Ten digits, with or without dots.')
  enterpriseNumber: string?

  @description('Its mail address.')
  @minLength(1)
  contact: string
}

@description('Settings Register:Protocol:*.')
type protocolSettings = {
  @description('The title of the protocol with DOV.')
  @minLength(1)
  reference: string

  @description('The day it was made, yyyy-MM-dd.')
  @minLength(1)
  date: string

  @description('The https address where the provider publishes it; left out while it is not published.')
  url: string?

  @description('The advice of the provider\'s data protection officer on it.')
  providerAdvice: documentSettings?

  @description('The advice of DOV\'s data protection officer on it.')
  dovAdvice: documentSettings?
}

@description('A document that is kept outside the software.')
type documentSettings = {
  @description('Where it is: an address, or a reference of your own.')
  @minLength(1)
  where: string

  @description('Its day, yyyy-MM-dd.')
  @minLength(10)
  @maxLength(10)
  date: string
}

@description('A document that is reviewed from time to time.')
type reviewedDocumentSettings = {
  @description('Where it is: an address, or a reference of your own.')
  @minLength(1)
  where: string

  @description('Its day, yyyy-MM-dd.')
  @minLength(10)
  @maxLength(10)
  date: string

  @description('The day by which the next review must be done, yyyy-MM-dd. An alert tells when it has passed.')
  @minLength(10)
  @maxLength(10)
  nextReview: string
}

@description('Settings Register:AsProcessor:*, the register of a processor (GDPR, article 30(2)).')
type asProcessorSettings = {
  @description('The school boards for whom it is done.')
  @minLength(1)
  controllers: string

  @description('Which processing is done for them.')
  @minLength(1)
  processing: string

  @description('Transfers outside the European Economic Area and their safeguards; left out when there are none.')
  transfers: string?

  @description('The security measures, in general terms.')
  @minLength(1)
  measures: string
}

@description('Settings Register:Processors:x:*.')
type processorSettings = {
  @description('The name of the organisation.')
  @minLength(1)
  name: string

  @description('What it does.')
  @minLength(1)
  service: string

  @description('Where: two capital letters.')
  @minLength(2)
  @maxLength(2)
  country: string

  @description('The reference of the agreement of GDPR article 28.')
  @minLength(1)
  agreement: string

  @description('Since which day, yyyy-MM-dd.')
  @minLength(1)
  since: string
}

@export()
@description('The settings under the names the software reads them by. The app takes its own address from the one that ACM returns to.')
func appSettings(settings softwareSettings, hostName string) values =>
  union(
    ownSettings(settings),
    { Acm__RedirectUri: 'https://${hostName}/acm/callback' },
    applicationEntries(settings.applications),
    registerEntries(settings.register)
  )

@description('The applications, each under a number, and their addresses likewise.')
func applicationEntries(applications applicationSettings[]) values => reduce(
  flatten(map(range(0, length(applications)), number => concat(
    [
      {
        'Applications__${number}__ClientId': applications[number].clientId
        'Applications__${number}__Name': applications[number].name
        'Applications__${number}__InitiateLoginUri': applications[number].?initiateLoginUri ?? ''
        'Applications__${number}__ClientAuthentication': applications[number].?clientAuthentication ?? 'ClientSecretBasic'
        'Applications__${number}__SecretName': applications[number].?secretName ?? ''
        'Applications__${number}__PublicKeys': applications[number].?publicKeys ?? ''
        'Applications__${number}__IdTokenAlgorithm': applications[number].?idTokenAlgorithm ?? 'RS256'
        'Applications__${number}__Scopes': applications[number].?scopes ?? 'openid profile leerid'
        'Applications__${number}__RequiresPkce': (applications[number].?requiresPkce ?? true) ? 'true' : 'false'
        'Applications__${number}__Sector': applications[number].?sector ?? ''
        'Applications__${number}__Protocol': applications[number].?protocol ?? ''
      }
    ],
    map(range(0, length(applications[number].redirectUris)), place => {
      'Applications__${number}__RedirectUris__${place}': applications[number].redirectUris[place]
    }),
    map(range(0, length(applications[number].postLogoutRedirectUris)), place => {
      'Applications__${number}__PostLogoutRedirectUris__${place}': applications[number].postLogoutRedirectUris[place]
    })
  ))),
  {},
  (all, entry) => union(all, entry)
)

@description('The lists of the register, an entry under a number.')
func registerEntries(register registerSettings) values => reduce(
  concat(
    map(range(0, length(register.processors)), number => {
      'Register__Processors__${number}__Name': register.processors[number].name
      'Register__Processors__${number}__Service': register.processors[number].service
      'Register__Processors__${number}__Country': register.processors[number].country
      'Register__Processors__${number}__Agreement': register.processors[number].agreement
      'Register__Processors__${number}__Since': register.processors[number].since
    }),
    map(range(0, length(register.organisationalMeasures)), number => {
      'Register__OrganisationalMeasures__${number}': register.organisationalMeasures[number]
    })
  ),
  {},
  (all, entry) => union(all, entry)
)

func ownSettings(settings softwareSettings) values => {
  Acm__Issuer: settings.acm.issuer
  Acm__ClientId: settings.acm.clientId
  Acm__ClientAuthentication: settings.acm.?clientAuthentication ?? 'PrivateKeyJwt'
  Acm__Scopes: settings.acm.?scopes ?? 'openid profile ov_leerling'
  Acm__ResponseMode: settings.acm.?responseMode ?? 'query'
  Acm__AuthMech: settings.acm.?authMech ?? 'leerid'
  Acm__Prompt: settings.acm.?prompt ?? ''
  Acm__HonoursPromptNone: (settings.acm.?honoursPromptNone ?? false) ? 'true' : 'false'
  Acm__AgreedClaims: settings.acm.?agreedClaims ?? ''
  Acm__Claims__LeerIdUuid: settings.acm.?claims.?leerIdUuid ?? 'ov_leerid_uuid'
  Acm__Claims__AccountUuid: settings.acm.?claims.?accountUuid ?? 'ov_account_uuid'
  Acm__Claims__AccountHistory: settings.acm.?claims.?accountHistory ?? 'ov_historiek_account_uuid'
  Acm__Claims__GivenName: settings.acm.?claims.?givenName ?? 'given_name'
  Acm__Claims__FamilyName: settings.acm.?claims.?familyName ?? 'family_name'
  Acm__Claims__Username: settings.acm.?claims.?username ?? 'ov_gebruikersnaam'
  Acm__Claims__SchoolNumbers: settings.acm.?claims.?schoolNumbers ?? 'ov_orgcode'
  Dpo__Provider__Name: settings.dpo.provider.name
  Dpo__Provider__Telephone: settings.dpo.provider.telephone
  Dpo__Provider__Mail: settings.dpo.provider.mail
  Dpo__Dov__Name: settings.dpo.dov.name
  Dpo__Dov__Telephone: settings.dpo.dov.telephone
  Dpo__Dov__Mail: settings.dpo.dov.mail
  Dpo__DovCertificate: settings.dpo.?dovCertificate ?? ''
  Smtp__Host: settings.smtp.host
  Smtp__Port: string(settings.smtp.port)
  Smtp__User: settings.smtp.?user ?? ''
  Smtp__From: settings.smtp.from
  Smtp__LocalName: settings.smtp.?localName ?? ''
  Smtp__CheckRevocation: (settings.smtp.?checkRevocation ?? true) ? 'true' : 'false'
  Staff__Issuer: settings.staff.issuer
  Staff__Audience: settings.staff.audience
  Staff__Clients: settings.staff.?clients ?? ''
  Staff__Programs: settings.staff.?programs ?? ''
  Staff__Console__ClientId: settings.staff.?console.?clientId ?? ''
  Staff__Roles__AccessControl: settings.staff.?roles.?accessControl ?? 'access-control'
  Staff__Roles__Dpo: settings.staff.?roles.?dpo ?? 'dpo'
  Staff__Roles__Operator: settings.staff.?roles.?operator ?? 'operator'
  Staff__Roles__Helpdesk: settings.staff.?roles.?helpdesk ?? 'helpdesk'
  Staff__Roles__Privacy: settings.staff.?roles.?privacy ?? 'privacy'
  Staff__Roles__SchoolsSync: settings.staff.?roles.?schoolsSync ?? 'schools-sync'
  Confidentiality__Version: settings.?confidentiality.?version ?? 'standard-2'
  Confidentiality__Text: settings.?confidentiality.?text ?? ''
  Helpdesk__Telephone: settings.?helpdesk.?telephone ?? ''
  Helpdesk__Hours: settings.?helpdesk.?hours ?? ''
  Register__Provider__Name: settings.register.provider.name
  Register__Provider__Address: settings.register.provider.address
  Register__Provider__EnterpriseNumber: settings.register.provider.?enterpriseNumber ?? ''
  Register__Provider__Contact: settings.register.provider.contact
  Register__Protocol__Reference: settings.register.protocol.reference
  Register__Protocol__Date: settings.register.protocol.date
  Register__Transfers: settings.register.?transfers ?? ''
  Register__Protocol__Url: settings.register.protocol.?url ?? ''
  Register__Protocol__ProviderAdvice__Where: settings.register.protocol.?providerAdvice.?where ?? ''
  Register__Protocol__ProviderAdvice__Date: settings.register.protocol.?providerAdvice.?date ?? ''
  Register__Protocol__DovAdvice__Where: settings.register.protocol.?dovAdvice.?where ?? ''
  Register__Protocol__DovAdvice__Date: settings.register.protocol.?dovAdvice.?date ?? ''
  Register__RiskAssessment__Where: settings.register.riskAssessment.where
  Register__RiskAssessment__Date: settings.register.riskAssessment.date
  Register__RiskAssessment__NextReview: settings.register.riskAssessment.nextReview
  Register__ImpactAssessment__Where: settings.register.impactAssessment.where
  Register__ImpactAssessment__Date: settings.register.impactAssessment.date
  Register__ImpactAssessment__NextReview: settings.register.impactAssessment.nextReview
  Register__BalancingTest__Where: settings.register.?balancingTest.?where ?? ''
  Register__BalancingTest__Date: settings.register.?balancingTest.?date ?? ''
  Register__AsProcessor__Controllers: settings.register.?asProcessor.?controllers ?? ''
  Register__AsProcessor__Processing: settings.register.?asProcessor.?processing ?? ''
  Register__AsProcessor__Transfers: settings.register.?asProcessor.?transfers ?? ''
  Register__AsProcessor__Measures: settings.register.?asProcessor.?measures ?? ''
  Retention__Period: settings.?retention.?period ?? 'P3Y'
  Retention__Schedule: settings.?retention.?schedule ?? '0 30 2 * * *'
  Retention__UsernameUntil: settings.?retention.?usernameUntil ?? '2028-01-01'
  Retention__Records__Notices: settings.?retention.?records.?notices ?? 'P5Y'
  Retention__Records__Disclosures: settings.?retention.?records.?disclosures ?? 'P5Y'
  Retention__Records__Requests: settings.?retention.?records.?requests ?? 'P5Y'
  Retention__Records__Restrictions: settings.?retention.?records.?restrictions ?? 'P5Y'
  Retention__Records__Runs: settings.?retention.?records.?runs ?? 'P5Y'
  Retention__Records__Acknowledgements: settings.?retention.?records.?acknowledgements ?? 'P5Y'
  Retention__Records__SchoolHistory: settings.?retention.?records.?schoolHistory ?? 'P5Y'
  Retention__RecordsSchedule: settings.?retention.?recordsSchedule ?? '0 30 3 * * *'
  Agreement__EndDate: settings.?agreement.?endDate ?? ''
  Agreement__GracePeriod: settings.?agreement.?gracePeriod ?? 'P1W'
  Agreement__SnapshotsPerRun: string(settings.?agreement.?snapshotsPerRun ?? 100000)
  Agreement__Suspended: (settings.?agreement.?suspended ?? false) ? 'true' : 'false'
  Agreement__Schedule: settings.?agreement.?schedule ?? '0 40 * * * *'
  PrivacyLog__Period: settings.?privacyLog.?period ?? 'P3Y'
  PrivacyLog__SealSchedule: settings.?privacyLog.?sealSchedule ?? '0 30 * * * *'
  PrivacyLog__ExpirySchedule: settings.?privacyLog.?expirySchedule ?? '0 0 3 * * *'
  Archive__Schedule: settings.?archive.?schedule ?? '0 45 3 * * *'
  Archive__LogDays: string(settings.?archive.?logDays ?? 1096)
  Archive__RecordDays: string(settings.?archive.?recordDays ?? 1827)
  Notices__RequeueSchedule: settings.?notices.?requeueSchedule ?? '0 5 * * * *'
  Notices__DeadlineSchedule: settings.?notices.?deadlineSchedule ?? '0 10 * * * *'
  Disclosures__WaitingDays: string(settings.?disclosures.?waitingDays ?? 2)
  Requests__Mail: settings.?requests.?mail ?? ''
  Requests__ReminderSchedule: settings.?requests.?reminderSchedule ?? '0 20 5 * * *'
}

@description('Every address of an application, by the name of its parameter.')
func applicationAddresses(applications applicationSettings[]) values => reduce(
  flatten(map(range(0, length(applications)), number => concat(
    map(range(0, length(applications[number].redirectUris)), place => {
      'settings.applications[${number}].redirectUris[${place}]': applications[number].redirectUris[place]
    }),
    map(range(0, length(applications[number].postLogoutRedirectUris)), place => {
      'settings.applications[${number}].postLogoutRedirectUris[${place}]': applications[number].postLogoutRedirectUris[place]
    }),
    applications[number].?initiateLoginUri == null
      ? []
      : [{ 'settings.applications[${number}].initiateLoginUri': applications[number].?initiateLoginUri ?? '' }]
  ))),
  {},
  (all, entry) => union(all, entry)
)

@export()
@description('What makes the settings unsafe in Azure, a sentence each; empty when nothing does.')
func settingFaults(settings softwareSettings, environment environmentName) string[] =>
  concat(
    map(
      filter(
        items(union(
          {
            'settings.acm.issuer': settings.acm.issuer
            'settings.staff.issuer': settings.staff.issuer
          },
          applicationAddresses(settings.applications)
        )),
        address => !startsWith(address.value, 'https://')
      ),
      address => '${address.key} is not an https address.'
    ),
    environment == 'prod' && contains(settings.acm.issuer, 'authenticatie-ti.')
      ? ['prod signs pupils in at ACM\'s test and integration environment.']
      : [],
    environment != 'prod' && startsWith(settings.acm.issuer, 'https://authenticatie.vlaanderen.be')
      ? ['${environment} signs pupils in at ACM\'s production environment.']
      : []
  )
