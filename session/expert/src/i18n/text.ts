// Sentences by key, in the language chosen on this browser; French unless asked otherwise.
import { en } from "./en.ts";
import { enErrors } from "./en-errors.ts";
import { fr, type TextKey } from "./fr.ts";
import { ERRORS } from "../generated/errors.ts";

export type Language = "fr" | "en";
export interface Say {
  (key: TextKey, values?: Record<string, string | number>): string;
  readonly language: Language;
}

/** Both write a time as 24 hours: the agenda is read beside the kiosk’s printed slip. */
export const LOCALES: Record<Language, string> = { fr: "fr", en: "en-GB" };

const TABLES: Record<Language, Record<TextKey, string>> = { fr, en };

export function speaker(language: Language): Say {
  const set = language === "fr" ? typeset : (text: string) => text;
  const say = (key: TextKey, values: Record<string, string | number> = {}) =>
    set(TABLES[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)));
  return Object.assign(say, { language });
}

/** French typography: no line may begin with a sign, a number stays with its unit, apostrophes curl. */
export function typeset(text: string): string {
  return text
    .replace(/(?<=\p{L})'(?=\p{L})/gu, "’")
    .replace(/(?<=\S) (?=[:;?!»%€])|(?<=«) (?=\S)|(?<=\d) (?=(?:h|min|s|Mo)\b)/g, "\u00a0");
}

/** The sentence of an error and its code: never a bare key, even for a key this page does not know. */
export function errorText(say: Say, key: string): { sentence: string; code: string } {
  const known = Object.hasOwn(ERRORS, key) ? (key as keyof typeof ERRORS) : undefined;
  const own = `error.${key}`;
  const sentence = Object.hasOwn(fr, own) ? say(own as TextKey) : causeOf(say, known);
  return { sentence, code: known ? ERRORS[known].code : "" };
}

/** What is wrong, in the language of the page; one without words in it has its code all the same. */
function causeOf(say: Say, known: keyof typeof ERRORS | undefined): string {
  const cause = known && (say.language === "fr" ? ERRORS[known].cause : enErrors[known]);
  if (!cause) return say("error.other");
  const sentence = `${capital(cause)}.`;
  return say.language === "fr" ? typeset(sentence) : sentence;
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
