// The expert's own notes of a call: on this tab only, until the outcome. They go nowhere unless sent.
const KEPT = "vg.notes";
export const NOTES_MAX = 4000;

export function keepNotes(store: Storage, call: string, text: string): void {
  store.setItem(KEPT, JSON.stringify([call, text.slice(0, NOTES_MAX)]));
}

export function notesOf(store: Storage, call: string): string {
  const [of, text] = JSON.parse(store.getItem(KEPT) ?? "[]") as [string?, string?];
  return of === call && typeof text === "string" ? text : "";
}

export function forgetNotes(store: Storage): void {
  store.removeItem(KEPT);
}

/** One message a line; a line too long for one is cut between words where it has any. */
export function messagesOf(notes: string, most: number): string[] {
  const messages: string[] = [];
  for (const line of notes.split("\n")) {
    let rest = line.trim();
    while (rest.length > most) {
      const space = rest.lastIndexOf(" ", most);
      const cut = space > 0 ? space : most;
      messages.push(rest.slice(0, cut).trimEnd());
      rest = rest.slice(cut).trimStart();
    }
    if (rest !== "") messages.push(rest);
  }
  return messages;
}
