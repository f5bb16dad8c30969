import { tableHtml } from '../../export/table-one/html';
import { tableText } from '../../export/table-one/plain';
import type { TextTable } from '../../export/table-one/text-table';

/** Puts the table on the clipboard, for word processors and for plain fields. False where the browser does not let us. */
export async function copyTable(table: TextTable): Promise<boolean> {
  const blob = (type: string, text: string) => new Blob([text], { type });
  try {
    await navigator.clipboard.write([
      new ClipboardItem({
        'text/html': blob('text/html', tableHtml(table)),
        'text/plain': blob('text/plain', tableText(table)),
      }),
    ]);
    return true;
  } catch {
    return false;
  }
}
