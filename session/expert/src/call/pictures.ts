// What is said of both pictures of a call. Pure.
import type { PictureNews } from "../generated/messages.ts";

/** What a picture that gave way to the voice became. */
export type PictureWord = "good" | "small" | "stills" | "voice";

/** Of this page's picture and of the kiosk's. */
export interface Pictures {
  ours: PictureNews;
  theirs: PictureNews;
}

/** Nothing is said of a picture that is smaller by choice. */
export function pictureWord({ rung, weak }: PictureNews): PictureWord {
  if (!weak) return "good";
  return rung === "stills" || rung === "voice" ? rung : "small";
}

/** The worse of both pictures. */
export function lesser({ ours, theirs }: Pictures): PictureWord {
  const order: PictureWord[] = ["good", "small", "stills", "voice"];
  const [one, other] = [pictureWord(ours), pictureWord(theirs)];
  return order.indexOf(one) > order.indexOf(other) ? one : other;
}
