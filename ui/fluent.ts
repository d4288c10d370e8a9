// Compiles the Fluent files while building, so that the window starts without a parser (4 kB and its work).
// A build also writes plain words straight into the markup; the tests leave them where they are.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentResource } from "@fluent/bundle";
import type { Expression, Pattern } from "@fluent/bundle/esm/ast.js";
import type { Plugin } from "vite";

const staticCall = /\bt\("([a-zA-Z][\w-]*)"\)/g;
const isSource = (name: string): boolean => /\.(svelte|ts)$/.test(name);

/** JavaScript for one part of a sentence: `p` holds its values, `s` writes one, `c` chooses a variant. */
function compileExpression(part: string | Expression): string {
  if (typeof part === "string") return JSON.stringify(part);
  switch (part.type) {
    case "str":
      return JSON.stringify(part.value);
    case "var":
      return `s(p[${JSON.stringify(part.name)}])`;
    case "select": {
      if (part.selector.type !== "var") throw new Error("only a value can choose a variant");
      const variants = part.variants.map(({ key, value }) => {
        const name = key.type === "num" ? String(key.value) : key.value;
        return `${JSON.stringify(name)}:${compilePattern(value)}`;
      });
      return `c(p[${JSON.stringify(part.selector.name)}],{${variants.join(",")}})`;
    }
    default:
      throw new Error(`${part.type} is not used in these files`);
  }
}

const compilePattern = (pattern: Pattern): string =>
  typeof pattern === "string" ? JSON.stringify(pattern) : pattern.map(compileExpression).join("+");

function read(source: string): Map<string, Pattern> {
  return new Map(
    new FluentResource(source).body.flatMap(({ id, value }) => (value === null ? [] : [[id, value]])),
  );
}

function compile(messages: Map<string, Pattern>, wanted: (id: string) => boolean): string {
  const lines = [...messages]
    .filter(([id]) => wanted(id))
    .map(
      ([id, value]) =>
        `${JSON.stringify(id)}:${typeof value === "string" ? JSON.stringify(value) : `(p,s,c)=>""+${compilePattern(value)}`}`,
    );
  return `export default {${lines.join(",\n")}};`;
}

/** Words without values, by id, and everything that the sources say once those are written in place. */
function readAll(root: string): { plain: Map<string, string>; rest: string } {
  const names = readdirSync(root, { recursive: true, encoding: "utf8" });
  const text = (name: string): string => readFileSync(join(root, name), "utf8");
  // Only English is written in place; the holder's words are looked up, for they come in several languages.
  const english = names.filter((name) => name.startsWith(join("strings", "en")) && name.endsWith(".ftl"));
  const messages = english.flatMap((name) => [...read(text(name))]);
  const plain = new Map(messages.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  const sources = names.filter(isSource).map((name) => text(name));
  return { plain, rest: sources.join("\n").replace(staticCall, (call, id) => (plain.has(id) ? "" : call)) };
}

export function fluent(inline: boolean): Plugin {
  const { plain, rest } = inline ? readAll("src") : { plain: new Map<string, string>(), rest: "" };
  const stems = new Set([...rest.matchAll(/`([\w-]+-)\$\{/g)].map(([, stem]) => stem ?? ""));
  const made = (id: string): boolean => [...stems].some((stem) => id.startsWith(stem));
  const named = (id: string): boolean => rest.includes(`"${id}"`) || made(id);
  return {
    name: "fluent",
    enforce: "pre",
    transform(code, id) {
      if (id.endsWith(".ftl"))
        return { code: compile(read(code), (name) => !inline || named(name)), map: null };
      if (!inline || !isSource(id) || id.includes("node_modules")) return null;
      return {
        code: code.replace(staticCall, (call, name) =>
          plain.has(name) ? JSON.stringify(plain.get(name)) : call,
        ),
        map: null,
      };
    },
  };
}
