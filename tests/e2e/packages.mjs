// Lets files below tests/ use the packages of ui/: Node looks for packages upwards from the
// importing file and would never see ui/node_modules. Used as `node --import`.
import { register } from "node:module";
import { isMainThread } from "node:worker_threads";

const UI = new URL("../../ui/package.json", import.meta.url).href;

if (isMainThread) register(import.meta.url);

export async function resolve(specifier, context, next) {
    try {
        return await next(specifier, context);
    } catch (error) {
        if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
        return next(specifier, { ...context, parentURL: UI });
    }
}
