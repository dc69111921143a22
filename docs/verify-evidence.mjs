// Checks the signature of an evidence report, with Node.js 20 or newer and nothing else:
//   node verify-evidence.mjs report.json seal-keys.json
// The report may also be the page, saved as a file. The encoding of either file doesn't matter.
// It prints the signed report, which alone is proven. The tables of a page are its rendering, and a changed table is not noticed unless compared.
// It ends with 0 when the report is genuine. It ends with 1 and the reason when it is not, or when the file beside the signature says something else.
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

const MOST_MEBIBYTES = 256;

class Refusal extends Error {}
const refuse = reason => { throw new Refusal(reason); };

function read(path, what) {
  let bytes;
  try {
    const file = statSync(path);
    if (file.isDirectory()) refuse(`${path} is a folder: give the file of the ${what}.`);
    if (file.size > MOST_MEBIBYTES * 1024 * 1024) refuse(`${path} is larger than ${MOST_MEBIBYTES} MiB, so it is not the file of the ${what}.`);
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    refuse(error.code === 'ENOENT' ? `There is no file ${path}.` : `The file ${path} cannot be opened (${error.code}).`);
  }
  if (bytes.length === 0) refuse(`The file ${path} is empty.`);
  return decode(bytes);
}

// Browsers write UTF-8, and Windows PowerShell writes UTF-16 or Windows-1252. A report begins with ASCII, which has a NUL beside it in UTF-16.
function decode(bytes) {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || second === 0) return new TextDecoder('utf-16le').decode(bytes);
  if ((first === 0xfe && second === 0xff) || first === 0) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const parsed = text => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
const decoded = part => Buffer.from(part, 'base64url').toString('utf8');
const isReport = header => parsed(decoded(header))?.typ === 'evidence-report+jwt';

// An ES256 signature has 64 bytes, which are 86 characters.
const SIGNATURE = 86;

// Runs of the characters of a token, rather than one pattern of a whole token, which takes hours on some large files.
function* tokensIn(text) {
  for (const [run] of text.matchAll(/[\w.-]+/g)) {
    const parts = run.split('.');
    for (let at = 0; at + 1 < parts.length; at++) {
      const start = parts[at].indexOf('eyJ');
      if (start >= 0) yield [parts[at].slice(start), parts[at + 1], (parts[at + 2] ?? '').slice(0, SIGNATURE)];
    }
  }
}

// A web archive breaks a long line with "=" at its end, and a mail program without it.
function findSigned(text) {
  let reason = 'There is no signed report in this file.';
  for (const form of [text, text.replace(/=?\r?\n/g, '')]) {
    for (const token of tokensIn(form)) {
      const [header, , signature] = token;
      if (!isReport(header)) reason = parsed(decoded(header))?.alg ? 'This is another kind of token.' : reason;
      else if (signature.length === SIGNATURE) return token;
      else reason = 'The signed report in this file is not whole: save it again.';
    }
  }
  return refuse(reason);
}

function keyOf(kid, keysFile) {
  const keys = parsed(read(keysFile, 'keys'))?.keys;
  if (!Array.isArray(keys)) refuse('The key file holds no keys: save /.well-known/seal-keys.json again.');
  const jwk = keys.find(key => key?.kid === kid) ?? refuse(`The key ${kid} is not in the key file.`);
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return refuse(`The key ${kid} in the key file cannot be used: save /.well-known/seal-keys.json again.`);
  }
}

function check(reportFile, keysFile) {
  if (!reportFile || !keysFile) refuse('Give two files: node verify-evidence.mjs report.json seal-keys.json');
  const text = read(reportFile, 'report');
  const [header, payload, signature] = findSigned(text);
  const { alg, kid } = parsed(decoded(header));
  if (alg !== 'ES256') refuse('This is another kind of token.');
  const key = keyOf(kid, keysFile);
  const right = key.asymmetricKeyDetails?.namedCurve === 'prime256v1'
    && verify('sha256', Buffer.from(`${header}.${payload}`), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  if (!right) refuse('The signature is not right: the report was changed.');

  const signed = decoded(payload);
  console.log(signed);
  const beside = parsed(text)?.report;
  if (beside !== undefined && !isDeepStrictEqual(beside, parsed(signed)))
    refuse('The signature is right, but the report beside it is not what was signed: only what is printed here is genuine.');
  console.error('Genuine: this JSON, and nothing else in the file. The tables of a page are its rendering and are not checked: compare them.');
}

try {
  check(...process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
