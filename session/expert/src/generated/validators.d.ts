/** Made by `scripts/validators.mjs`: checks a body and fills its defaults in place. */
export const VALIDATORS: Record<
  "relay-to-expert" | "relay-to-agent" | "kiosk-to-expert",
  Record<string, (body: unknown) => boolean>
>;
