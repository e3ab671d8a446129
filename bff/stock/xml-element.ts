import { StockError } from './stock-error.ts';

/** An element of a stock file, with the line it begins on. Asking it strictly is how it is read. */
export class XmlElement {
  readonly namespace: string;
  readonly name: string;
  readonly line: number;
  readonly #attributes: ReadonlyMap<string, string>;
  readonly #children: XmlElement[] = [];
  #text = '';

  /** `attributes` has those without a namespace. */
  constructor(
    namespace: string,
    name: string,
    line: number,
    attributes: ReadonlyMap<string, string>,
  ) {
    this.namespace = namespace;
    this.name = name;
    this.line = line;
    this.#attributes = attributes;
  }

  append(child: XmlElement): void {
    this.#children.push(child);
  }

  appendText(text: string): void {
    this.#text += text;
  }

  is(namespace: string, name: string): boolean {
    return this.namespace === namespace && this.name === name;
  }

  attribute(name: string): string | undefined {
    return this.#attributes.get(name);
  }

  /** @throws {StockError} if the attribute is missing. */
  requiredAttribute(name: string): string {
    const value = this.attribute(name);
    if (value === undefined) throw this.refusal(`${this.name} has no ${name}`);
    return value;
  }

  /** All children, in order. */
  elements(): readonly XmlElement[] {
    return this.#children;
  }

  /** All children of a name, in order. */
  children(namespace: string, name: string): XmlElement[] {
    return this.#children.filter((child) => child.is(namespace, name));
  }

  /** @throws {StockError} if there is more than one: no value is given twice (A73). */
  child(namespace: string, name: string): XmlElement | undefined {
    const [found, second] = this.children(namespace, name);
    if (second !== undefined) throw second.refusal(`a second ${name}`);
    return found;
  }

  /** @throws {StockError} unless there is exactly one. */
  requiredChild(namespace: string, name: string): XmlElement {
    const found = this.child(namespace, name);
    if (found === undefined) throw this.refusal(`${this.name} has no ${name}`);
    return found;
  }

  /** @throws {StockError} at the first child that is not of this namespace and these names. */
  allowOnly(namespace: string, names: readonly string[]): void {
    const stranger = this.#children.find(
      (child) => child.namespace !== namespace || !names.includes(child.name),
    );
    if (stranger) throw stranger.refusal(`an element that has no place in ${this.name}`);
  }

  /** Text without the white space around it. */
  text(): string {
    const [child] = this.#children;
    if (child) throw child.refusal(`an element that has no place in ${this.name}`);
    return this.#text.trim();
  }

  refusal(reason: string): StockError {
    return new StockError(reason, this.line);
  }
}
