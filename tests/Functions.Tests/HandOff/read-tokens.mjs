// Reads the tokens on its standard input, a line each, with the example of docs/integrate; answers each with a line of JSON.
import { createInterface } from 'node:readline';
import { handOffTokenReader } from './hand-off-token.js';

const [issuer, audience] = process.argv.slice(2);
const read = handOffTokenReader(issuer, audience);
for await (const token of createInterface({ input: process.stdin })) {
  try {
    console.log(JSON.stringify({ pupil: await read(token) }));
  } catch (fault) {
    console.log(JSON.stringify({ refusal: fault.claim ?? fault.code ?? fault.message }));
  }
}
