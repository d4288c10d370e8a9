// A wallet that is not ours: @openid4vc/openid4vci redeems, @owf/mdoc verifies (verify.mjs).
import { createHash, randomBytes } from "node:crypto";

import { clientAuthenticationAnonymous } from "@openid4vc/oauth2";
import { Openid4vciClient, setGlobalConfig } from "@openid4vc/openid4vci";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

import { verifyCredential } from "./verify.mjs";

// The practice tenant speaks plain http on loopback.
setGlobalConfig({ allowInsecureUrls: true });

/**
 * Redeems every credential of an offer and verifies each.
 * Gives `[{ docType, claims, failed }]`; throws what the issuer answered when it refuses.
 */
export async function redeem(uri, txCode) {
    const { client, jwk } = await makeWallet();
    const credentialOffer = await client.resolveCredentialOffer(uri);
    const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer);
    const { accessTokenResponse } = await client.retrievePreAuthorizedCodeAccessTokenFromOffer({
        credentialOffer,
        issuerMetadata,
        txCode,
    });
    const trusted = await fetchRoots(issuerMetadata);
    const credentials = [];
    let nonce = accessTokenResponse.c_nonce;
    for (const id of credentialOffer.credential_configuration_ids) {
        if (issuerMetadata.credentialIssuer.nonce_endpoint) {
            nonce = (await client.requestNonce({ issuerMetadata })).c_nonce;
        }
        const reply = await retrieve(client, jwk, issuerMetadata, accessTokenResponse, id, nonce);
        nonce = reply.c_nonce ?? nonce;
        const encoded = reply.credential ?? reply.credentials[0].credential;
        credentials.push(await verifyCredential(encoded, trusted, jwk));
    }
    return credentials;
}

/** What the issuer answers when it refuses, such as `invalid_grant`. */
export async function refusal(uri, txCode) {
    try {
        await redeem(uri, txCode);
    } catch (error) {
        const said = error.errorResponse?.error;
        if (said !== undefined) return said;
        throw error;
    }
    return undefined;
}

/** Parts of an offer that must never be written down. */
export async function secretsOf(uri) {
    const { client } = await makeWallet();
    const offer = await client.resolveCredentialOffer(uri);
    const grant = offer.grants["urn:ietf:params:oauth:grant-type:pre-authorized_code"];
    return { "offer link": uri, "pre-authorized code": grant["pre-authorized_code"] };
}

async function makeWallet() {
    const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), alg: "ES256" };
    const callbacks = {
        fetch,
        hash: (data, algorithm) =>
            createHash(algorithm.replace("-", "")).update(data).digest(),
        generateRandom: (length) => randomBytes(length),
        signJwt: async (_signer, { header, payload }) => ({
            jwt: await new SignJWT(payload).setProtectedHeader(header).sign(privateKey),
            signerJwk: jwk,
        }),
        clientAuthentication: clientAuthenticationAnonymous(),
    };
    return { client: new Openid4vciClient({ callbacks }), jwk };
}

async function retrieve(client, jwk, issuerMetadata, { access_token: accessToken }, id, nonce) {
    const { jwt } = await client.createCredentialRequestJwtProof({
        issuerMetadata,
        credentialConfigurationId: id,
        signer: { method: "jwk", publicJwk: jwk, alg: "ES256" },
        issuedAt: new Date(),
        nonce,
    });
    const proof =
        issuerMetadata.originalDraftVersion === "V1"
            ? { proofs: { jwt: [jwt] } }
            : { proof: { proof_type: "jwt", jwt } };
    const { credentialResponse } = await client.retrieveCredentials({
        issuerMetadata,
        accessToken,
        credentialConfigurationId: id,
        ...proof,
    });
    return credentialResponse;
}

async function fetchRoots(issuerMetadata) {
    const answer = await fetch(issuerMetadata.credentialIssuer.mdoc_iacas_uri);
    const { iacas } = await answer.json();
    return iacas.map(({ certificate }) => new Uint8Array(Buffer.from(certificate, "base64")));
}
