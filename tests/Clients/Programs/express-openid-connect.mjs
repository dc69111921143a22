// <documented>
import express from 'express'
import openid from 'express-openid-connect'

const { ISSUER, CLIENT_ID, CLIENT_SECRET, SESSION_SECRET, ADDRESS } = process.env

const app = express()
app.use(openid.auth({
  issuerBaseURL: ISSUER,
  baseURL: ADDRESS,
  clientID: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  clientAuthMethod: 'client_secret_basic',
  secret: SESSION_SECRET,
  authRequired: false,
  idpLogout: true,
  authorizationParams: { response_type: 'code', scope: 'openid profile leerid' },
  routes: { login: '/sign-in', logout: '/sign-out', callback: '/callback', postLogoutRedirect: '/signed-out' },
  // The claims come from the userinfo endpoint.
  afterCallback: async (request, response, session) => ({ ...session, claims: await request.oidc.fetchUserInfo() })
}))
// </documented>

app.get('/claims', (request, response) => request.appSession.claims ? response.json(request.appSession.claims) : response.sendStatus(401))
app.get(['/', '/signed-out'], (request, response) => response.send('Welcome'))
app.use((error, request, response, next) => response.status(400).json({ error: error.error ?? error.name }))
app.listen(new URL(ADDRESS).port, '127.0.0.1')
