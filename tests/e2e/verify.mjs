// Verifies an mdoc with @owf/mdoc. The library asks its host for cryptography: Node's own here.
import { createHash, createPublicKey, randomBytes, verify, X509Certificate } from "node:crypto";

import { CoseKey, IssuerSigned } from "@owf/mdoc";

const DOCUMENT_SIGNER = "1.0.18013.5.1.2";

/** Verifies chain, signature, dates and digests, and that it is bound to the wallet's key. */
export async function verifyCredential(encoded, trustedCertificates, walletKey) {
    const signed = IssuerSigned.fromEncodedForOid4Vci(encoded);
    const checks = [];
    const verificationCallback = (check) => checks.push(check);
    await signed.verify({ trustedCertificates, verificationCallback }, host);
    const { docType, deviceKeyInfo, valueDigests } = signed.issuerAuth.mobileSecurityObject;
    const { x, y } = deviceKeyInfo.deviceKey.jwk;
    const bound = x === walletKey.x && y === walletKey.y;
    checks.push({ check: "bound to this wallet", status: bound ? "PASSED" : "FAILED" });
    const spaces = [...valueDigests.getNamespaces()];
    return {
        docType,
        claims: Object.assign({}, ...spaces.map((space) => signed.getPrettyClaims(space))),
        checks: checks.length,
        failed: checks.filter(({ status }) => status !== "PASSED"),
    };
}

const certificateOf = (der) => new X509Certificate(der);

const host = {
    crypto: {
        random: (length) => randomBytes(length),
        digest: ({ digestAlgorithm, bytes }) =>
            createHash(digestAlgorithm.replace("-", "")).update(bytes).digest(),
    },
    cose: {
        sign1: {
            verify: ({ key, sign1 }) =>
                verify(
                    "sha256",
                    sign1.toBeSigned,
                    {
                        key: createPublicKey({ key: key.jwk, format: "jwk" }),
                        dsaEncoding: "ieee-p1363",
                    },
                    sign1.signature,
                ),
        },
    },
    x509: {
        getIssuerNameField: ({ certificate, field }) =>
            certificateOf(certificate)
                .issuer.split("\n")
                .filter((line) => line.startsWith(`${field}=`))
                .map((line) => line.slice(field.length + 1)),
        getPublicKey: ({ certificate }) =>
            CoseKey.fromJwk(certificateOf(certificate).publicKey.export({ format: "jwk" })),
        verifyCertificateChain: ({ trustedCertificates, x5chain, now = new Date() }) =>
            verifyChain(x5chain.map(certificateOf), trustedCertificates.map(certificateOf), now),
        getCertificateData: ({ certificate }) => {
            const read = certificateOf(certificate);
            return {
                issuerName: read.issuer,
                subjectName: read.subject,
                serialNumber: read.serialNumber,
                thumbprint: read.fingerprint256,
                notBefore: new Date(read.validFrom),
                notAfter: new Date(read.validTo),
                pem: read.toString(),
            };
        },
    },
};

function verifyChain([signer], roots, now) {
    const root = roots.find((candidate) => signer.checkIssued(candidate));
    if (!root) throw new Error("no trusted certificate issued the signer");
    if (!signer.verify(root.publicKey) || !root.verify(root.publicKey)) {
        throw new Error("a certificate's signature is wrong");
    }
    for (const one of [signer, root]) {
        if (now < new Date(one.validFrom) || now > new Date(one.validTo)) {
            throw new Error("a certificate is not valid now");
        }
    }
    if (!root.ca || signer.ca) throw new Error("basic constraints");
    if (!signer.keyUsage?.includes(DOCUMENT_SIGNER)) throw new Error("not a document signer");
}
