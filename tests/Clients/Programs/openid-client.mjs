// <documented>
import express from 'express'
import session from 'express-session'
import * as client from 'openid-client'

const { ISSUER, CLIENT_ID, CLIENT_SECRET, SESSION_SECRET, ADDRESS } = process.env
const provider = await client.discovery(new URL(ISSUER), CLIENT_ID, undefined, client.ClientSecretBasic(CLIENT_SECRET), {
  execute: [client.enableNonRepudiationChecks, ...(ISSUER.startsWith('http:') ? [client.allowInsecureRequests] : [])]
})

const app = express()
app.use(session({ secret: SESSION_SECRET, resave: false, saveUninitialized: false, cookie: { sameSite: 'lax', secure: 'auto' } }))

app.get('/sign-in', async (request, response) => {
  const verifier = client.randomPKCECodeVerifier()
  request.session.signIn = { pkceCodeVerifier: verifier, expectedState: client.randomState(), expectedNonce: client.randomNonce() }
  response.redirect(client.buildAuthorizationUrl(provider, {
    redirect_uri: `${ADDRESS}/callback`,
    scope: 'openid profile leerid',
    state: request.session.signIn.expectedState,
    nonce: request.session.signIn.expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256'
  }).href)
})

app.get('/callback', async (request, response) => {
  const checks = request.session.signIn
  delete request.session.signIn
  const tokens = await client.authorizationCodeGrant(provider, new URL(request.originalUrl, ADDRESS), checks)
  const claims = await client.fetchUserInfo(provider, tokens.access_token, tokens.claims().sub)
  request.session.regenerate(() => {
    request.session.pupil = { claims, idToken: tokens.id_token }
    response.redirect('/')
  })
})

app.get('/sign-out', (request, response) => {
  const address = client.buildEndSessionUrl(provider, {
    id_token_hint: request.session.pupil?.idToken,
    post_logout_redirect_uri: `${ADDRESS}/signed-out`
  })
  request.session.destroy(() => response.redirect(address.href))
})
// </documented>

app.get('/claims', (request, response) => request.session.pupil ? response.json(request.session.pupil.claims) : response.sendStatus(401))
app.get(['/', '/signed-out'], (request, response) => response.send('Welcome'))
app.use((error, request, response, next) => response.status(400).json({ error: error.error ?? error.code ?? error.name }))
app.listen(new URL(ADDRESS).port, '127.0.0.1')
