// A tenant that looks real to the program: https at a public name. A proxy on loopback leads that
// name to the practice tenant behind TLS, and every other name nowhere, so nothing leaves this
// computer.
import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer as createHttpServer, request } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);
const HOST = "tenant.counterfoil-tests.nz";

/**
 * Starts it; gives the vendor's JSON, and the environment in which the program reaches it.
 * `meddle(method, path)` may answer a status, or a status and a body, in the tenant's place, or a promise of it that
 * never comes; `rewrite(method, path, text)`
 * may change an answer; `heard(method, path, text)` is told every one.
 */
export async function startTenant(t, folder, { meddle = () => undefined, rewrite = (_method, _path, text) => text, heard = () => {} } = {}) {
    const { signIn, process: practice } = await startPractice();
    t.after(() => practice.kill("SIGKILL"));
    const files = await makeCertificate(folder);
    const secure = await listen(
        createHttpsServer({ key: readFileSync(files.key), cert: readFileSync(files.cert) }, (asked, answer) =>
            forward(asked, answer, signIn.tenant_url, { meddle, rewrite, heard }),
        ),
    );
    const proxy = await listen(createHttpServer());
    proxy.server.on("connect", (asked, client) => tunnel(asked, client, secure.port));
    t.after(() => {
        for (const { server } of [secure, proxy]) {
            server.close();
            server.closeAllConnections();
        }
    });
    return {
        /** An offer link as the practice tenant itself would write it, for a wallet without the proxy. */
        atHome: (text) => renamed(text, `https://${HOST}`, signIn.tenant_url),
        vendorJson: {
            ...signIn,
            tenant_url: `https://${HOST}`,
            auth_url: `https://${HOST}/oauth/token`,
        },
        env: {
            https_proxy: `http://127.0.0.1:${proxy.port}`,
            no_proxy: "127.0.0.1,localhost",
            SSL_CERT_FILE: files.cert,
        },
    };
}

async function startPractice() {
    const child = spawn(process.env.COUNTERFOIL_PRACTICE, [], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const line of createInterface(child.stdout)) {
        return { signIn: JSON.parse(line), process: child };
    }
    throw new Error("the practice tenant did not start");
}

async function makeCertificate(folder) {
    const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(folder, name));
    await run("openssl", [
        ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
        ...["-keyout", key, "-out", cert, "-days", "2", "-subj", `/CN=${HOST}`],
        ...["-addext", `subjectAltName=DNS:${HOST}`, "-addext", "basicConstraints=critical,CA:FALSE"],
    ]);
    return { key, cert };
}

async function listen(server) {
    await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
    return { server, port: server.address().port };
}

async function forward(asked, answer, base, { meddle, rewrite, heard }) {
    const instead = await meddle(asked.method, asked.url);
    if (instead !== undefined) {
        const { status, body = "" } = typeof instead === "number" ? { status: instead } : instead;
        asked.resume();
        answer.writeHead(status, body === "" ? {} : { "content-type": "application/json" }).end(body);
        return;
    }
    const { host, ...headers } = asked.headers;
    const inner = request(base + asked.url, { method: asked.method, headers }, async (reply) => {
        let text = "";
        for await (const piece of reply.setEncoding("utf8")) text += piece;
        const outside = rewrite(asked.method, asked.url, renamed(text, base, `https://${HOST}`));
        heard(asked.method, asked.url, outside);
        const { "content-length": length, "transfer-encoding": encoding, ...rest } = reply.headers;
        answer.writeHead(reply.statusCode, rest).end(outside);
    });
    inner.on("error", () => answer.destroy());
    asked.pipe(inner);
}

/** The tenant names itself in its answers, also inside links. */
function renamed(text, from, to) {
    return text.replaceAll(from, to).replaceAll(encodeURIComponent(from), encodeURIComponent(to));
}

function tunnel(asked, client, port) {
    client.on("error", () => {});
    if (asked.url !== `${HOST}:443`) {
        client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
        return;
    }
    const inner = connect(port, "127.0.0.1", () => {
        client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
        inner.pipe(client).pipe(inner);
    });
    inner.on("error", () => client.destroy());
}
