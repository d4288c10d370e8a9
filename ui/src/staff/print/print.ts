// Paper: a sheet of references, laid out beside the page and shown to the printer only.
import { mount, unmount } from "svelte";
import type { OfferView } from "../../backend/types";
import { dated, listed } from "../../strings/format";
import { t } from "../../strings/words";
import type { Desk } from "../desk.svelte";
import Sheet from "./Sheet.svelte";

export interface SheetContent {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

let laid: Record<string, unknown> | undefined;

/** Lays the sheet out and opens the system's print dialog. The sheet stays until the next one: no screen shows it. */
export async function printSheet(
  desk: Desk,
  content: SheetContent,
  receiptOf: string | null = null,
): Promise<void> {
  if (laid) void unmount(laid);
  const tenant = desk.status?.tenant;
  const environment = tenant ? t(`environment-${tenant.environment}`) : "";
  const place = [...new Set([tenant?.name, environment])].filter(Boolean).join(", ");
  laid = mount(Sheet, { target: document.body, props: { ...content, place, desk: desk.settings.now.desk } });
  await desk.backend.call("print_sheet", { receiptOf }).catch(() => null);
}

/** What was claimed, when and where: never by whom. */
export const printReceipt = (desk: Desk, offer: OfferView): Promise<void> =>
  printSheet(
    desk,
    {
      title: t("receipt"),
      columns: [t("column-reference"), t("column-credentials"), t("receipt-time")],
      rows: [[offer.reference, listed(offer.credentials), dated(offer.endedAt ?? offer.issuedAt)]],
    },
    offer.intentId,
  );
