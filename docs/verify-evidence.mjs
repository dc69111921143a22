// Checks the signature of an evidence report, with Node.js 20 or newer and nothing else:
//   node verify-evidence.mjs report.json seal-keys.json        (the page, saved as a file, will do as well)
// Prints what was signed, which alone is proven: the tables of a page are its rendering, and a changed one is not noticed unless compared.
// It ends with 1 and the reason when it is not genuine.
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [reportFile, keysFile] = process.argv.slice(2);
const refuse = reason => { console.error(reason); process.exit(1); };

const file = readFileSync(reportFile, 'utf8');
const jws = file.match(/eyJ[\w-]*\.[\w-]+\.[\w-]+/)?.[0] ?? refuse('There is no signed report in this file.');
const [header, payload, signature] = jws.split('.');
const { alg, typ, kid } = JSON.parse(Buffer.from(header, 'base64url'));
if (alg !== 'ES256' || typ !== 'evidence-report+jwt') refuse('This is another kind of token.');

const jwk = JSON.parse(readFileSync(keysFile, 'utf8')).keys.find(key => key.kid === kid) ?? refuse(`The key ${kid} is not in the key file.`);
const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' };
if (!verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')))
  refuse('The signature is not right: the report was changed.');

const signed = Buffer.from(payload, 'base64url').toString('utf8');
if (file.trimStart().startsWith('{') && JSON.stringify(JSON.parse(file).report) !== JSON.stringify(JSON.parse(signed)))
  refuse('What stands beside the signature is not what was signed.');
console.error('Genuine: this JSON, and nothing else in the file. The tables of a page are its rendering and are not checked: compare them.');
console.log(signed);
