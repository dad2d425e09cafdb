// What a kiosk says a file is, and what it is: a page that saves or draws it relies on neither its word nor its name.
import type { DocumentOffer } from "../generated/messages.ts";

const PDF = "application/pdf";
const PICTURE = "image/webp";
/** Control and format characters (some turn the reading direction), and what no file's name holds. */
const UNFIT = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}<>:"/\\|?*]/gu;
const LONGEST = 120;

function begins(data: Uint8Array, at: number, text: string): boolean {
  return Array.from(text).every((letter, i) => data[at + i] === letter.charCodeAt(0));
}

/** The type of a document or a page's picture; `null` when it is not what it should be. */
export function genuine(kind: DocumentOffer["kind"], data: Uint8Array): string | null {
  if (kind === "page") return begins(data, 0, "RIFF") && begins(data, 8, "WEBP") ? PICTURE : null;
  return begins(data, 0, "%PDF-") ? PDF : null;
}

/** A name to save a PDF under: one line, and ending as what it is. */
export function savedAs(name: string): string {
  const stem = name.replace(UNFIT, " ").replace(/\s+/gu, " ").replace(/\.pdf$/iu, "");
  const plain = stem.replace(/^[. ]+|[. ]+$/gu, "").slice(0, LONGEST);
  return `${plain || "document"}.pdf`;
}
