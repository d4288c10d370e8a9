type Child = Node | string | null | undefined | false;

/** An element with a class and children; what is absent is left out. */
export function el(name: string, className = "", ...children: Child[]): HTMLElement {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

export function svg(name: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** A personal name or a name of the service's, in its own direction. */
export const name = (text: string): HTMLElement => {
  const element = el("bdi", "", text);
  element.dir = "auto";
  return element;
};
