// Sentences by key, in the language chosen on this browser; French unless asked otherwise.
import { en } from "./en.ts";
import { fr, type TextKey } from "./fr.ts";
import { ERRORS } from "../generated/errors.ts";

export type Language = "fr" | "en";
export type Say = (key: TextKey, values?: Record<string, string | number>) => string;

/** Both write a time as 24 hours: the agenda is read beside the kiosk’s printed slip. */
export const LOCALES: Record<Language, string> = { fr: "fr", en: "en-GB" };

const TABLES: Record<Language, Record<TextKey, string>> = { fr, en };

export function speaker(language: Language): Say {
  const set = language === "fr" ? typeset : (text: string) => text;
  return (key, values = {}) =>
    set(TABLES[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)));
}

/** French typography: no line may begin with a sign, a number stays with its unit, apostrophes curl. */
export function typeset(text: string): string {
  return text
    .replace(/(?<=\p{L})'(?=\p{L})/gu, "’")
    .replace(/(?<=\S) (?=[:;?!»%€])|(?<=«) (?=\S)|(?<=\d) (?=(?:h|min|s|Mo)\b)/g, "\u00a0");
}

/** The sentence of an error and its code: never a bare key, even for a key this page does not know. */
export function errorText(say: Say, key: string): { sentence: string; code: string } {
  const entry = Object.hasOwn(ERRORS, key) ? ERRORS[key as keyof typeof ERRORS] : undefined;
  const own = `error.${key}`;
  const sentence = Object.hasOwn(fr, own) ? say(own as TextKey) : typeset(`${capital(entry?.cause ?? key)}.`);
  return { sentence, code: entry?.code ?? "" };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** An RFC 3339 instant as a clock time; empty when it is not one. */
export function clockTime(instant: string, language: Language): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return "";
  return date.toLocaleTimeString(LOCALES[language], { hour: "2-digit", minute: "2-digit" });
}
