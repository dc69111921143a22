import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose';

/** What a hand-off token says of a pupil. What LeerID didn't give is absent, and an empty list where it is a list. */
export interface HandOff extends JWTPayload {
  leer_id_uuid?: string;
  account_uuid?: string;
  historiek_account_uuid: string[];
  voornaam?: string;
  naam?: string;
  gebruikersnaam?: string;
  instellingsnummer: string[];
  return_path: string;
}

const skewSeconds = 30;

/**
 * Checks hand-off tokens. One for as long as the application runs: it keeps the keys, and which tokens were used.
 * @param issuer where sign-in is, such as `https://leerid.uitgever.example`: no path, no slash at the end
 * @param audience what sign-in calls this application
 * @returns reads a token once; a promise that is rejected lets nobody in
 */
export function handOffTokenReader(issuer: string, audience: string): (token: string) => Promise<HandOff> {
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', issuer), { cacheMaxAge: 300_000, cooldownDuration: 30_000 });
  // Until they have expired, in the order they were used. With several instances it has to be a store that they share.
  const used = new Map<string, number>();

  return async token => {
    const { payload } = await jwtVerify<HandOff>(token, keys, {
      issuer, audience, typ: 'hand-off+jwt', algorithms: ['ES256'], clockTolerance: skewSeconds, requiredClaims: ['exp', 'jti'],
    });
    const { jti, exp } = payload as { jti: unknown; exp: number };
    if (typeof jti !== 'string' || jti.length === 0) throw new Error('This token has no id.');
    const now = Date.now() / 1000;
    for (const [id, until] of used) {
      if (until > now) break;
      used.delete(id);
    }
    if (used.has(jti)) throw new Error('This token was used before.');
    used.set(jti, exp + 2 * skewSeconds);
    return payload;
  };
}
