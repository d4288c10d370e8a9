// The practice tenant behind a public name, whose answers a test spoils, and what it said in confidence.
import { until } from "./wait.mjs";

const OFFERS = "/v1/openid/offers/pre-authorized";
const GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code";
const LINK = "openid-credential-offer://?credential_offer=";

export class Service {
    /** Everything it told that must never be written down, and what may be in a keyring. */
    told = {};
    credentials = {};
    /** The newest offer: its link and its transaction code. */
    offer;
    #faults = {};
    #met = false;
    #count = 0;

    options = {
        meddle: (method, path) => {
            const fault = this.#faults[callOf(method, path)];
            this.#met ||= fault !== undefined;
            return fault?.hang ? new Promise(() => {}) : fault?.answer;
        },
        rewrite: (method, path, text) => {
            const name = callOf(method, path);
            this.#listen(name, text);
            const spoilt = this.#faults[name]?.edit?.(text) ?? text;
            if (name === "create" && spoilt !== text) this.told[`spoilt reply ${this.#count}`] = spoilt;
            return spoilt;
        },
    };

    /** From now on this call is answered `answer`, its answer edited by `edit`, or never answered. */
    spoil(call, fault) {
        this.#met = false;
        this.#faults[call] = fault;
    }

    relent() {
        this.#faults = {};
    }

    /** Whether a spoilt call has arrived. */
    get hasMet() {
        return this.#met;
    }

    meets() {
        return until("the spoilt call to arrive", () => this.#met);
    }

    #listen(name, text) {
        if (name === "token") this.credentials[`access token ${++this.#count}`] = JSON.parse(text).access_token;
        if (name !== "create" || !text.includes('"uri"')) return;
        const { uri, transactionCode } = JSON.parse(text);
        const of = ++this.#count;
        // A code may come as a number, which has no zeros in front.
        const code = String(transactionCode).padStart(6, "0");
        this.offer = { uri, code };
        this.told[`offer link ${of}`] = uri;
        this.told[`pre-authorized code ${of}`] = offerIn(uri).grants[GRANT]["pre-authorized_code"];
        this.told[`transaction code ${of}`] = code;
    }
}

/** An answer with a text in all the places where a careless service could echo it. */
export function echo(status, text) {
    const details = [{ param: "claims.given_name", msg: `${text} is wrong`, location: "body", value: text }];
    return { status, body: JSON.stringify({ code: "InvalidRequest", message: `Not this: ${text}`, details }) };
}

/** Puts a text into the offer inside the link of a create reply. */
export function hintInside(reply, text) {
    const body = JSON.parse(reply);
    const offer = { ...offerIn(body.uri), holder_hint: text };
    return JSON.stringify({ ...body, uri: LINK + encodeURIComponent(JSON.stringify(offer)) });
}

function offerIn(uri) {
    return JSON.parse(decodeURIComponent(uri.slice(LINK.length)));
}

function callOf(method, path) {
    if (path.endsWith("/oauth/token") && !path.startsWith("/v1")) return "token";
    if (path.startsWith("/v1/users")) return "people";
    if (!path.startsWith(OFFERS)) return "other";
    return method === "DELETE" ? "cancel" : "create";
}
