type Message =
  | string
  | ((
      values: Record<string, string | number>,
      write: (value: string | number | undefined) => string,
      choose: (value: string | number | undefined, variants: Record<string, string>) => string,
    ) => string);

type Messages = Record<string, Message>;

declare module "*.ftl" {
  const messages: Messages;
  export default messages;
}
