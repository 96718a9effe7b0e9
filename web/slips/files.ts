// Slips as files of the browser: fetched with the session, printed from a hidden frame, shown in the page or saved.
import { ApiError, addressOf, type Input, type RouteName } from '../api.ts';

/** Routes whose reply is a slip. */
export type SlipRoute =
  | 'slips.print'
  | 'slips.preview'
  | 'slips.register'
  | 'slips.handover_list'
  | 'slips.preview_template'
  | 'slips.template_file'
  | 'slips.product_template';

export type SlipFile = { blob: Blob; name: string };

/** Fetches a slip. @throws ApiError */
export async function slipFile<N extends SlipRoute & RouteName>(name: N, input: Input<N>): Promise<SlipFile> {
  let reply: Response;
  try {
    reply = await fetch(addressOf(name, input as object).url, { credentials: 'same-origin' });
  } catch (cause) {
    throw new ApiError('web.no_connection', 0, {}, null, { cause });
  }
  if (!reply.ok) {
    const told = (await reply.json().catch(() => ({}))) as { code?: string; data?: Record<string, unknown>; request_id?: string };
    throw new ApiError(
      told.code ?? 'web.unexpected_reply',
      reply.status,
      told.data ?? { status: reply.status },
      told.request_id ?? null,
    );
  }
  const named = /filename\*=UTF-8''([^;]+)/.exec(reply.headers.get('content-disposition') ?? '')?.[1];
  return { blob: await reply.blob(), name: named ? decodeURIComponent(named) : 'phieu' };
}

/** Hands a file to the browser to save. */
export function save({ blob, name }: SlipFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * Opens the browser's print dialog on a PDF without leaving the page; where a PDF cannot be shown in a frame (a phone), it is opened in a tab of its
 * own, or saved when the browser refuses that too.
 */
export function print(file: SlipFile): void {
  const address = URL.createObjectURL(file.blob);
  if (!navigator.pdfViewerEnabled) {
    if (window.open(address, '_blank') === null) save(file);
    return;
  }
  document.getElementById('slip-printer')?.remove();
  const frame = document.createElement('iframe');
  frame.id = 'slip-printer';
  frame.title = file.name;
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  // Out of sight but drawn: some browsers print nothing of a frame that is not displayed.
  frame.style.cssText = 'position:fixed;right:0;bottom:0;width:1px;height:1px;border:0;opacity:0';
  frame.onload = () => {
    frame.contentWindow?.focus();
    frame.contentWindow?.print();
  };
  frame.src = address;
  document.body.append(frame);
}
