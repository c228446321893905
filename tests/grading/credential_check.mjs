// Checks a credential as somebody else would: with another library, in another language.
// usage: node credential_check.mjs TOKEN_FILE PUBLIC_KEY_FILE valid|forged

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { errors, importJWK, jwtVerify } from "jose";

const [tokenFile = "", keyFile = "", expected = ""] = process.argv.slice(2);
const token = readFileSync(tokenFile, "utf-8");
const key = await importJWK(JSON.parse(readFileSync(keyFile, "utf-8")), "RS256");
const options = { algorithms: ["RS256"], issuer: "https://school.example", typ: "JWT" };

if (expected === "forged") {
  await assert.rejects(jwtVerify(token, key, options), errors.JWSSignatureVerificationFailed);
} else {
  const { payload } = await jwtVerify(token, key, options);
  assert.equal(payload.jti, payload.id);
  assert.equal(payload.nbf, Date.parse(String(payload.validFrom)) / 1000);
}
